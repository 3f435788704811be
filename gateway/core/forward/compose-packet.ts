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
  /** RFC 4588: the sequence that is sent again, or -1 for a first transmission. */
  originalSequence: number;
}

/** 12 fixed, 8 extension block, 2 original sequence number. */
const HEADER_BYTES_MAX = 22;

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
  const hasExtension = header.absSendTimeId !== 0;
  out[0] = hasExtension ? 0x90 : 0x80;
  out[1] = (header.marker ? 0x80 : 0) | header.payloadType;
  writeUint16(out, 2, header.sequence);
  writeUint32(out, 4, header.timestamp);
  writeUint32(out, 8, header.ssrc);
  let at = 12;
  if (hasExtension) {
    writeUint32(out, 12, 0xbede0001);
    out[16] = (header.absSendTimeId << 4) | 2;
    out[17] = (header.absSendTime >> 16) & 0xff;
    out[18] = (header.absSendTime >> 8) & 0xff;
    out[19] = header.absSendTime & 0xff;
    at = 20;
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
