import { BitReader } from './bit-reader';
import { removeEmulationPrevention } from './emulation-prevention';

/** What a slice header's layout depends on, from a picture parameter set (ITU-T H.264 §7.3.2.2). */
export interface PpsFacts {
  id: number;
  isCabac: boolean;
  hasBottomFieldOrder: boolean;
  sliceGroups: number;
  isWeighted: boolean;
  hasDeblockingControl: boolean;
  hasRedundantPictures: boolean;
}

/** Reads a PPS NAL unit (with its header byte). With slice groups, what follows them is not read. @returns null when malformed. */
export function parsePps(nal: Uint8Array): PpsFacts | null {
  if (nal.length < 2 || ((nal[0] ?? 0) & 0x1f) !== 8) return null;
  const reader = new BitReader(removeEmulationPrevention(nal.subarray(1)));
  const id = reader.readUnsigned();
  reader.readUnsigned();
  const isCabac = reader.readBit() === 1;
  const hasBottomFieldOrder = reader.readBit() === 1;
  const sliceGroups = reader.readUnsigned() + 1;
  const head = { id, isCabac, hasBottomFieldOrder, sliceGroups };
  if (reader.isPastEnd || id > 255) return null;
  if (sliceGroups > 1)
    return { ...head, isWeighted: false, hasDeblockingControl: false, hasRedundantPictures: false };
  reader.readUnsigned();
  reader.readUnsigned();
  const isWeighted = reader.readBit() === 1;
  reader.readBits(2);
  reader.readSigned();
  reader.readSigned();
  reader.readSigned();
  const hasDeblockingControl = reader.readBit() === 1;
  reader.readBit();
  const hasRedundantPictures = reader.readBit() === 1;
  if (reader.isPastEnd) return null;
  return { ...head, isWeighted, hasDeblockingControl, hasRedundantPictures };
}
