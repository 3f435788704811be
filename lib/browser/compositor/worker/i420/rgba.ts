import { PROGRAM_SPACE, rgbToYuv, yuvToRgb } from './color';
import type { Picture } from './picture';

/** Byte order of a packed 32-bit pixel. */
export type PackedOrder = 'rgba' | 'bgra';

/** 16.16 weights of the program space, derived so that the standard stays the only source of numbers. */
const FIXED_ONE = 65_536;
const ORIGIN = rgbToYuv([0, 0, 0]);
const WEIGHTS = ([0, 1, 2] as const).map((component) =>
  (
    [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ] as const
  ).map((unit) => Math.round((rgbToYuv(unit, PROGRAM_SPACE)[component] - ORIGIN[component]) * FIXED_ONE)),
);
const [YR, YG, YB] = WEIGHTS[0] as [number, number, number];
const [UR, UG, UB] = WEIGHTS[1] as [number, number, number];
const [VR, VG, VB] = WEIGHTS[2] as [number, number, number];
const Y_BASE = 16 * FIXED_ONE + FIXED_ONE / 2;
const C_BASE = 128 * FIXED_ONE + FIXED_ONE / 2;

/** Packed opaque pixels to a 4:2:0 picture of the same size; a colour sample is the mean of its 2x2 pixels. */
export function packedToPicture(
  pixels: Uint8Array | Uint8ClampedArray,
  strideBytes: number,
  order: PackedOrder,
  out: Picture,
): void {
  const redAt = order === 'rgba' ? 0 : 2;
  const blueAt = 2 - redAt;
  const { width, height, y, u, v } = out;
  for (let row = 0; row < height; row += 2) {
    const below = row + 1 < height ? strideBytes : 0;
    for (let x = 0; x < width; x += 2) {
      const right = x + 1 < width ? 4 : 0;
      const at = row * strideBytes + x * 4;
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let corner = 0; corner < 4; corner += 1) {
        const p = at + (corner & 1 ? right : 0) + (corner & 2 ? below : 0);
        const r = pixels[p + redAt]!;
        const g = pixels[p + 1]!;
        const b = pixels[p + blueAt]!;
        red += r;
        green += g;
        blue += b;
        const lumaAt = (row + (corner & 2 && below ? 1 : 0)) * y.stride + x + (corner & 1 && right ? 1 : 0);
        y.data[lumaAt] = (YR * r + YG * g + YB * b + Y_BASE) >> 16;
      }
      const chromaAt = (row >> 1) * u.stride + (x >> 1);
      u.data[chromaAt] = ((UR * red + UG * green + UB * blue) / 4 + C_BASE) >> 16;
      v.data[chromaAt] = ((VR * red + VG * green + VB * blue) / 4 + C_BASE) >> 16;
    }
  }
}

/** For stills: thumbnails and golden pictures. Not for the hot loop. */
export function pictureToRgba({ width, height, y, u, v }: Picture): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(width * height * 4);
  const [[, rv], [gu, gv], [bu]] = chromaWeights();
  for (let row = 0; row < height; row += 1) {
    for (let x = 0; x < width; x += 1) {
      const luma = ((y.data[row * y.stride + x]! - 16) * 255) / 219;
      const blueness = u.data[(row >> 1) * u.stride + (x >> 1)]! - 128;
      const redness = v.data[(row >> 1) * v.stride + (x >> 1)]! - 128;
      const at = (row * width + x) * 4;
      pixels[at] = luma + rv * redness;
      pixels[at + 1] = luma + gu * blueness + gv * redness;
      pixels[at + 2] = luma + bu * blueness;
      pixels[at + 3] = 255;
    }
  }
  return pixels;
}

/** What one step of u and of v adds to red, green and blue. */
function chromaWeights(): [[number, number], [number, number], [number, number]] {
  const fromU = yuvToRgb([16, 129, 128]);
  const fromV = yuvToRgb([16, 128, 129]);
  return [
    [fromU[0], fromV[0]],
    [fromU[1], fromV[1]],
    [fromU[2], fromV[2]],
  ];
}
