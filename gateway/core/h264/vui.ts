import type { BitReader } from './bit-reader';

/** Aspect ratio that is spelled out (Extended_SAR, table E-1). */
const EXTENDED_SAR = 255;
/** §E.2.2: at most 32 by the standard; a larger count is garbage and runs past the end. */
const HRD_COUNT_MAX = 32;

/**
 * max_num_reorder_frames of the VUI parameters (ITU-T H.264 §E.1.1): how many pictures are shown later than they are
 * sent. @param reader - behind vui_parameters_present_flag. @returns null when the stream does not say.
 */
export function readReorderedPicturesMax(reader: BitReader): number | null {
  if (reader.readBit() === 1 && reader.readBits(8) === EXTENDED_SAR) reader.readBits(32);
  if (reader.readBit() === 1) reader.readBit(); // overscan
  if (reader.readBit() === 1) {
    reader.readBits(4); // video_format, video_full_range_flag
    if (reader.readBit() === 1) reader.readBits(24); // colours
  }
  if (reader.readBit() === 1) {
    reader.readUnsigned(); // chroma sample locations
    reader.readUnsigned();
  }
  if (reader.readBit() === 1) {
    reader.readBits(32); // num_units_in_tick
    reader.readBits(32); // time_scale
    reader.readBit();
  }
  const hasNalHrd = reader.readBit() === 1;
  if (hasNalHrd) skipHrd(reader);
  const hasVclHrd = reader.readBit() === 1;
  if (hasVclHrd) skipHrd(reader);
  if (hasNalHrd || hasVclHrd) reader.readBit(); // low_delay_hrd_flag
  reader.readBit(); // pic_struct_present_flag
  if (reader.readBit() === 0) return null;
  reader.readBit(); // motion_vectors_over_pic_boundaries_flag
  for (let field = 0; field < 4; field += 1) reader.readUnsigned(); // limits of sizes and vectors
  const reordered = reader.readUnsigned();
  return reader.isPastEnd ? null : reordered;
}

/** hrd_parameters, §E.1.2. */
function skipHrd(reader: BitReader): void {
  const count = reader.readUnsigned() + 1;
  reader.readBits(8); // scales
  for (let index = 0; index < Math.min(count, HRD_COUNT_MAX); index += 1) {
    reader.readUnsigned();
    reader.readUnsigned();
    reader.readBit();
  }
  reader.readBits(20); // lengths
}
