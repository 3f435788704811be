import { parseSps } from '../h264/sps';

const NAL_SPS = 7;
const STAP_A = 24;
const FU_A = 28;

/**
 * Whether an H.264 payload (RFC 6184) begins something a decoder can start at: it carries a sequence parameter set.
 * An IDR slice alone does not count; after a layer switch the decoder would lack the new size.
 */
export function isH264KeyFrameStart(bytes: Uint8Array, from: number, end: number): boolean {
  if (spsOf(bytes, from, end) !== null) return true;
  const isFragmentStart = from + 1 < end && (bytes[from]! & 0x1f) === FU_A && (bytes[from + 1]! & 0x80) !== 0;
  return isFragmentStart && (bytes[from + 1]! & 0x1f) === NAL_SPS;
}

/** The size of the picture that such a payload begins. @returns null where it is not told whole, or is malformed. */
export function h264KeyFramePixels(bytes: Uint8Array, from: number, end: number): number | null {
  const sps = spsOf(bytes, from, end);
  const facts = sps === null ? null : parseSps(sps);
  return facts === null ? null : facts.width * facts.height;
}

/** The whole sequence parameter set in a payload, alone or in a STAP-A. */
function spsOf(bytes: Uint8Array, from: number, end: number): Uint8Array | null {
  if (from >= end) return null;
  const type = bytes[from]! & 0x1f;
  if (type === NAL_SPS) return bytes.subarray(from, end);
  if (type !== STAP_A) return null;
  let at = from + 1;
  while (at + 2 < end) {
    const length = (bytes[at]! << 8) | bytes[at + 1]!;
    if ((bytes[at + 2]! & 0x1f) === NAL_SPS) return bytes.subarray(at + 2, Math.min(end, at + 2 + length));
    at += 2 + length;
  }
  return null;
}
