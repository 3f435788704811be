/**
 * RTP packets, RFC 3550 §5.1 and header extensions, RFC 8285. Views over the received bytes: nothing is copied,
 * nothing is thrown; every length is checked before it is read.
 */
export interface RtpHeader {
  marker: boolean;
  payloadType: number;
  sequence: number;
  timestamp: number;
  ssrc: number;
  /** 0 when there is no extension block. 0xBEDE: one-byte form; 0x1000-0x100F: two-byte form. */
  extensionProfile: number;
  /** First byte of extension elements (after the 4-byte block header), and their total length. */
  extensionOffset: number;
  extensionLength: number;
  payloadOffset: number;
  /** Without padding. 0 for padding-only packets, which must be skipped by depacketisers. */
  payloadLength: number;
  paddingLength: number;
}

export type RtpParseError =
  'too-short' | 'bad-version' | 'csrc-overrun' | 'extension-overrun' | 'padding-overrun';

const FIXED_HEADER_BYTES = 12;
export const ONE_BYTE_PROFILE = 0xbede;

/** @returns the header, or why the bytes are not RTP. Never throws. */
export function parseRtp(bytes: Uint8Array): RtpHeader | RtpParseError {
  const length = bytes.length;
  if (length < FIXED_HEADER_BYTES) return 'too-short';
  const b0 = bytes[0]!;
  if (b0 >> 6 !== 2) return 'bad-version';
  let offset = FIXED_HEADER_BYTES + (b0 & 0x0f) * 4;
  if (offset > length) return 'csrc-overrun';
  let extensionProfile = 0;
  let extensionOffset = 0;
  let extensionLength = 0;
  if (b0 & 0x10) {
    if (offset + 4 > length) return 'extension-overrun';
    extensionProfile = (bytes[offset]! << 8) | bytes[offset + 1]!;
    extensionLength = ((bytes[offset + 2]! << 8) | bytes[offset + 3]!) * 4;
    extensionOffset = offset + 4;
    offset = extensionOffset + extensionLength;
    if (offset > length) return 'extension-overrun';
  }
  let paddingLength = 0;
  if (b0 & 0x20) {
    paddingLength = bytes[length - 1]!;
    if (paddingLength === 0 || offset + paddingLength > length) return 'padding-overrun';
  }
  const b1 = bytes[1]!;
  return {
    marker: (b1 & 0x80) !== 0,
    payloadType: b1 & 0x7f,
    sequence: (bytes[2]! << 8) | bytes[3]!,
    timestamp: readUint32(bytes, 4),
    ssrc: readUint32(bytes, 8),
    extensionProfile,
    extensionOffset,
    extensionLength,
    payloadOffset: offset,
    payloadLength: length - offset - paddingLength,
    paddingLength,
  };
}

/** RFC 5761 §4: on a muxed transport, second bytes 192..223 are RTCP. */
export function isRtcp(bytes: Uint8Array): boolean {
  const second = bytes[1];
  return second !== undefined && second >= 192 && second <= 223;
}

/**
 * Finds a header extension element by its negotiated id.
 * @returns the element's bytes (a view), or null when absent or when the block is malformed.
 */
export function findExtension(bytes: Uint8Array, header: RtpHeader, id: number): Uint8Array | null {
  const end = header.extensionOffset + header.extensionLength;
  let at = header.extensionOffset;
  const oneByte = header.extensionProfile === ONE_BYTE_PROFILE;
  if (!oneByte && (header.extensionProfile & 0xfff0) !== 0x1000) return null;
  while (at < end) {
    const first = bytes[at]!;
    if (first === 0) {
      at += 1;
      continue;
    }
    let elementId: number;
    let elementLength: number;
    if (oneByte) {
      elementId = first >> 4;
      // RFC 8285 §4.2: id 15 stops the parsing.
      if (elementId === 15) return null;
      elementLength = (first & 0x0f) + 1;
      at += 1;
    } else {
      if (at + 2 > end) return null;
      elementId = first;
      elementLength = bytes[at + 1]!;
      at += 2;
    }
    if (at + elementLength > end) return null;
    if (elementId === id) return bytes.subarray(at, at + elementLength);
    at += elementLength;
  }
  return null;
}

export interface RtpExtensionElement {
  /** 1..14 (one-byte form). */
  id: number;
  /** 1..16 bytes. */
  data: Uint8Array;
}

export interface RtpPacketFields {
  marker: boolean;
  payloadType: number;
  sequence: number;
  timestamp: number;
  ssrc: number;
  extensions?: readonly RtpExtensionElement[];
  payload: Uint8Array;
}

/** Builds a packet without CSRCs or padding; extensions in the one-byte form. */
export function writeRtp(fields: RtpPacketFields): Uint8Array {
  const extensions = fields.extensions ?? [];
  let elementBytes = 0;
  for (const element of extensions) elementBytes += 1 + element.data.length;
  const extensionBytes = extensions.length === 0 ? 0 : 4 + Math.ceil(elementBytes / 4) * 4;
  const bytes = new Uint8Array(FIXED_HEADER_BYTES + extensionBytes + fields.payload.length);
  bytes[0] = 0x80 | (extensionBytes > 0 ? 0x10 : 0);
  bytes[1] = (fields.marker ? 0x80 : 0) | (fields.payloadType & 0x7f);
  writeUint16(bytes, 2, fields.sequence);
  writeUint32(bytes, 4, fields.timestamp);
  writeUint32(bytes, 8, fields.ssrc);
  if (extensionBytes > 0) {
    writeUint16(bytes, 12, ONE_BYTE_PROFILE);
    writeUint16(bytes, 14, (extensionBytes - 4) / 4);
    let at = 16;
    for (const element of extensions) {
      bytes[at] = (element.id << 4) | (element.data.length - 1);
      bytes.set(element.data, at + 1);
      at += 1 + element.data.length;
    }
  }
  bytes.set(fields.payload, FIXED_HEADER_BYTES + extensionBytes);
  return bytes;
}

export function readUint32(bytes: Uint8Array, at: number): number {
  return ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) >>> 0;
}

export function writeUint16(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = (value >> 8) & 0xff;
  bytes[at + 1] = value & 0xff;
}

export function writeUint32(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = (value >>> 24) & 0xff;
  bytes[at + 1] = (value >>> 16) & 0xff;
  bytes[at + 2] = (value >>> 8) & 0xff;
  bytes[at + 3] = value & 0xff;
}
