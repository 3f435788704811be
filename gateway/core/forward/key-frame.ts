const NAL_SPS = 7;
const STAP_A = 24;
const FU_A = 28;

/**
 * Whether an H.264 payload (RFC 6184) begins something a decoder can start at: it carries a sequence parameter set.
 * An IDR slice alone does not count; after a layer switch the decoder would lack the new size.
 */
export function isH264KeyFrameStart(bytes: Uint8Array, from: number, end: number): boolean {
  if (from >= end) return false;
  const type = bytes[from]! & 0x1f;
  if (type === NAL_SPS) return true;
  if (type === FU_A) {
    return from + 1 < end && (bytes[from + 1]! & 0x80) !== 0 && (bytes[from + 1]! & 0x1f) === NAL_SPS;
  }
  if (type !== STAP_A) return false;
  let at = from + 1;
  while (at + 2 < end) {
    const length = (bytes[at]! << 8) | bytes[at + 1]!;
    if ((bytes[at + 2]! & 0x1f) === NAL_SPS) return true;
    at += 2 + length;
  }
  return false;
}
