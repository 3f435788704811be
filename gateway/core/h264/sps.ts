import { BitReader } from './bit-reader';

/** What the product needs from a sequence parameter set (ITU-T H.264 §7.3.2.1.1). */
export interface SpsFacts {
  profileIdc: number;
  constraintFlags: number;
  levelIdc: number;
  width: number;
  height: number;
}

/** Larger than any level allows; a bigger number is garbage. */
const SIDE_PX_MAX = 8192;
const PROFILES_WITH_CHROMA = new Set([44, 83, 86, 100, 110, 118, 122, 128, 134, 135, 138, 139, 244]);

/** Reads size and profile from an SPS NAL unit (with its header byte). @returns null when it is malformed. */
export function parseSps(nal: Uint8Array): SpsFacts | null {
  if (nal.length < 5 || ((nal[0] ?? 0) & 0x1f) !== 7) return null;
  const [, profileIdc = 0, constraintFlags = 0, levelIdc = 0] = nal;
  const reader = new BitReader(removeEmulationPrevention(nal.subarray(4)));
  reader.readUnsigned();
  const chromaFormat = PROFILES_WITH_CHROMA.has(profileIdc) ? readHighProfileFields(reader) : 1;
  reader.readUnsigned();
  skipPictureOrder(reader);
  reader.readUnsigned();
  reader.readBit();
  const widthMacroblocks = reader.readUnsigned() + 1;
  const heightMapUnits = reader.readUnsigned() + 1;
  const isFrameOnly = reader.readBit() === 1;
  if (!isFrameOnly) reader.readBit();
  reader.readBit();
  const crop = reader.readBit() === 1 ? readCrop(reader) : { left: 0, right: 0, top: 0, bottom: 0 };
  if (reader.isPastEnd) return null;

  const fieldFactor = isFrameOnly ? 1 : 2;
  const cropUnitX = chromaFormat === 1 || chromaFormat === 2 ? 2 : 1;
  const cropUnitY = (chromaFormat === 1 ? 2 : 1) * fieldFactor;
  const width = widthMacroblocks * 16 - (crop.left + crop.right) * cropUnitX;
  const height = heightMapUnits * 16 * fieldFactor - (crop.top + crop.bottom) * cropUnitY;
  if (width < 1 || height < 1 || width > SIDE_PX_MAX || height > SIDE_PX_MAX) return null;
  return { profileIdc, constraintFlags, levelIdc, width, height };
}

function readHighProfileFields(reader: BitReader): number {
  const chromaFormat = reader.readUnsigned();
  if (chromaFormat === 3) reader.readBit();
  reader.readUnsigned();
  reader.readUnsigned();
  reader.readBit();
  if (reader.readBit() === 1) {
    for (let list = 0; list < (chromaFormat === 3 ? 12 : 8); list += 1) {
      if (reader.readBit() === 1) skipScalingList(reader, list < 6 ? 16 : 64);
    }
  }
  return chromaFormat;
}

function skipScalingList(reader: BitReader, size: number): void {
  let last = 8;
  let next = 8;
  for (let index = 0; index < size && !reader.isPastEnd; index += 1) {
    if (next !== 0) next = (last + reader.readSigned() + 256) % 256;
    last = next === 0 ? last : next;
  }
}

function skipPictureOrder(reader: BitReader): void {
  const type = reader.readUnsigned();
  if (type === 0) reader.readUnsigned();
  if (type !== 1) return;
  reader.readBit();
  reader.readSigned();
  reader.readSigned();
  // At most 255 by the standard; a larger count runs past the end and is refused there.
  const count = Math.min(reader.readUnsigned(), 256);
  for (let index = 0; index < count && !reader.isPastEnd; index += 1) reader.readSigned();
}

function readCrop(reader: BitReader): { left: number; right: number; top: number; bottom: number } {
  const left = reader.readUnsigned();
  const right = reader.readUnsigned();
  const top = reader.readUnsigned();
  const bottom = reader.readUnsigned();
  return { left, right, top, bottom };
}

/** 00 00 03 xx in a NAL unit stands for 00 00 xx (§7.4.1). */
function removeEmulationPrevention(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(bytes.length);
  let length = 0;
  let zeros = 0;
  for (const byte of bytes) {
    if (zeros >= 2 && byte === 3) {
      zeros = 0;
      continue;
    }
    out[length] = byte;
    length += 1;
    zeros = byte === 0 ? zeros + 1 : 0;
  }
  return out.subarray(0, length);
}
