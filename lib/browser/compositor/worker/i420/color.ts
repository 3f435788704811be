import type { Picture, Plane } from './picture';

/** How the numbers of a YUV picture are meant. Primaries and transfer are left alone: they differ invisibly. */
export interface YuvSpace {
  matrix: 'bt601' | 'bt709' | 'bt2020';
  fullRange: boolean;
}

/** What the program is made of, and what every renderer input is brought to. */
export const PROGRAM_SPACE: YuvSpace = { matrix: 'bt709', fullRange: false };

/** Kr and Kb of ITU-R BT.601, BT.709 and BT.2020 (non-constant luminance). */
const LUMA_WEIGHTS = {
  bt601: { kr: 0.299, kb: 0.114 },
  bt709: { kr: 0.2126, kb: 0.0722 },
  bt2020: { kr: 0.2627, kb: 0.0593 },
} as const;

export type Rgb = readonly [red: number, green: number, blue: number];

/** 0..255 RGB to YUV; not rounded, so that gradients can be dithered. */
export function rgbToYuv([red, green, blue]: Rgb, space: YuvSpace = PROGRAM_SPACE): [number, number, number] {
  const { kr, kb } = LUMA_WEIGHTS[space.matrix];
  const luma = kr * red + (1 - kr - kb) * green + kb * blue;
  const cb = (blue - luma) / (2 * (1 - kb));
  const cr = (red - luma) / (2 * (1 - kr));
  if (space.fullRange) return [luma, 128 + cb, 128 + cr];
  return [16 + (luma * 219) / 255, 128 + (cb * 224) / 255, 128 + (cr * 224) / 255];
}

/** The inverse of rgbToYuv; not rounded and not clamped. */
export function yuvToRgb([y, u, v]: Rgb, space: YuvSpace = PROGRAM_SPACE): [number, number, number] {
  const { kr, kb } = LUMA_WEIGHTS[space.matrix];
  const luma = space.fullRange ? y : ((y - 16) * 255) / 219;
  const chroma = space.fullRange ? 1 : 255 / 224;
  const red = luma + 2 * (1 - kr) * (v - 128) * chroma;
  const blue = luma + 2 * (1 - kb) * (u - 128) * chroma;
  return [red, (luma - kr * red - kb * blue) / (1 - kr - kb), blue];
}

export function parseHexColor(color: string): Rgb {
  const value = Number.parseInt(color.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/**
 * Every YUV to YUV change of matrix and range is linear, and grey stays grey, so luma needs one table per input
 * component and chroma two: seven lookups of 16.16 fixed point replace a 3x3 product per pixel.
 */
export interface SpaceTables {
  yFromY: Int32Array;
  yFromU: Int32Array;
  yFromV: Int32Array;
  uFromU: Int32Array;
  uFromV: Int32Array;
  vFromU: Int32Array;
  vFromV: Int32Array;
}

const FIXED_ONE = 65_536;

export function spaceTables(from: YuvSpace, to: YuvSpace = PROGRAM_SPACE): SpaceTables {
  const change = (yuv: Rgb): Rgb => rgbToYuv(yuvToRgb(yuv, from), to);
  const origin = change([0, 128, 128]);
  const table = (component: 0 | 1 | 2, input: (value: number) => Rgb, base: number): Int32Array =>
    Int32Array.from({ length: 256 }, (_, value) =>
      Math.round((change(input(value))[component] - base) * FIXED_ONE),
    );
  const luma = (value: number): Rgb => [value, 128, 128];
  const blue = (value: number): Rgb => [0, value, 128];
  const red = (value: number): Rgb => [0, 128, value];
  return {
    yFromY: table(0, luma, -0.5),
    yFromU: table(0, blue, origin[0]),
    yFromV: table(0, red, origin[0]),
    uFromU: table(1, blue, -0.5),
    uFromV: table(1, red, origin[1]),
    vFromU: table(2, blue, origin[2]),
    vFromV: table(2, red, -0.5),
  };
}

export function isSameSpace(a: YuvSpace, b: YuvSpace): boolean {
  return a.matrix === b.matrix && a.fullRange === b.fullRange;
}

/** Rewrites a picture in place. Each pixel uses the colour sample that covers it. */
export function convertSpace(picture: Picture, tables: SpaceTables): void {
  convertLuma(picture, tables);
  convertChroma(picture.u, picture.v, tables);
}

function convertLuma({ y, u, v }: Picture, { yFromY, yFromU, yFromV }: SpaceTables): void {
  const shiftX = u.width < y.width ? 1 : 0;
  const shiftY = u.height < y.height ? 1 : 0;
  for (let row = 0; row < y.height; row += 1) {
    const luma = row * y.stride;
    const chromaU = (row >> shiftY) * u.stride;
    const chromaV = (row >> shiftY) * v.stride;
    for (let x = 0; x < y.width; x += 1) {
      const cx = x >> shiftX;
      const fixed =
        yFromY[y.data[luma + x]!]! + yFromU[u.data[chromaU + cx]!]! + yFromV[v.data[chromaV + cx]!]!;
      const value = fixed >> 16;
      y.data[luma + x] = value < 0 ? 0 : value > 255 ? 255 : value;
    }
  }
}

function convertChroma(u: Plane, v: Plane, tables: SpaceTables): void {
  const { uFromU, uFromV, vFromU, vFromV } = tables;
  for (let row = 0; row < u.height; row += 1) {
    for (let x = 0; x < u.width; x += 1) {
      const atU = row * u.stride + x;
      const atV = row * v.stride + x;
      const oldU = u.data[atU]!;
      const oldV = v.data[atV]!;
      const newU = (uFromU[oldU]! + uFromV[oldV]!) >> 16;
      const newV = (vFromU[oldU]! + vFromV[oldV]!) >> 16;
      u.data[atU] = newU < 0 ? 0 : newU > 255 ? 255 : newU;
      v.data[atV] = newV < 0 ? 0 : newV > 255 ? 255 : newV;
    }
  }
}
