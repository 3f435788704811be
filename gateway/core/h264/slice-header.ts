import { BitReader } from './bit-reader';
import { addEmulationPrevention, removeEmulationPrevention } from './emulation-prevention';
import type { PpsFacts } from './pps';
import type { SpsFacts } from './sps';

/** The start of a slice header (ITU-T H.264 §7.3.3): as far as the numbers that order pictures. */
export interface SliceNumbers {
  isIdr: boolean;
  isReference: boolean;
  /** 0 = P, 1 = B, 2 = I, 3 = SP, 4 = SI. */
  kind: number;
  ppsId: number;
  frameNum: number;
  /** null for order types without one. */
  orderLsb: number | null;
}

interface Located extends SliceNumbers {
  /** Payload behind the NAL header, without emulation prevention. */
  rbsp: Uint8Array;
  frameNumBit: number;
  orderLsbBit: number;
}

/** Emulation prevention of so many bytes is undone to read a header: its first fields have 15 at most. */
const HEADER_BYTES = 24;
const NAL_IDR = 5;

/** @returns null for what is no slice, or is cut off. Frames only: no fields, no separate planes. */
export function readSlice(nal: Uint8Array, sps: SpsFacts): SliceNumbers | null {
  return locate(nal, sps, HEADER_BYTES);
}

/** A copy of the slice with both numbers moved, modulo their widths. The other bits stay. @returns null as `readSlice`. */
export function moveSlice(
  nal: Uint8Array,
  sps: SpsFacts,
  by: { frameNum: number; orderLsb: number },
): Buffer | null {
  const slice = locate(nal, sps, nal.length);
  if (slice === null) return null;
  const { rbsp, frameNumBit, orderLsbBit } = slice;
  writeAt(rbsp, { bit: frameNumBit, count: sps.frameNumBits }, slice.frameNum + by.frameNum);
  if (slice.orderLsb !== null && sps.pictureOrder.type === 0)
    writeAt(rbsp, { bit: orderLsbBit, count: sps.pictureOrder.lsbBits }, slice.orderLsb + by.orderLsb);
  return Buffer.concat([nal.subarray(0, 1), addEmulationPrevention(rbsp)]);
}

export function isSlice(nal: Uint8Array): boolean {
  const type = (nal[0] ?? 0) & 0x1f;
  return type === 1 || type === NAL_IDR;
}

/** Field coding and separate planes put other fields before the numbers. */
export function canReadSlices(sps: SpsFacts, pps: PpsFacts): boolean {
  return sps.isFrameOnly && !sps.hasSeparatePlanes && pps.sliceGroups === 1 && !pps.hasRedundantPictures;
}

function locate(nal: Uint8Array, sps: SpsFacts, bytes: number): Located | null {
  if (!isSlice(nal)) return null;
  const isIdr = ((nal[0] ?? 0) & 0x1f) === NAL_IDR;
  const rbsp = removeEmulationPrevention(nal.subarray(1, bytes));
  const reader = new BitReader(rbsp);
  reader.readUnsigned();
  const kind = reader.readUnsigned() % 5;
  const ppsId = reader.readUnsigned();
  const frameNumBit = reader.position;
  const frameNum = reader.readBits(sps.frameNumBits);
  if (isIdr) reader.readUnsigned();
  const orderLsbBit = reader.position;
  const orderLsb = sps.pictureOrder.type === 0 ? reader.readBits(sps.pictureOrder.lsbBits) : null;
  if (reader.isPastEnd) return null;
  const isReference = ((nal[0] ?? 0) & 0x60) !== 0;
  return { isIdr, isReference, kind, ppsId, frameNum, orderLsb, rbsp, frameNumBit, orderLsbBit };
}

function writeAt(bytes: Uint8Array, at: { bit: number; count: number }, value: number): void {
  for (let index = 0; index < at.count; index += 1) {
    const bit = at.bit + index;
    const mask = 1 << (7 - (bit & 7));
    // Bits above the field's width are left out: the number wraps as the standard's do.
    const isSet = ((value >> (at.count - 1 - index)) & 1) === 1;
    const byte = bytes[bit >> 3] ?? 0;
    bytes[bit >> 3] = isSet ? byte | mask : byte & ~mask;
  }
}
