import { containedRect, type Rect } from '@/lib/core/layout/placement';
import { newCornerMask, type CornerMask } from './corner-mask';
import type { Picture, Plane } from './picture';
import { newAxis, newLine, scaleRow, type Axis, type Line } from './scale';
import type { ScaledPlane, SimdScaler } from './simd-scaler';

/** Everything about drawing a source of one size into one place that does not change from frame to frame. */
export interface TilePlan {
  sourceWidth: number;
  sourceHeight: number;
  rect: Rect;
  luma: PlaneAxes;
  chroma: PlaneAxes;
  corner: CornerMask | null;
  mirrored: boolean;
  /** 0..256 */
  alpha: number;
}

interface PlaneAxes {
  x: Axis;
  y: Axis;
  line: Line;
}

export interface TileRequest extends Rect {
  cropMode: 'cover' | 'contain';
  radiusPx: number;
  alpha: number;
  mirrored?: true;
}

/** How many source pixels one output pixel stands for; decides which halved level to draw from. */
export function sourcePerOutput(source: { width: number; height: number }, tile: TileRequest): number {
  const horizontal = source.width / tile.width;
  const vertical = source.height / tile.height;
  return tile.cropMode === 'cover' ? Math.min(horizontal, vertical) : Math.max(horizontal, vertical);
}

export function planTile(source: Picture, tile: TileRequest): TilePlan {
  const rect = tile.cropMode === 'contain' ? containedRect(source, tile) : tile;
  const { x, y } = croppedSource(source, rect);
  const half = ({ start, length }: { start: number; length: number }, shrink: number) => ({
    start: start * shrink,
    length: length * shrink,
  });
  const shrinkX = source.u.width / source.width;
  const shrinkY = source.u.height / source.height;
  return {
    sourceWidth: source.width,
    sourceHeight: source.height,
    rect: { x: rect.x, y: rect.y, width: rect.width, height: rect.height },
    luma: {
      x: newAxis(rect.width, x, source.width),
      y: newAxis(rect.height, y, source.height),
      line: newLine(source.y),
    },
    chroma: {
      x: newAxis(rect.width / 2, half(x, shrinkX), source.u.width),
      y: newAxis(rect.height / 2, half(y, shrinkY), source.u.height),
      line: newLine(source.u),
    },
    corner: newCornerMask(tile.radiusPx),
    mirrored: tile.mirrored === true,
    alpha: Math.round(tile.alpha * 256),
  };
}

export interface TileTools {
  /** Holds one row of the output while it is blended. */
  scratch: Uint8Array;
  coverScratch: CoverScratch;
  /** null: scale row by row in plain loops, to the same picture. */
  scaler: SimdScaler | null;
}

/** Draws the source into `out` over what is there. */
export function drawTile(out: Picture, source: Picture, plan: TilePlan, tools: TileTools): void {
  const { x, y, width, height } = plan.rect;
  const { alpha, corner, mirrored } = plan;
  const { coverage } = source;
  const luma = {
    ...{ axes: plan.luma, mask: corner?.luma ?? null, cover: coverage?.luma ?? null, alpha, mirrored },
    ...tools,
  };
  const chroma = {
    ...{ axes: plan.chroma, mask: corner?.chroma ?? null, cover: coverage?.chroma ?? null, alpha, mirrored },
    ...tools,
  };
  const chromaRect = { x: x / 2, y: y / 2, width: width / 2, height: height / 2 };
  drawPlane(out.y, source.y, plan.rect, luma);
  drawPlane(out.u, source.u, chromaRect, chroma);
  drawPlane(out.v, source.v, chromaRect, chroma);
}

interface PlaneDrawing extends TileTools {
  axes: PlaneAxes;
  mask: CornerMask['luma'] | null;
  /** Of the source, where it is not seen everywhere. */
  cover: Plane | null;
  alpha: number;
  mirrored: boolean;
}

function drawPlane(out: Plane, source: Plane, rect: Rect, drawing: PlaneDrawing): void {
  const { axes, mask, cover, alpha, mirrored, scratch, scaler } = drawing;
  if (cover) return drawCovered(out, { source, cover }, rect, drawing);
  const scaled = scaler?.scale(source, axes);
  if (scaled) return placeScaled(out, scaled, rect, drawing);
  const target = { data: out.data, at: 0 };
  const behind = { data: scratch, at: 0 };
  for (let row = 0; row < rect.height; row += 1) {
    const at = (rect.y + row) * out.stride + rect.x;
    const cornerRow = mask ? cornerRowOf(row, rect.height, mask.size) : -1;
    if (cornerRow < 0 && alpha === 256) {
      target.at = at;
      scaleRow(source, axes, row, target);
      if (mirrored) out.data.subarray(at, at + rect.width).reverse();
      continue;
    }
    scaleRow(source, axes, row, behind);
    if (mirrored) scratch.subarray(0, rect.width).reverse();
    target.at = at;
    blendRow(target, scratch, rect.width, { mask: cornerRow < 0 ? null : mask, cornerRow, alpha });
  }
}

/** Clips alone are transparent, and they are neither mirrored nor have corners. */
function drawCovered(
  out: Plane,
  { source, cover }: { source: Plane; cover: Plane },
  rect: Rect,
  { axes, alpha, scratch, coverScratch, scaler }: PlaneDrawing,
): void {
  const weights = Int32Array.from({ length: 256 }, (_, seen) => Math.round((seen * alpha) / 255));
  const scaledCover = scaler?.scale(cover, axes);
  // The scaler keeps one plane at a time.
  const covers = coverScratch.hold(scaledCover?.data, rect.width);
  const scaled = scaledCover && scaler?.scale(source, axes);
  const pixels = scaled?.data ?? scratch;
  for (let row = 0; row < rect.height; row += 1) {
    const from = row * (scaled?.stride ?? 0);
    if (!scaled) {
      scaleRow(source, axes, row, { data: scratch, at: 0 });
      scaleRow(cover, axes, row, { data: covers, at: 0 });
    }
    const at = (rect.y + row) * out.stride + rect.x;
    for (let x = 0; x < rect.width; x += 1) {
      const weight = weights[covers[from + x]!]!;
      if (weight === 0) continue;
      const behind = out.data[at + x]!;
      out.data[at + x] = behind + (((pixels[from + x]! - behind) * weight + 128) >> 8);
    }
  }
}

/** Holds what of a clip is seen while its samples are scaled; made when a transparent clip is first drawn. */
export class CoverScratch {
  #bytes = new Uint8Array(0);

  /** @param data - copied; absent: room for `lengthMin`. @returns valid until the next call. */
  hold(data: Uint8Array | undefined, lengthMin: number): Uint8Array {
    const length = Math.max(lengthMin, data?.length ?? 0);
    if (this.#bytes.length < length) this.#bytes = new Uint8Array(length);
    if (data) this.#bytes.set(data);
    return this.#bytes;
  }
}

function placeScaled(out: Plane, scaled: ScaledPlane, rect: Rect, drawing: PlaneDrawing): void {
  const { mask, alpha, mirrored } = drawing;
  const { data, stride } = scaled;
  const target = { data: out.data, at: 0 };
  for (let row = 0; row < rect.height; row += 1) {
    target.at = (rect.y + row) * out.stride + rect.x;
    const pixels = data.subarray(row * stride, row * stride + rect.width);
    // The scaler's own memory: written anew for the next plane.
    if (mirrored) pixels.reverse();
    const cornerRow = mask ? cornerRowOf(row, rect.height, mask.size) : -1;
    if (cornerRow < 0 && alpha === 256) out.data.set(pixels, target.at);
    else blendRow(target, pixels, rect.width, { mask: cornerRow < 0 ? null : mask, cornerRow, alpha });
  }
}

interface RowCoverage {
  mask: CornerMask['luma'] | null;
  cornerRow: number;
  alpha: number;
}

function blendRow(
  out: { data: Uint8Array; at: number },
  row: Uint8Array,
  width: number,
  { mask, cornerRow, alpha }: RowCoverage,
): void {
  const { data, at } = out;
  const size = mask ? mask.size : 0;
  for (let x = 0; x < width; x += 1) {
    const fromEdge = x < size ? x : width - 1 - x;
    const coverage = mask && fromEdge < size ? mask.coverage[cornerRow * size + fromEdge]! : 256;
    const behind = data[at + x]!;
    data[at + x] = behind + (((row[x]! - behind) * coverage * alpha + 32_768) >> 16);
  }
}

/** The row of the mask for this row of the tile, or -1 between the corners. */
function cornerRowOf(row: number, height: number, size: number): number {
  if (row < size) return row;
  return row >= height - size ? height - 1 - row : -1;
}

interface SourceCrop {
  x: { start: number; length: number };
  y: { start: number; length: number };
}

/** The centred part of the source that has the shape of the tile. */
function croppedSource(source: { width: number; height: number }, tile: Rect): SourceCrop {
  const scale = Math.min(source.width / tile.width, source.height / tile.height);
  const width = tile.width * scale;
  const height = tile.height * scale;
  return {
    x: { start: (source.width - width) / 2, length: width },
    y: { start: (source.height - height) / 2, length: height },
  };
}
