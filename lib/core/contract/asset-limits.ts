import type { AssetKind } from './asset';

/** Decimal, as disks and people count. */
const MB = 1_000_000;

/** Bounds of the media library. Every one has a reason; raise it only with a measurement. */
export const ASSET_LIMITS = {
  /** Bytes of one file as it is sent. Images: a camera's JPEG or a screen-sized PNG. Video: half an hour at 8 Mbit/s. */
  bytesMax: { image: 25 * MB, audio: 250 * MB, video: 2_000 * MB, font: 5 * MB },
  /** A decoded picture takes 4 bytes a pixel: 200 MB at this bound, for the moment in which it is made smaller. */
  imagePixelsMax: 50_000_000,
  /** What is kept of a larger picture: the program is 1280 px wide, and a wall of four such screens is not. */
  imageSidePxMax: 3840,
  /** Beyond 4K no browser decodes a clip beside a live program. */
  videoSidePxMax: 4096,
  /** An evening's recording; longer ones are a wrong file or a broken header. */
  durationMsMax: 12 * 60 * 60_000,
  nameChars: 120,
  /** Files of a workspace: a list that is still found through by eye, in one answer. */
  assetsMax: 1_000,
  /** Uploads of a workspace that have not ended. Each may hold its declared size of the quota. */
  uploadsMax: 20,
  /** A picture of a clip as its uploader's browser made it. */
  thumbnailBytesMax: 500_000,
  thumbnailPx: { width: 480, height: 270 },
  /** Bytes of one request of an upload: at 0.6 Mbit/s one takes 55 s, less than the server's patience of 60 s. */
  chunkBytes: 4 * MB,
  /** An upload to which nothing was added for so long is thrown away. */
  abandonedAfterMs: 24 * 60 * 60_000,
} as const;

/** Where uploads go (tus 1.0). */
export const UPLOADS_PATH = '/api/uploads';

/** The largest of all kinds: what is refused before anything is known of a file. */
export const UPLOAD_BYTES_MAX = Math.max(...Object.values(ASSET_LIMITS.bytesMax));

export const ASSET_KIND_NAMES: Readonly<Record<AssetKind, string>> = {
  image: 'image',
  video: 'video',
  audio: 'sound file',
  font: 'font',
};
