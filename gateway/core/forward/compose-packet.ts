import { writeUint16, writeUint32 } from '../rtp/packet';

export interface OutgoingHeader {
  payloadType: number;
  marker: boolean;
  sequence: number;
  timestamp: number;
  ssrc: number;
  /** Header extension id of abs-send-time; 0 leaves the extension out. */
  absSendTimeId: number;
  /** 24 bits, see {@link absSendTime}. */
  absSendTime: number;
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
  const hasExtension = header.absSendTimeId !== 0 || color !== null;
  out[0] = hasExtension ? 0x90 : 0x80;
  out[1] = (header.marker ? 0x80 : 0) | header.payloadType;
  writeUint16(out, 2, header.sequence);
  writeUint32(out, 4, header.timestamp);
  writeUint32(out, 8, header.ssrc);
  let at = 12;
  if (hasExtension) {
    at = 16;
    if (header.absSendTimeId !== 0) {
      out[at] = (header.absSendTimeId << 4) | 2;
      out[at + 1] = (header.absSendTime >> 16) & 0xff;
      out[at + 2] = (header.absSendTime >> 8) & 0xff;
      out[at + 3] = header.absSendTime & 0xff;
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

/** abs-send-time: seconds in 6.18 fixed point. */
export function absSendTime(nowMs: number): number {
  return Math.floor((nowMs / 1000) * 262144) % 16777216;
}
