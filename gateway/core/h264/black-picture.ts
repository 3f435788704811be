import { BitWriter } from './bit-writer';
import { addEmulationPrevention } from './emulation-prevention';

/**
 * A black key frame, written without an encoder: what is shown of a source that has only sound, when nobody uploaded
 * a slate. The first macroblock is black as samples (I_PCM), every other repeats its neighbours' mean (Intra_16x16
 * with DC prediction and no residual): black, exactly, in one byte a macroblock. Constrained baseline, picture order
 * type 2, one reference frame: `PictureFiller` can go on from it.
 */
export interface BlackPicture {
  /** NAL units, each with its header byte. */
  sps: Buffer;
  pps: Buffer;
  idr: Buffer;
}

const FRAME_NUM_BITS = 8;
/** Video black and no colour (ITU-R BT.709 §3.6, 8 bits). */
const BLACK = { luma: 16, chroma: 128 } as const;
/** Table 7-11: raw samples, and Intra_16x16 with mode 2 (DC) and no coefficients. */
const MB_TYPE = { pcm: 25, repeatMean: 3 } as const;
/** Table A-1: macroblocks a frame, up to level 4.0, which is what platforms take. */
const LEVELS = [
  { macroblocksMax: 1_620, levelIdc: 30 },
  { macroblocksMax: 3_600, levelIdc: 31 },
  { macroblocksMax: 8_192, levelIdc: 40 },
] as const;
const LEVEL_ABOVE = 51;

/** @param width - and height: pixels, even, 16 to 8192. */
export function blackPicture(width: number, height: number): BlackPicture {
  const columns = Math.ceil(width / 16);
  const rows = Math.ceil(height / 16);
  return {
    sps: writeSps({ width, height, columns, rows }),
    pps: writePps(),
    idr: writeIdr(columns, rows),
  };
}

/** seq_parameter_set_data, §7.3.2.1.1. */
function writeSps(size: { width: number; height: number; columns: number; rows: number }): Buffer {
  const { width, height, columns, rows } = size;
  const level = LEVELS.find(({ macroblocksMax }) => columns * rows <= macroblocksMax);
  const writer = new BitWriter();
  writer.writeUnsigned(0); // seq_parameter_set_id
  writer.writeUnsigned(FRAME_NUM_BITS - 4);
  writer.writeUnsigned(2); // pic_order_cnt_type
  writer.writeUnsigned(1); // max_num_ref_frames
  writer.writeBits(0, 1); // gaps_in_frame_num_value_allowed_flag
  writer.writeUnsigned(columns - 1);
  writer.writeUnsigned(rows - 1);
  writer.writeBits(1, 1); // frame_mbs_only_flag
  writer.writeBits(1, 1); // direct_8x8_inference_flag
  // Cropping counts in pairs of pixels (4:2:0).
  const crop = { right: (columns * 16 - width) / 2, bottom: (rows * 16 - height) / 2 };
  const isCropped = crop.right > 0 || crop.bottom > 0;
  writer.writeBits(isCropped ? 1 : 0, 1);
  if (isCropped) for (const side of [0, crop.right, 0, crop.bottom]) writer.writeUnsigned(side);
  writer.writeBits(0, 1); // vui_parameters_present_flag
  // Constrained baseline: profile 66 with constraint_set0_flag and constraint_set1_flag.
  return nalUnit([0x67, 66, 0xc0, level?.levelIdc ?? LEVEL_ABOVE], writer);
}

/** pic_parameter_set_rbsp, §7.3.2.2. */
function writePps(): Buffer {
  const writer = new BitWriter();
  writer.writeUnsigned(0); // pic_parameter_set_id
  writer.writeUnsigned(0); // seq_parameter_set_id
  writer.writeBits(0, 2); // CAVLC; no bottom field order
  writer.writeUnsigned(0); // one slice group
  writer.writeUnsigned(0); // num_ref_idx_l0_default_active_minus1
  writer.writeUnsigned(0); // num_ref_idx_l1_default_active_minus1
  writer.writeBits(0, 3); // no weighted prediction
  for (let offset = 0; offset < 3; offset += 1) writer.writeUnsigned(0); // quantisers and chroma offset: 0
  writer.writeBits(0b100, 3); // deblocking control; no constrained intra prediction; no redundant pictures
  return nalUnit([0x68], writer);
}

/** One I slice of an IDR picture, §7.3.3 to §7.3.5. */
function writeIdr(columns: number, rows: number): Buffer {
  const writer = new BitWriter();
  writer.writeUnsigned(0); // first_mb_in_slice
  writer.writeUnsigned(7); // slice_type: I, as all slices of the picture
  writer.writeUnsigned(0); // pic_parameter_set_id
  writer.writeBits(0, FRAME_NUM_BITS);
  writer.writeUnsigned(0); // idr_pic_id
  writer.writeBits(0, 2); // no_output_of_prior_pics_flag, long_term_reference_flag
  writer.writeUnsigned(0); // slice_qp_delta
  writer.writeUnsigned(1); // disable_deblocking_filter_idc
  writer.writeUnsigned(MB_TYPE.pcm);
  writer.align();
  for (let sample = 0; sample < 256; sample += 1) writer.writeBits(BLACK.luma, 8);
  for (let sample = 0; sample < 128; sample += 1) writer.writeBits(BLACK.chroma, 8);
  for (let index = 1; index < columns * rows; index += 1) {
    writer.writeUnsigned(MB_TYPE.repeatMean);
    writer.writeUnsigned(0); // intra_chroma_pred_mode: DC
    writer.writeUnsigned(0); // mb_qp_delta
    // coeff_token of no coefficients, table 9-5: 1, or 0000 11 beside the raw macroblock, which counts as 16 of them
    // (§9.2.1) for the one to its right and the one below it. Both have no other neighbour to average with.
    const isBesideRaw = index === 1 || index === columns;
    writer.writeBits(isBesideRaw ? 0b000011 : 1, isBesideRaw ? 6 : 1);
  }
  return nalUnit([0x65], writer);
}

function nalUnit(head: readonly number[], writer: BitWriter): Buffer {
  return Buffer.concat([Buffer.from(head), addEmulationPrevention(writer.finish())]);
}
