import type { Rect } from '@/lib/core/layout/placement';
import { newPicture, newPlane, type Picture, type Plane } from './picture';
import { packedToPicture } from './rgba';
import { newAxis, newLine, scaleRow } from './scale';

/**
 * A rasterised text or image in the program's colours, with coverage for luma and for chroma samples (0..255),
 * laid out like the planes they belong to.
 */
export interface Overlay {
  picture: Picture;
  lumaCoverage: Uint8Array;
  chromaCoverage: Uint8Array;
}

/** Straight (not premultiplied) RGBA to an overlay; odd sizes are padded with nothing. */
export function newOverlay(pixels: Uint8ClampedArray, width: number, height: number): Overlay {
  const even = evenCopy(pixels, width, height);
  const picture = newPicture(even.width, even.height);
  packedToPicture(even.pixels, even.width * 4, 'rgba', picture);
  const lumaCoverage = new Uint8Array(picture.y.data.length);
  const chromaCoverage = new Uint8Array(picture.u.data.length);
  const alphaAt = (x: number, y: number): number => even.pixels[(y * even.width + x) * 4 + 3]!;
  for (let y = 0; y < even.height; y += 1) {
    for (let x = 0; x < even.width; x += 1) lumaCoverage[y * picture.y.stride + x] = alphaAt(x, y);
  }
  for (let y = 0; y < even.height; y += 2) {
    for (let x = 0; x < even.width; x += 2) {
      const sum = alphaAt(x, y) + alphaAt(x + 1, y) + alphaAt(x, y + 1) + alphaAt(x + 1, y + 1);
      chromaCoverage[(y >> 1) * picture.u.stride + (x >> 1)] = (sum + 2) >> 2;
    }
  }
  return { picture, lumaCoverage, chromaCoverage };
}

interface OverlayPlace {
  x: number;
  y: number;
  alpha: number;
  /** null: all of the picture. */
  clip?: Rect | null;
}

/**
 * Blends the overlay with its top left corner at the even position (x, y); what is outside `out` or the even clip is
 * cut off.
 */
export function drawOverlay(out: Picture, overlay: Overlay, at: OverlayPlace): void {
  const { picture, lumaCoverage, chromaCoverage } = overlay;
  const alpha = Math.round(at.alpha * 256);
  const clip = at.clip ?? null;
  const luma = { x: at.x, y: at.y, alpha, clip };
  const chroma = { x: at.x >> 1, y: at.y >> 1, alpha, clip: clip && halved(clip) };
  blendPlane(out.y, picture.y, lumaCoverage, luma);
  blendPlane(out.u, picture.u, chromaCoverage, chroma);
  blendPlane(out.v, picture.v, chromaCoverage, chroma);
}

function blendPlane(out: Plane, source: Plane, coverage: Uint8Array, at: OverlayPlace): void {
  const clip = at.clip ?? { x: 0, y: 0, width: out.width, height: out.height };
  const left = Math.max(0, -at.x, clip.x - at.x);
  const right = Math.min(source.width, out.width - at.x, clip.x + clip.width - at.x);
  const top = Math.max(0, -at.y, clip.y - at.y);
  const bottom = Math.min(source.height, out.height - at.y, clip.y + clip.height - at.y);
  for (let row = top; row < bottom; row += 1) {
    const target = (at.y + row) * out.stride + at.x;
    const from = row * source.stride;
    for (let x = left; x < right; x += 1) {
      const cover = coverage[from + x]!;
      if (cover === 0) continue;
      const behind = out.data[target + x]!;
      // 65 280 = 255 * 256: full coverage at full alpha gives exactly the overlay.
      const mixed = ((source.data[from + x]! - behind) * cover * at.alpha) / 65_280;
      out.data[target + x] = behind + Math.round(mixed);
    }
  }
}

const halved = ({ x, y, width, height }: Rect): Rect => ({
  ...{ x: x >> 1, y: y >> 1, width: width >> 1, height: height >> 1 },
});

/** Fewer samples cannot be scaled. */
const SCALED_SIDE_MIN = 4;

/** Blends the overlay scaled to an even rect, for as long as it moves; what is outside `out` is cut off. */
export function drawScaledOverlay(out: Picture, overlay: Overlay, at: Rect & { alpha: number }): void {
  const { picture, lumaCoverage, chromaCoverage } = overlay;
  if (Math.min(picture.width, picture.height, at.width, at.height) < SCALED_SIDE_MIN) return;
  const alpha = Math.round(at.alpha * 256);
  const chroma = { x: at.x >> 1, y: at.y >> 1, width: at.width >> 1, height: at.height >> 1, alpha };
  blendScaled(out.y, picture.y, lumaCoverage, { ...at, alpha });
  blendScaled(out.u, picture.u, chromaCoverage, chroma);
  blendScaled(out.v, picture.v, chromaCoverage, chroma);
}

function blendScaled(out: Plane, source: Plane, coverage: Uint8Array, at: Rect & { alpha: number }): void {
  const axes = {
    x: newAxis(at.width, { start: 0, length: source.width }, source.width),
    y: newAxis(at.height, { start: 0, length: source.height }, source.height),
    line: newLine(source),
  };
  const words = new Uint32Array(coverage.buffer, coverage.byteOffset, coverage.length >> 2);
  const cover: Plane = { ...source, data: coverage, words };
  const row = newPlane(at.width, 1);
  const rowCover = newPlane(at.width, 1);
  for (let y = Math.max(0, -at.y); y < Math.min(at.height, out.height - at.y); y += 1) {
    scaleRow(source, axes, y, { data: row.data, at: 0 });
    scaleRow(cover, axes, y, { data: rowCover.data, at: 0 });
    blendPlane(out, row, rowCover.data, { x: at.x, y: at.y + y, alpha: at.alpha });
  }
}

/**
 * Pads to even size. Clear pixels take the colour of a covered neighbour in their 2x2 block, so that the shared
 * colour sample is not darkened by the black that canvases store behind full transparency.
 */
function evenCopy(pixels: Uint8ClampedArray, width: number, height: number) {
  const evenWidth = width + (width & 1);
  const evenHeight = height + (height & 1);
  const copy = new Uint8ClampedArray(evenWidth * evenHeight * 4);
  for (let row = 0; row < height; row += 1) {
    copy.set(pixels.subarray(row * width * 4, (row + 1) * width * 4), row * evenWidth * 4);
  }
  for (let row = 0; row < evenHeight; row += 2) {
    for (let x = 0; x < evenWidth; x += 2) spreadColor(copy, (row * evenWidth + x) * 4, evenWidth * 4);
  }
  return { pixels: copy, width: evenWidth, height: evenHeight };
}

function spreadColor(pixels: Uint8ClampedArray, at: number, strideBytes: number): void {
  const block = [at, at + 4, at + strideBytes, at + strideBytes + 4];
  const strongest = block.reduce((best, p) => (pixels[p + 3]! > pixels[best + 3]! ? p : best), at);
  for (const p of block) {
    if (pixels[p + 3] === 0) pixels.copyWithin(p, strongest, strongest + 3);
  }
}
