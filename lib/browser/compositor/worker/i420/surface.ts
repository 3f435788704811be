import type { FlatPaint } from '@/lib/core/contract/scene-document';
import type { DrawOp, RasterOp } from '@/lib/core/layout/draw-list';
import { placeRaster } from '@/lib/core/layout/place-raster';
import type { CanvasSize } from '@/lib/core/layout/placement';
import { paintBackground } from './background';
import {
  CoverScratch,
  drawTile,
  planTile,
  sourcePerOutput,
  type TilePlan,
  type TileTools,
} from './draw-tile';
import { mixPictures } from './mix';
import { drawOverlay, drawScaledOverlay, type Overlay } from './overlay';
import { newPicture, type PackedPicture } from './picture';
import type { SimdScaler } from './simd-scaler';
import type { SourceLevels } from './source-levels';

/** Two scenes that fade into each other. */
const BACKGROUNDS_MAX = 2;

/** Where a surface gets what a draw list only names. */
export interface SurfaceAssets {
  source: (feedId: string) => SourceLevels | undefined;
  /** undefined while an image is still being decoded. */
  overlay: (op: RasterOp) => Overlay | undefined;
}

/**
 * Draws draw lists into one reused 4:2:0 picture. Whatever comes before the first video is kept as a base layer, and
 * scaling tables are kept per op, so that a frame in a steady scene allocates nothing.
 */
export class I420Surface {
  readonly picture: PackedPicture;
  readonly #base: PackedPicture;
  readonly #tools: TileTools;
  readonly #assets: SurfaceAssets;
  #ops: readonly DrawOp[] = [];
  #plans: (TilePlan | undefined)[] = [];
  /** How many leading ops are in the base layer. */
  #baseOps = 0;
  /** false: paint the base layer again, because the scene changed or an image was not decoded yet. */
  #baseDone = false;
  /** By paint, in order of last use. */
  readonly #backgrounds = new Map<string, PackedPicture>();
  #clipPlan: { key: string; plan: TilePlan } | null = null;

  /** @param scaler - shared by all surfaces; null draws the same without it. */
  constructor({ width, height }: CanvasSize, assets: SurfaceAssets, scaler: SimdScaler | null = null) {
    this.picture = newPicture(width, height);
    this.#base = newPicture(width, height);
    this.#tools = { scratch: new Uint8Array(width), coverScratch: new CoverScratch(), scaler };
    this.#assets = assets;
  }

  /** Pass the same array as long as the scene stays the same: it is the key of what is kept. */
  render(ops: readonly DrawOp[]): void {
    if (ops !== this.#ops) {
      this.#ops = ops;
      this.#plans = [];
      this.#baseDone = false;
    }
    if (!this.#baseDone) this.#paintBase();
    this.picture.bytes.set(this.#base.bytes);
    for (let index = this.#baseOps; index < ops.length; index += 1) this.#draw(this.picture, index);
  }

  /** Draws over the picture that `render` has just drawn; what is not there yet is left out of this frame. */
  drawOver(ops: readonly DrawOp[]): void {
    for (const op of ops) {
      if (op.kind === 'raster') this.#drawRaster(this.picture, op);
      else if (op.kind === 'background') this.#drawBackground(this.picture, op);
      else this.#drawClip(op);
    }
  }

  #paintBase(): void {
    const firstVideo = this.#ops.findIndex((op) => op.kind === 'video');
    this.#baseOps = firstVideo < 0 ? this.#ops.length : firstVideo;
    this.#base.bytes.fill(0);
    this.#baseDone = true;
    for (let index = 0; index < this.#baseOps; index += 1) {
      if (!this.#draw(this.#base, index)) this.#baseDone = false;
    }
  }

  /** Gradients cost as much as several frames, so the last ones are kept over scene changes. */
  #drawBackground(out: PackedPicture, { paint, alpha = 1 }: Extract<DrawOp, { kind: 'background' }>): void {
    const key = JSON.stringify(paint);
    const kept = this.#backgrounds.get(key);
    const background = kept ?? this.#newBackground(paint);
    this.#backgrounds.delete(key);
    this.#backgrounds.set(key, background);
    if (alpha >= 1) out.bytes.set(background.bytes);
    else mixPictures(out, background, alpha);
  }

  /** Paints over the oldest one once there are enough. */
  #newBackground(paint: FlatPaint): PackedPicture {
    const { width, height } = this.picture;
    const [oldest] = this.#backgrounds;
    const isFull = this.#backgrounds.size >= BACKGROUNDS_MAX;
    const background = isFull && oldest ? oldest[1] : newPicture(width, height);
    if (isFull && oldest) this.#backgrounds.delete(oldest[0]);
    paintBackground(background, paint);
    return background;
  }

  /** @returns false when the op must be tried again because its picture is not there yet. */
  #draw(out: PackedPicture, index: number): boolean {
    const op = this.#ops[index];
    if (!op) return true;
    switch (op.kind) {
      case 'background':
        this.#drawBackground(out, op);
        return true;
      case 'video':
        return this.#drawVideo(out, index, op);
      case 'raster':
        return this.#drawRaster(out, op);
    }
  }

  /** Scaling tables are kept as long as the clip stands at the same place, as it does but while it fades. */
  #drawClip(op: Extract<DrawOp, { kind: 'video' }>): void {
    const levels = this.#assets.source(op.feedId);
    const base = levels?.picture;
    const source = base && levels.forScale(sourcePerOutput(base, op));
    if (!source) return;
    const key = `${source.width}x${source.height} ${JSON.stringify(op)}`;
    if (this.#clipPlan?.key !== key) this.#clipPlan = { key, plan: planTile(source, op) };
    drawTile(this.picture, source, this.#clipPlan.plan, this.#tools);
  }

  #drawVideo(out: PackedPicture, index: number, op: Extract<DrawOp, { kind: 'video' }>): boolean {
    const levels = this.#assets.source(op.feedId);
    const base = levels?.picture;
    if (!levels || !base) return false;
    const source = levels.forScale(sourcePerOutput(base, op));
    if (!source) return false;
    let plan = this.#plans[index];
    if (plan?.sourceWidth !== source.width || plan.sourceHeight !== source.height) {
      plan = planTile(source, op);
      this.#plans[index] = plan;
    }
    drawTile(out, source, plan, this.#tools);
    return true;
  }

  #drawRaster(out: PackedPicture, op: RasterOp): boolean {
    const overlay = this.#assets.overlay(op);
    if (!overlay) return false;
    const width = op.width ?? overlay.picture.width;
    const height = op.height ?? overlay.picture.height;
    const { xs, y, clip } = placeRaster(op, { width, height });
    const isScaled = width !== overlay.picture.width || height !== overlay.picture.height;
    for (const x of xs) {
      if (isScaled) drawScaledOverlay(out, overlay, { x, y, width, height, alpha: op.alpha });
      else drawOverlay(out, overlay, { x, y, clip, alpha: op.alpha });
    }
    return true;
  }
}
