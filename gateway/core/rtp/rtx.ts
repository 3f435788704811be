import type { RtpHeader } from './packet';
import { writeUint16, writeUint32 } from './packet';

/** RFC 4588 §4: an RTX payload is the original sequence number (OSN, 2 bytes) and then the original payload. */
const OSN_BYTES = 2;

/**
 * Restores the original packet from a retransmission.
 * @returns a new packet with the original's sequence, SSRC and payload type, or null when it carries none (probing padding).
 */
export function unwrapRtx(
  bytes: Uint8Array,
  header: RtpHeader,
  original: { ssrc: number; payloadType: number },
): Uint8Array | null {
  if (header.payloadLength < OSN_BYTES) return null;
  const headerBytes = header.payloadOffset;
  const out = new Uint8Array(headerBytes + header.payloadLength - OSN_BYTES);
  out.set(bytes.subarray(0, headerBytes));
  out.set(bytes.subarray(headerBytes + OSN_BYTES, header.payloadOffset + header.payloadLength), headerBytes);
  // The padding is not copied, so its flag must go too.
  out[0] = out[0]! & ~0x20;
  out[1] = (out[1]! & 0x80) | original.payloadType;
  out[2] = bytes[headerBytes]!;
  out[3] = bytes[headerBytes + 1]!;
  writeUint32(out, 8, original.ssrc);
  return out;
}

/** Wraps a sent packet as a retransmission on its RTX stream. */
export function wrapRtx(
  bytes: Uint8Array,
  header: RtpHeader,
  rtx: { ssrc: number; payloadType: number; sequence: number },
): Uint8Array {
  const headerBytes = header.payloadOffset;
  const out = new Uint8Array(headerBytes + OSN_BYTES + header.payloadLength);
  out.set(bytes.subarray(0, headerBytes));
  out[0] = out[0]! & ~0x20;
  out[1] = (out[1]! & 0x80) | rtx.payloadType;
  writeUint16(out, 2, rtx.sequence);
  writeUint32(out, 8, rtx.ssrc);
  writeUint16(out, headerBytes, header.sequence);
  out.set(bytes.subarray(headerBytes, headerBytes + header.payloadLength), headerBytes + OSN_BYTES);
  return out;
}
