import { BitReader } from './bit-reader';

/** Coded slice of a picture that is no IDR picture; IDR pictures have no B slices (ITU-T H.264 §7.4.3). */
const NAL_SLICE = 1;
/** Of first_mb_in_slice and slice_type, the two Exp-Golomb numbers at the front: 8 bytes hold both in any real picture. */
const HEADER_BYTES = 8;
/** Table 7-6: 1 and 6 are B. */
const B_SLICE = 1;
const SLICE_TYPES = 5;

/**
 * True when a frame has B slices. Their pictures are shown in another order than they are sent, and RTP tells only one
 * of the two times: such a stream cannot be given right times (SPEC.md WH12). Never throws.
 */
export function hasBSlices(nals: readonly Uint8Array[]): boolean {
  return nals.some((nal) => {
    if (((nal[0] ?? 0) & 0x1f) !== NAL_SLICE) return false;
    const reader = new BitReader(nal.subarray(1, 1 + HEADER_BYTES));
    reader.readUnsigned();
    const sliceType = reader.readUnsigned();
    return !reader.isPastEnd && sliceType % SLICE_TYPES === B_SLICE;
  });
}
