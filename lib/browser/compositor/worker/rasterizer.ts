import type { RasterOp, RasterSpec } from '@/lib/core/layout/draw-list';
import { newRaster, type Raster } from './raster';
import { drawAvatar, drawCard, drawLogoText, drawNameTag } from './raster-text';

/** A full stage with tags and avatars needs 25; two scenes and their thumbnails fit. */
const RASTERS_MAX = 160;

/** Makes the pictures that draw lists name, once per key, and forgets those unused the longest. */
export class Rasterizer {
  /** In order of last use. undefined: being decoded. */
  readonly #rasters = new Map<string, Raster | undefined>();

  /** @returns undefined while an image is being decoded; ask again with the next frame. */
  rasterOf(op: RasterOp): Raster | undefined {
    if (!this.#rasters.has(op.key)) this.#make(op.key, op.spec);
    const raster = this.#rasters.get(op.key);
    this.#rasters.delete(op.key);
    this.#rasters.set(op.key, raster);
    return raster;
  }

  #make(key: string, spec: RasterSpec): void {
    for (const oldest of this.#rasters.keys()) {
      if (this.#rasters.size < RASTERS_MAX) break;
      this.#rasters.delete(oldest);
    }
    if (spec.kind !== 'logo-image') {
      this.#rasters.set(key, rasterText(spec));
      return;
    }
    this.#rasters.set(key, undefined);
    // A picture that cannot be decoded is drawn as nothing, so that it is not tried again with every frame.
    const nothing = (): Raster => newRaster(2, 2, () => undefined);
    rasterImage(spec)
      .catch(nothing)
      .then((raster) => this.#rasters.set(key, raster))
      .catch(nothing);
  }
}

function rasterText(spec: Exclude<RasterSpec, { kind: 'logo-image' }>): Raster {
  switch (spec.kind) {
    case 'name-tag':
      return drawNameTag(spec, newRaster);
    case 'avatar':
      return drawAvatar(spec, newRaster);
    case 'logo-text':
      return drawLogoText(spec, newRaster);
    case 'card':
      return drawCard(spec, newRaster);
  }
}

async function rasterImage(spec: Extract<RasterSpec, { kind: 'logo-image' }>): Promise<Raster> {
  const bitmap = await createImageBitmap(blobOfDataUrl(spec.dataUrl));
  const scale = Math.min(1, spec.widthPxMax / bitmap.width, spec.heightPxMax / bitmap.height);
  const width = Math.max(1, Math.round(bitmap.width * scale));
  const height = Math.max(1, Math.round(bitmap.height * scale));
  const raster = newRaster(width, height, (context) => {
    context.imageSmoothingQuality = 'high';
    context.drawImage(bitmap, 0, 0, width, height);
  });
  bitmap.close();
  return raster;
}

/** Without fetch: the page's content security policy need not allow data: connections. */
function blobOfDataUrl(dataUrl: string): Blob {
  const comma = dataUrl.indexOf(',');
  const type = dataUrl.slice('data:'.length, dataUrl.indexOf(';'));
  return new Blob([Uint8Array.from(atob(dataUrl.slice(comma + 1)), (char) => char.charCodeAt(0))], { type });
}
