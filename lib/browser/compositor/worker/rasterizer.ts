import type { RasterOp, RasterSpec } from '@/lib/core/layout/draw-list';
import { newRaster, type Raster } from './raster';
import { placeholder, rasterImage, type ImageSpec } from './raster-image';
import { drawPlate, drawStrip } from './raster-plate';
import { drawAvatar, drawCard, drawLogoText, drawNameTag } from './raster-text';

/** A full stage with tags and avatars needs 25, a full set of graphics 15; two scenes and their thumbnails fit. */
const RASTERS_MAX = 200;

/** Something that is on air is not as it was meant. */
export interface RasterWarning {
  /** The graphic; null: a part of the scene, such as its logo. */
  graphicId: string | null;
  reason: 'broken-image' | 'text-cut' | 'not-drawn';
}

/** Makes the pictures that draw lists name, once per key, and forgets those unused the longest. Never throws. */
export class Rasterizer {
  /** In order of last use. undefined: being decoded. */
  readonly #rasters = new Map<string, Raster | undefined>();
  readonly #onWarning: (warning: RasterWarning) => void;

  constructor(onWarning: (warning: RasterWarning) => void = () => undefined) {
    this.#onWarning = onWarning;
  }

  /** @returns undefined while an image is being decoded; ask again with the next frame. */
  rasterOf(op: RasterOp): Raster | undefined {
    if (!this.#rasters.has(op.key)) this.#make(op);
    const raster = this.#rasters.get(op.key);
    this.#rasters.delete(op.key);
    this.#rasters.set(op.key, raster);
    return raster;
  }

  #make({ key, spec, owner }: RasterOp): void {
    for (const oldest of this.#rasters.keys()) {
      if (this.#rasters.size < RASTERS_MAX) break;
      this.#rasters.delete(oldest);
    }
    const warn = (reason: RasterWarning['reason']): void =>
      this.#onWarning({ graphicId: owner ?? null, reason });
    if ('dataUrl' in spec) return this.#makeImage(key, spec, () => warn('broken-image'));
    try {
      this.#rasters.set(
        key,
        rasterText(spec, () => warn('text-cut')),
      );
    } catch {
      // One text that cannot be drawn must not take the whole program off air.
      this.#rasters.set(key, nothing());
      warn('not-drawn');
    }
  }

  #makeImage(key: string, spec: ImageSpec, onBroken: () => void): void {
    this.#rasters.set(key, undefined);
    // Kept under its key as any other picture, so that it is not tried again with every frame.
    rasterImage(spec)
      .catch(() => {
        onBroken();
        return placeholder(spec);
      })
      .catch(nothing)
      .then((raster) => this.#rasters.set(key, raster))
      .catch(() => {
        /* No canvas for a placeholder either: nothing is drawn in its place. */
      });
  }
}

const nothing = (): Raster => newRaster(2, 2, () => undefined);

function rasterText(spec: Exclude<RasterSpec, ImageSpec>, onCut: () => void): Raster {
  switch (spec.kind) {
    case 'name-tag':
      return drawNameTag(spec, newRaster);
    case 'avatar':
      return drawAvatar(spec, newRaster);
    case 'logo-text':
      return drawLogoText(spec, newRaster);
    case 'card':
      return drawCard(spec, newRaster);
    case 'plate':
      return drawPlate(spec, newRaster, onCut);
    case 'strip':
      return drawStrip(spec, newRaster, onCut);
  }
}
