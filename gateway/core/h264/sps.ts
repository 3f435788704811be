import { BitReader } from './bit-reader';
import { removeEmulationPrevention } from './emulation-prevention';
import { readReorderedPicturesMax } from './vui';

/** What the product needs from a sequence parameter set (ITU-T H.264 §7.3.2.1.1). */
export interface SpsFacts {
  profileIdc: number;
  constraintFlags: number;
  levelIdc: number;
  width: number;
  height: number;
  /** Of one frame, cropping aside. */
  macroblocks: number;
  frameNumBits: number;
  pictureOrder: { type: 0; lsbBits: number } | { type: 1 | 2 };
  referenceFramesMax: number;
  isFrameOnly: boolean;
  hasSeparatePlanes: boolean;
  /** How many pictures are shown later than they are sent: 0 proves that there are no B pictures. Null: it does not say. */
  reorderedPicturesMax: number | null;
}

/** Larger than any level allows; a bigger number is garbage. */
const SIDE_PX_MAX = 8192;
const BASELINE = 66;
const PROFILES_WITH_CHROMA = new Set([44, 83, 86, 100, 110, 118, 122, 128, 134, 135, 138, 139, 244]);

/** Reads size and profile from an SPS NAL unit (with its header byte). @returns null when it is malformed. */
export function parseSps(nal: Uint8Array): SpsFacts | null {
  if (nal.length < 5 || ((nal[0] ?? 0) & 0x1f) !== 7) return null;
  const [, profileIdc = 0, constraintFlags = 0, levelIdc = 0] = nal;
  const reader = new BitReader(removeEmulationPrevention(nal.subarray(4)));
  reader.readUnsigned();
  const { chromaFormat, hasSeparatePlanes } = PROFILES_WITH_CHROMA.has(profileIdc)
    ? readHighProfileFields(reader)
    : { chromaFormat: 1, hasSeparatePlanes: false };
  const frameNumBits = reader.readUnsigned() + 4;
  const pictureOrder = readPictureOrder(reader);
  const referenceFramesMax = reader.readUnsigned();
  reader.readBit();
  const widthMacroblocks = reader.readUnsigned() + 1;
  const heightMapUnits = reader.readUnsigned() + 1;
  const isFrameOnly = reader.readBit() === 1;
  if (!isFrameOnly) reader.readBit();
  reader.readBit();
  const crop = reader.readBit() === 1 ? readCrop(reader) : { left: 0, right: 0, top: 0, bottom: 0 };
  // Both counts are at most 16 bits by the standard.
  const isCountLegal =
    frameNumBits <= 16 && pictureOrder !== null && (pictureOrder.type !== 0 || pictureOrder.lsbBits <= 16);
  const hasVui = reader.readBit() === 1;
  if (reader.isPastEnd || !isCountLegal) return null;
  // Baseline has no B slices (§A.2.1); with order type 2 pictures are shown as they are sent (§8.2.1.3).
  const isInOrder = profileIdc === BASELINE || pictureOrder.type === 2;
  const reorderedPicturesMax = isInOrder ? 0 : hasVui ? readReorderedPicturesMax(reader) : null;

  const fieldFactor = isFrameOnly ? 1 : 2;
  const cropUnitX = chromaFormat === 1 || chromaFormat === 2 ? 2 : 1;
  const cropUnitY = (chromaFormat === 1 ? 2 : 1) * fieldFactor;
  const width = widthMacroblocks * 16 - (crop.left + crop.right) * cropUnitX;
  const height = heightMapUnits * 16 * fieldFactor - (crop.top + crop.bottom) * cropUnitY;
  if (width < 1 || height < 1 || width > SIDE_PX_MAX || height > SIDE_PX_MAX) return null;
  return {
    ...{ profileIdc, constraintFlags, levelIdc, width, height },
    macroblocks: widthMacroblocks * heightMapUnits * fieldFactor,
    ...{ frameNumBits, pictureOrder, referenceFramesMax, isFrameOnly, hasSeparatePlanes },
    reorderedPicturesMax,
  };
}

function readHighProfileFields(reader: BitReader): { chromaFormat: number; hasSeparatePlanes: boolean } {
  const chromaFormat = reader.readUnsigned();
  const hasSeparatePlanes = chromaFormat === 3 && reader.readBit() === 1;
  reader.readUnsigned();
  reader.readUnsigned();
  reader.readBit();
  if (reader.readBit() === 1) {
    for (let list = 0; list < (chromaFormat === 3 ? 12 : 8); list += 1) {
      if (reader.readBit() === 1) skipScalingList(reader, list < 6 ? 16 : 64);
    }
  }
  return { chromaFormat, hasSeparatePlanes };
}

function skipScalingList(reader: BitReader, size: number): void {
  let last = 8;
  let next = 8;
  for (let index = 0; index < size && !reader.isPastEnd; index += 1) {
    if (next !== 0) next = (last + reader.readSigned() + 256) % 256;
    last = next === 0 ? last : next;
  }
}

/** @returns null for a type that the standard does not have. */
function readPictureOrder(reader: BitReader): SpsFacts['pictureOrder'] | null {
  const type = reader.readUnsigned();
  if (type === 0) return { type, lsbBits: reader.readUnsigned() + 4 };
  if (type === 2) return { type };
  if (type !== 1) return null;
  reader.readBit();
  reader.readSigned();
  reader.readSigned();
  // At most 255 by the standard; a larger count runs past the end and is refused there.
  const count = Math.min(reader.readUnsigned(), 256);
  for (let index = 0; index < count && !reader.isPastEnd; index += 1) reader.readSigned();
  return { type };
}

function readCrop(reader: BitReader): { left: number; right: number; top: number; bottom: number } {
  const left = reader.readUnsigned();
  const right = reader.readUnsigned();
  const top = reader.readUnsigned();
  const bottom = reader.readUnsigned();
  return { left, right, top, bottom };
}
