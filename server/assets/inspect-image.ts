import { stat } from 'node:fs/promises';
import sharp from 'sharp';
import { ASSET_LIMITS } from '@/lib/core/contract/asset-limits';
import { refuse, type Result } from '@/lib/core/contract/error-codes';
import { hashFile } from './asset-folder';
import type { AssetFacts, InspectInput } from './asset-facts';

/** Decoders of libvips that a stranger's file may reach; SVG, PDF and the rest are not among them. */
const FORMATS: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  // libvips calls AVIF by its container.
  heif: 'image/avif',
  gif: 'image/gif',
};
const TOO_MANY_PIXELS = refuse(
  'too-large',
  `This image has more than ${ASSET_LIMITS.imagePixelsMax / 1e6} million pixels. Make it smaller, then upload it again.`,
);
const BROKEN = refuse(
  'invalid-input',
  'This image is cut off or damaged. Open it and save it again, then upload it.',
);
const JPEG_QUALITY = 92;
const WEBP_QUALITY = 92;

/**
 * Decodes an image to the end and stores it anew: whatever hung on the file (another file behind the picture, programs,
 * the place where a photo was taken) is not in the result. Turned upright, sRGB, no larger than any program needs. Of
 * moving pictures the first is kept. @param mediaType - what the content says it is.
 */
export async function inspectImage(input: InspectInput, mediaType: string): Promise<Result<AssetFacts>> {
  // The size is in the header: nothing is decoded for this answer, so no bound is needed yet.
  const metadata = await sharp(input.upload, { limitInputPixels: false })
    .metadata()
    .catch(() => null);
  if (metadata === null) return BROKEN;
  if (metadata.width * metadata.height > ASSET_LIMITS.imagePixelsMax) return TOO_MANY_PIXELS;
  if (FORMATS[metadata.format] !== mediaType) return BROKEN;
  const side = ASSET_LIMITS.imageSidePxMax;
  const upright = sharp(input.upload, {
    limitInputPixels: ASSET_LIMITS.imagePixelsMax,
    // Half a picture is refused, not padded with grey.
    failOn: 'truncated',
    pages: 1,
  })
    .autoOrient()
    .toColourspace('srgb')
    .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true });
  const output = outputOf(metadata.format);
  const encoded =
    output === 'jpeg'
      ? upright.jpeg({ quality: JPEG_QUALITY, mozjpeg: false, chromaSubsampling: '4:4:4' })
      : output === 'webp'
        ? upright.webp({ quality: WEBP_QUALITY })
        : upright.png();
  const info = await encoded.toFile(input.fileDraft).catch(() => null);
  if (info === null) return BROKEN;
  await writeThumbnail(input.fileDraft, input.thumbnailDraft);
  return {
    ok: true,
    value: {
      kind: 'image',
      contentType: `image/${output}`,
      bytes: (await stat(input.fileDraft)).size,
      sha256: await hashFile(input.fileDraft),
      width: info.width,
      height: info.height,
      durationMs: null,
      hasSound: false,
      stored: 'draft',
      hasThumbnail: true,
    },
  };
}

/**
 * A small WebP of a picture. @throws when it is none, or too large to be one that a browser made of a clip.
 */
export async function writeThumbnail(picture: string | Uint8Array, to: string): Promise<void> {
  const { width, height } = ASSET_LIMITS.thumbnailPx;
  await sharp(picture, { limitInputPixels: ASSET_LIMITS.imagePixelsMax, failOn: 'truncated', pages: 1 })
    .autoOrient()
    .resize({ width, height, fit: 'inside', withoutEnlargement: true })
    .webp({ quality: THUMBNAIL_QUALITY })
    .toFile(to);
}

const THUMBNAIL_QUALITY = 80;

/** Browsers show the three; a GIF's flat colours and an AVIF's transparency survive in PNG. */
function outputOf(format: string): 'jpeg' | 'webp' | 'png' {
  return format === 'jpeg' || format === 'webp' ? format : 'png';
}
