import { writeUint16, writeUint32 } from '../rtp/packet';

export interface OutgoingHeader {
  payloadType: number;
  marker: boolean;
  sequence: number;
  timestamp: number;
  ssrc: number;
  /**
   * Header extension ids; 0 leaves the extension out. With a transport-wide sequence number there is no absolute send
   * time: a receiver answers one of the two only. Both are left zero here, see {@link stampTransport}, {@link stampTime}.
   */
  transportCcId: number;
  absSendTimeId: number;
  /** Header extension id of color-space; 0 leaves the extension out. */
  colorSpaceId: number;
  /** As the publisher sent it, with the last packet of a key frame; null with all others. */
  colorSpace: Uint8Array | null;
  /** RFC 4588: the sequence that is sent again, or -1 for a first transmission. */
  originalSequence: number;
}

/** 12 fixed, 4 + 4 + 5 of extensions padded to a word, 2 original sequence number. */
const HEADER_BYTES_MAX = 30;
/** Range, primaries, transfer, matrix, siting. The longer form with HDR metadata does not fit a one-byte element. */
const COLOR_SPACE_BYTES = 4;
/** The one extension that is written when a packet leaves is always the first: 12 fixed, 4 of the block's header. */
const STAMP_AT = 16;

/**
 * Writes a header and copies a payload into `out`. Copies, and keeps nothing: this runs for every packet and every subscriber.
 * @returns the packet's length, or 0 when `out` is too small.
 */
export function composePacket(
  out: Uint8Array,
  header: OutgoingHeader,
  source: { bytes: Uint8Array; payloadOffset: number; payloadEnd: number },
): number {
  const payloadBytes = source.payloadEnd - source.payloadOffset;
  if (out.length < HEADER_BYTES_MAX + payloadBytes) return 0;
  const color =
    header.colorSpaceId !== 0 && header.colorSpace?.length === COLOR_SPACE_BYTES ? header.colorSpace : null;
  const hasTransport = header.transportCcId !== 0;
  const hasTime = !hasTransport && header.absSendTimeId !== 0;
  const hasExtension = hasTransport || hasTime || color !== null;
  out[0] = hasExtension ? 0x90 : 0x80;
  out[1] = (header.marker ? 0x80 : 0) | header.payloadType;
  writeUint16(out, 2, header.sequence);
  writeUint32(out, 4, header.timestamp);
  writeUint32(out, 8, header.ssrc);
  let at = 12;
  if (hasExtension) {
    at = STAMP_AT;
    if (hasTransport) {
      out[at] = (header.transportCcId << 4) | 1;
      out[at + 1] = out[at + 2] = 0;
      at += 3;
    } else if (hasTime) {
      out[at] = (header.absSendTimeId << 4) | 2;
      out[at + 1] = out[at + 2] = out[at + 3] = 0;
      at += 4;
    }
    if (color !== null) {
      out[at] = (header.colorSpaceId << 4) | (COLOR_SPACE_BYTES - 1);
      out.set(color, at + 1);
      at += 1 + COLOR_SPACE_BYTES;
    }
    while (at % 4 !== 0) out[at++] = 0;
    writeUint32(out, 12, 0xbede0000 | ((at - 16) / 4));
  }
  if (header.originalSequence >= 0) {
    writeUint16(out, at, header.originalSequence);
    at += 2;
  }
  out.set(source.bytes.subarray(source.payloadOffset, source.payloadEnd), at);
  return at + payloadBytes;
}

/** Writes the transport-wide sequence number of a composed packet at the moment it is sent. */
export function stampTransport(packet: Uint8Array, sequence: number): void {
  packet[STAMP_AT + 1] = (sequence >> 8) & 0xff;
  packet[STAMP_AT + 2] = sequence & 0xff;
}

/** Writes the absolute send time (seconds in 6.18 fixed point) of a composed packet at the moment it is sent. */
export function stampTime(packet: Uint8Array, nowMs: number): void {
  const time = Math.floor((nowMs / 1000) * 262144) % 16777216;
  packet[STAMP_AT + 1] = (time >> 16) & 0xff;
  packet[STAMP_AT + 2] = (time >> 8) & 0xff;
  packet[STAMP_AT + 3] = time & 0xff;
}

/**
 * Writes a packet of nothing but padding (RFC 3550 §5.1), which a receiver acknowledges and throws away.
 * @param paddingBytes - 1 to 255. @returns its length.
 */
export function composePadding(out: Uint8Array, header: OutgoingHeader, paddingBytes: number): number {
  const length = composePacket(out, header, { bytes: out, payloadOffset: 0, payloadEnd: 0 });
  if (length === 0 || length + paddingBytes > out.length) return 0;
  out[0]! |= 0x20;
  out.fill(0, length, length + paddingBytes - 1);
  out[length + paddingBytes - 1] = paddingBytes;
  return length + paddingBytes;
}
