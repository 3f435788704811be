import { assetThumbnailUrl } from '@/lib/core/contract/asset';
import { ASSET_LIMITS } from '@/lib/core/contract/asset-limits';

/** Not the first picture, which is often black. */
const AT_SHARE = 0.1;
const AT_S_MAX = 5;
const QUALITY = 0.8;

/**
 * Draws a small picture of a clip with this browser's decoder and sends it. Without one the library shows a symbol.
 * @returns whether it is there now. Never rejects.
 */
export async function sendThumbnail(assetId: string, file: File): Promise<boolean> {
  try {
    const picture = await drawThumbnail(file);
    if (!picture) return false;
    const answer = await fetch(assetThumbnailUrl(assetId), { method: 'PUT', body: picture });
    return answer.ok;
  } catch {
    // The browser cannot decode it, or the server is away.
    return false;
  }
}

async function drawThumbnail(file: File): Promise<Blob | null> {
  // Only for people who upload clips.
  const { ALL_FORMATS, BlobSource, CanvasSink, Input } = await import('mediabunny');
  const input = new Input({ source: new BlobSource(file), formats: ALL_FORMATS });
  try {
    const track = await input.getPrimaryVideoTrack();
    if (!track) return null;
    const sink = new CanvasSink(track, { width: ASSET_LIMITS.thumbnailPx.width });
    const atS = Math.min(AT_S_MAX, (await track.computeDuration()) * AT_SHARE);
    const drawn = await sink.getCanvas(await clamp(track, atS));
    if (!drawn) return null;
    const { canvas } = drawn;
    if (canvas instanceof OffscreenCanvas)
      return await canvas.convertToBlob({ type: 'image/webp', quality: QUALITY });
    return await new Promise((resolve) => canvas.toBlob(resolve, 'image/webp', QUALITY));
  } finally {
    input.dispose();
  }
}

/** Some clips begin later than at zero. */
async function clamp(track: { getFirstTimestamp(): Promise<number> }, atS: number): Promise<number> {
  return Math.max(atS, await track.getFirstTimestamp());
}
