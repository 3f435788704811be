import { BitWriter } from './bit-writer';
import { addEmulationPrevention } from './emulation-prevention';
import type { PpsFacts } from './pps';
import { parsePps } from './pps';
import { canReadSlices, isSlice, moveSlice, readSlice } from './slice-header';
import type { SpsFacts } from './sps';
import { parseSps } from './sps';

/**
 * Puts pictures that change nothing between those of an encoder, so that a stream goes on while its encoder does not,
 * and the encoder's next delta frame still decodes. A filler is a P picture of skipped macroblocks only: the picture
 * before, again (ITU-T H.264 §8.4.1.1: P_Skip at the picture's edge has no motion, and so have all others then).
 * The numbers of what the encoder sends later are moved behind the fillers', until its next IDR. See
 * docs/decisions/024-gaps-are-filled-with-skipped-pictures.md.
 */
export class PictureFiller {
  #sets: Sets | null = null;
  #shift = { frameNum: 0, orderLsb: 0 };
  /** As sent out, fillers included; null until an IDR was seen, and after what cannot be continued. */
  #last: { referenceFrameNum: number; orderLsb: number; orderOfReference: number } | null = null;

  /** Call when the parameter sets change, which they do at an IDR only. */
  use(sps: Uint8Array, pps: Uint8Array): void {
    this.#sets = readSets(sps, pps);
    this.#last = null;
  }

  /** Every access unit of the encoder on its way out. @returns the same NAL units, renumbered where fillers went before. */
  pass(nals: readonly Uint8Array[]): readonly Uint8Array[] {
    const sets = this.#sets;
    if (sets === null) return nals;
    const out: Uint8Array[] = [];
    for (const nal of nals) {
      if (!isSlice(nal)) {
        out.push(nal);
        continue;
      }
      const isIdr = (nal[0]! & 0x1f) === 5;
      if (isIdr) this.#shift = { frameNum: 0, orderLsb: 0 };
      const isShifted = this.#shift.frameNum !== 0 || this.#shift.orderLsb !== 0;
      const moved = isShifted ? moveSlice(nal, sets.sps, this.#shift) : nal;
      out.push(moved ?? nal);
      this.#note(moved ?? nal, sets);
    }
    return out;
  }

  /** False when `fill` would give null. */
  get canFill(): boolean {
    return this.#next() !== null;
  }

  /**
   * The next filler, one access unit of one NAL unit. Its references stay valid for the encoder's next frame.
   * @returns null when this stream cannot be filled, or not further: CABAC, B pictures, weighted prediction, fields,
   * or several reference frames with a picture order that leaves no room.
   */
  fill(): Buffer | null {
    const last = this.#last;
    const sets = this.#sets;
    const next = this.#next();
    if (last === null || sets === null || next === null) return null;
    if (sets.mode === 'reference') {
      last.referenceFrameNum = next.frameNum;
      this.#shift.frameNum += 1;
    }
    if (next.orderLsb !== null) {
      last.orderLsb = next.orderLsb;
      this.#shift.orderLsb += ORDER_STEP;
    }
    return fillerSlice(sets, next);
  }

  /** Numbers of the next filler. */
  #next(): { frameNum: number; orderLsb: number | null } | null {
    const last = this.#last;
    const sps = this.#sets?.mode == null ? null : this.#sets.sps;
    if (last === null || sps === null) return null;
    const frameNum = (last.referenceFrameNum + 1) % 2 ** sps.frameNumBits;
    if (sps.pictureOrder.type !== 0) return { frameNum, orderLsb: null };
    const size = 2 ** sps.pictureOrder.lsbBits;
    const orderLsb = (last.orderLsb + ORDER_STEP) % size;
    // §8.2.1.1: a number further than half the range from the last reference's would be read as an older one. The
    // encoder's next picture must be within it too.
    const distance = (orderLsb - last.orderOfReference + size) % size;
    return distance + 2 * ORDER_STEP >= size / 2 ? null : { frameNum, orderLsb };
  }

  #note(nal: Uint8Array, sets: Sets): void {
    const slice = readSlice(nal, sets.sps);
    const isUsable = slice !== null && slice.ppsId === sets.pps.id && (slice.kind === 0 || slice.kind === 2);
    if (slice === null || !isUsable || (this.#last === null && !slice.isIdr)) {
      this.#last = null;
      return;
    }
    const orderLsb = slice.orderLsb ?? 0;
    this.#last = {
      referenceFrameNum: slice.isReference ? slice.frameNum : (this.#last?.referenceFrameNum ?? 0),
      orderOfReference: slice.isReference ? orderLsb : (this.#last?.orderOfReference ?? 0),
      orderLsb,
    };
  }
}

interface Sets {
  sps: SpsFacts;
  pps: PpsFacts;
  /** Whether fillers are references; null when this stream takes none. */
  mode: 'reference' | 'disposable' | null;
}

/** Frames are numbered by two: the odd numbers are for bottom fields. */
const ORDER_STEP = 2;

function readSets(rawSps: Uint8Array, rawPps: Uint8Array): Sets | null {
  const sps = parseSps(rawSps);
  const pps = parsePps(rawPps);
  if (sps === null || pps === null || !canReadSlices(sps, pps)) return null;
  return { sps, pps, mode: modeOf(sps, pps) };
}

function modeOf(sps: SpsFacts, pps: PpsFacts): Sets['mode'] {
  if (pps.isCabac || pps.isWeighted || sps.referenceFramesMax < 1) return null;
  if (sps.pictureOrder.type === 0) return 'disposable';
  // §8.2.1.3: with order type 2 two non-reference pictures may not follow each other, so fillers are references.
  // More references than one, and our copies would push out those that the encoder still means.
  return sps.pictureOrder.type === 2 && sps.referenceFramesMax === 1 ? 'reference' : null;
}

/** slice_layer_without_partitioning_rbsp (§7.3.2.8) of a P slice in CAVLC. */
function fillerSlice(
  { sps, pps, mode }: Sets,
  numbers: { frameNum: number; orderLsb: number | null },
): Buffer {
  const writer = new BitWriter();
  writer.writeUnsigned(0); // first_mb_in_slice
  writer.writeUnsigned(0); // slice_type P
  writer.writeUnsigned(pps.id);
  writer.writeBits(numbers.frameNum, sps.frameNumBits);
  if (numbers.orderLsb !== null && sps.pictureOrder.type === 0) {
    writer.writeBits(numbers.orderLsb, sps.pictureOrder.lsbBits);
    if (pps.hasBottomFieldOrder) writer.writeUnsigned(0); // delta_pic_order_cnt_bottom
  }
  writer.writeBits(1, 1); // num_ref_idx_active_override_flag
  writer.writeUnsigned(0); // num_ref_idx_l0_active_minus1: the newest reference alone
  writer.writeBits(0, 1); // ref_pic_list_modification_flag_l0
  if (mode === 'reference') writer.writeBits(0, 1); // adaptive_ref_pic_marking_mode_flag
  writer.writeUnsigned(0); // slice_qp_delta
  if (pps.hasDeblockingControl) writer.writeUnsigned(1); // no deblocking; skipped blocks have none anyway (§8.7.2.1)
  writer.writeUnsigned(sps.macroblocks); // mb_skip_run
  const header = mode === 'reference' ? 0x21 : 0x01;
  return Buffer.concat([Buffer.from([header]), addEmulationPrevention(writer.finish())]);
}
