import type { RasterSpec } from '@/lib/core/layout/draw-list';
import { newRaster, type Raster } from './raster';

export type ImageSpec = Extract<RasterSpec, { dataUrl: string }>;

/** The server did not answer: another try may bring the image. */
export class ImageAway extends Error {}

/** The page that waits for a picture of the library must not wait for ever. */
const FETCH_MS_MAX = 20_000;

/** @throws when the bytes are no image that this browser knows; ImageAway when they could not be fetched now. */
export async function rasterImage(spec: ImageSpec): Promise<Raster> {
  const bitmap = await createImageBitmap(await blobOf(spec.dataUrl));
  try {
    return spec.kind === 'cover-image' ? cover(spec, bitmap) : contain(spec, bitmap);
  } finally {
    bitmap.close();
  }
}

function contain(spec: Extract<ImageSpec, { kind: 'logo-image' }>, bitmap: ImageBitmap): Raster {
  const scale = Math.min(1, spec.widthPxMax / bitmap.width, spec.heightPxMax / bitmap.height);
  const width = Math.max(1, Math.round(bitmap.width * scale));
  const height = Math.max(1, Math.round(bitmap.height * scale));
  return newRaster(width, height, (context) => {
    context.imageSmoothingQuality = 'high';
    context.drawImage(bitmap, 0, 0, width, height);
  });
}

function cover(spec: Extract<ImageSpec, { kind: 'cover-image' }>, bitmap: ImageBitmap): Raster {
  const { widthPx, heightPx } = spec;
  const scales = [widthPx / bitmap.width, heightPx / bitmap.height];
  const scale = spec.fit === 'contain' ? Math.min(...scales) : Math.max(...scales);
  const [width, height] = [bitmap.width * scale, bitmap.height * scale];
  return newRaster(widthPx, heightPx, (context) => {
    context.imageSmoothingQuality = 'high';
    context.drawImage(bitmap, (widthPx - width) / 2, (heightPx - height) / 2, width, height);
  });
}

/** Stands for an image that cannot be read: a dark field with a torn frame, that nobody takes for content. */
export function placeholder(spec: ImageSpec): Raster {
  const isFull = spec.kind === 'cover-image';
  const height = isFull ? spec.heightPx : Math.min(spec.heightPxMax, spec.widthPxMax * 0.5625);
  const width = isFull ? spec.widthPx : height * 1.6;
  const side = height * (isFull ? 0.12 : 0.46);
  return newRaster(width, height, (context) => {
    context.fillStyle = 'rgba(20, 24, 32, 0.9)';
    context.beginPath();
    context.roundRect(0, 0, width, height, isFull ? 0 : height * 0.12);
    context.fill();
    context.strokeStyle = 'rgba(255, 255, 255, 0.55)';
    context.lineWidth = Math.max(1.5, side * 0.07);
    context.lineJoin = 'round';
    context.translate(width / 2, height / 2);
    context.strokeRect(-side * 0.7, -side / 2, side * 1.4, side);
    context.beginPath();
    context.moveTo(-side * 0.7, side / 2);
    context.lineTo(side * 0.7, -side / 2);
    context.stroke();
  });
}

/** A data URL, or a file of the library behind the session's cookie. */
async function blobOf(url: string): Promise<Blob> {
  if (url.startsWith('data:')) return blobOfDataUrl(url);
  const response = await fetch(url, { signal: AbortSignal.timeout(FETCH_MS_MAX) }).catch(() => null);
  if (response === null || response.status >= 500) throw new ImageAway(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response.blob().catch(() => {
    throw new ImageAway(url);
  });
}

/** Without fetch: the page's content security policy need not allow data: connections. */
function blobOfDataUrl(dataUrl: string): Blob {
  const comma = dataUrl.indexOf(',');
  const type = dataUrl.slice('data:'.length, dataUrl.indexOf(';'));
  return new Blob([Uint8Array.from(atob(dataUrl.slice(comma + 1)), (char) => char.charCodeAt(0))], { type });
}
