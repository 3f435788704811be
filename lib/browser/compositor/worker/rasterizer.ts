import type { RasterOp, RasterSpec } from '@/lib/core/layout/draw-list';
import type { FontGate } from './asset-fonts';
import { newRaster, type Raster } from './raster';
import { ImageAway, placeholder, rasterImage, type ImageSpec } from './raster-image';
import { drawPlate, drawStrip } from './raster-plate';
import { drawAvatar, drawCard, drawLogoText, drawNameTag } from './raster-text';

/** A full stage with tags and avatars needs 25, a full set of graphics 15; two scenes and their thumbnails fit. */
const RASTERS_MAX = 200;
/** The studio's own line was down, or the server restarts. */
const AWAY_RETRY_MS = 5_000;

const ALL_READY: FontGate = { isReady: () => true };

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

  readonly #fonts: FontGate;

  constructor(onWarning: (warning: RasterWarning) => void = () => undefined, fonts: FontGate = ALL_READY) {
    this.#onWarning = onWarning;
    this.#fonts = fonts;
  }

  /** @returns undefined while an image is being decoded or a font is on its way; ask again with the next frame. */
  rasterOf(op: RasterOp): Raster | undefined {
    if ('font' in op.spec && op.spec.font && !this.#fonts.isReady(op.spec.font)) return undefined;
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
    void this.#load(key, spec, onBroken);
  }

  /** What is kept under the key is not tried again with every frame; one that could not be fetched is, at its pace. */
  async #load(key: string, spec: ImageSpec, onBroken: () => void): Promise<void> {
    try {
      const raster = await rasterImage(spec);
      if (this.#rasters.has(key)) this.#rasters.set(key, raster);
    } catch (error) {
      onBroken();
      if (!(error instanceof ImageAway)) return void this.#rasters.set(key, standIn(spec));
      // Nothing stands in for it meanwhile: renderers keep what they were given.
      setTimeout(() => {
        if (this.#rasters.has(key)) void this.#load(key, spec, onBroken);
      }, AWAY_RETRY_MS);
    }
  }
}

/** No canvas for a placeholder either: nothing is drawn in its place. */
function standIn(spec: ImageSpec): Raster {
  try {
    return placeholder(spec);
  } catch {
    return nothing();
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
