import { ADTS, FLAC, Input, MATROSKA, MP3, MP4, OGG, QTFF, UrlSource, WAVE, WEBM } from 'mediabunny';
import { assetUrl } from '@/lib/core/contract/asset';

const FORMATS = [MP4, QTFF, WEBM, MATROSKA, MP3, WAVE, OGG, FLAC, ADTS];

/** Bytes kept of one file: a minute of HD, so that a loop is fetched once and a long film a piece at a time. */
const CACHE_BYTES_MAX = 24 * 1024 * 1024;
/** A server that restarts is back within these: 0.3, 0.6, 1.2, 2.4 s. Longer than that no clip waits on air. */
const RETRIES_MAX = 4;
const RETRY_MS = 300;

/** A file of the library, read in ranges as it is needed. The caller disposes of it. */
export function openMedia(assetId: string): Input {
  return new Input({
    formats: FORMATS,
    source: new UrlSource(absoluteUrl(assetId), {
      maxCacheSize: CACHE_BYTES_MAX,
      getRetryDelay: (attempts) => (attempts >= RETRIES_MAX ? null : (RETRY_MS * 2 ** attempts) / 1000),
      // Of bytes fetched ahead: whoever reads them next is told.
      handleUnhandledError: () => undefined,
    }),
  });
}

/** Workers that start from a blob have no address that a path could be relative to. */
export const absoluteUrl = (assetId: string): string =>
  new URL(assetUrl(assetId), globalThis.location.origin).href;
