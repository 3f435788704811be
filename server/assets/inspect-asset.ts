import { open, readFile, stat } from 'node:fs/promises';
import { fileTypeFromBuffer } from 'file-type';
import { refuse } from '@/lib/core/contract/error-codes';
import { TAKEN_TYPES_TEXT } from '@/lib/core/asset/asset-types';
import { judgeSize } from '@/lib/core/asset/judge-upload';
import { readFont, type FontProblem } from '@/lib/core/asset/read-font';
import { hashFile } from './asset-folder';
import type { InspectInput, InspectResult } from './asset-facts';
import { inspectImage } from './inspect-image';
import { inspectMedia, isMediaContainer } from './inspect-media';

/** file-type names some types by other names than the web does. */
const WEB_NAMES: Readonly<Record<string, string>> = {
  'video/x-m4v': 'video/mp4',
  'audio/x-m4a': 'video/mp4',
  'audio/mp4': 'video/mp4',
  'audio/x-flac': 'audio/flac',
  'audio/opus': 'audio/ogg',
  'audio/vorbis': 'audio/ogg',
  'video/ogg': 'audio/ogg',
  'application/ogg': 'audio/ogg',
  'audio/ogg; codecs=opus': 'audio/ogg',
  'audio/wave': 'audio/wav',
  'audio/vnd.wave': 'audio/wav',
  'video/matroska': 'video/webm',
  'audio/webm': 'video/webm',
};
const IMAGES = ['image/png', 'image/jpeg', 'image/webp', 'image/avif', 'image/gif'];
/** More than any signature needs; MP3 may begin with a tag that holds a cover. */
const HEAD_BYTES = 64 * 1024;

const FONT_TEXT: Readonly<Record<FontProblem, string>> = {
  truncated: 'This font is cut off. Download it again, then upload it.',
  'not-a-font':
    'This is not a font that browsers read. WOFF2, WOFF, TTF and OTF are taken, collections are not.',
  'no-letters': 'This font has no letters that a browser could draw.',
};

/**
 * What an upload is, by its content alone: its name and what the browser called it do not count. Files are read in pieces,
 * except images and fonts, which are small. Expected refusals are values; anything else is a defect or a hostile file.
 */
export async function inspectAsset(input: InspectInput): Promise<InspectResult> {
  const { size } = await stat(input.upload);
  const detected = await fileTypeFromBuffer(await head(input.upload));
  const mediaType = WEB_NAMES[detected?.mime ?? ''] ?? detected?.mime ?? '';
  if (IMAGES.includes(mediaType)) return judgeSize('image', size) ?? inspectImage(input, mediaType);
  if (detected !== undefined && mediaType.startsWith('font/'))
    return judgeSize('font', size) ?? inspectFont(input.upload);
  if (!isMediaContainer(mediaType))
    return refuse('invalid-input', `The content of this file is not what is taken. ${TAKEN_TYPES_TEXT}`);
  const media = await inspectMedia(input.upload, mediaType);
  return media.ok ? (judgeSize(media.value.kind, size) ?? media) : media;
}

async function inspectFont(file: string): Promise<InspectResult> {
  const bytes = await readFile(file);
  const font = readFont(bytes);
  if (!font.ok) return refuse('invalid-input', FONT_TEXT[font.problem]);
  return {
    ok: true,
    value: {
      kind: 'font',
      contentType: font.value.contentType,
      bytes: bytes.byteLength,
      sha256: await hashFile(file),
      ...{ width: null, height: null, durationMs: null },
      ...{ hasSound: false, stored: 'upload', hasThumbnail: false },
    },
  };
}

async function head(file: string): Promise<Uint8Array> {
  const handle = await open(file, 'r');
  try {
    const buffer = new Uint8Array(HEAD_BYTES);
    const { bytesRead } = await handle.read(buffer, 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
