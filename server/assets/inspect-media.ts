import { open, stat } from 'node:fs/promises';
import {
  EncodedPacketSink,
  FilePathSource,
  FLAC,
  Input,
  MP3,
  MP4,
  OGG,
  WAVE,
  WEBM,
  type InputTrack,
} from 'mediabunny';
import { ASSET_LIMITS } from '@/lib/core/contract/asset-limits';
import { refuse, type Refusal, type Result } from '@/lib/core/contract/error-codes';
import { hashFile } from './asset-folder';
import type { AssetFacts } from './asset-facts';

/** Containers that are taken; each is opened only as what its first bytes say it is. */
const FORMATS = {
  'video/mp4': MP4,
  'video/webm': WEBM,
  'audio/mpeg': MP3,
  'audio/wav': WAVE,
  'audio/ogg': OGG,
  'audio/flac': FLAC,
} as const;
export type MediaContainer = keyof typeof FORMATS;

export const isMediaContainer = (mediaType: string): mediaType is MediaContainer =>
  Object.hasOwn(FORMATS, mediaType);

/** Those that Chrome and Edge decode on every computer. HEVC is not: it depends on the machine. */
const VIDEO_CODECS = ['avc', 'vp8', 'vp9', 'av1'];
const AUDIO_CODECS = ['aac', 'opus', 'mp3', 'vorbis', 'flac'];

const BROKEN = refuse(
  'invalid-input',
  'This file is cut off or damaged: its end cannot be read. Export it again, then upload it.',
);

/** Reads a clip's tracks, duration and last packets. The stored file is the upload itself. */
export async function inspectMedia(file: string, container: MediaContainer): Promise<Result<AssetFacts>> {
  if (container === 'audio/wav' && (await isCutWave(file, (await stat(file)).size))) return BROKEN;
  // Demuxers assert what a sound file has, and throw for what is cut or made up.
  return readMedia(file, container).catch(() => BROKEN);
}

async function readMedia(file: string, container: MediaContainer): Promise<Result<AssetFacts>> {
  const input = new Input({ source: new FilePathSource(file), formats: [FORMATS[container]] });
  try {
    const tracks = await input.getTracks();
    const video = await input.getPrimaryVideoTrack();
    const audio = await input.getPrimaryAudioTrack();
    if (video === null && audio === null)
      return tracks.length === 0
        ? BROKEN
        : refuse('invalid-input', 'This file has neither picture nor sound.');
    const refusal =
      (video && codecProblem('picture', video.codec, VIDEO_CODECS)) ??
      (audio && codecProblem('sound', audio.codec, AUDIO_CODECS));
    if (refusal) return { ok: false, error: refusal };
    const sides = video ? [video.displayWidth, video.displayHeight] : [];
    if (sides.some((px) => px > ASSET_LIMITS.videoSidePxMax))
      return refuse(
        'too-large',
        `This video is larger than ${ASSET_LIMITS.videoSidePxMax} pixels a side. Export it at 1920 × 1080.`,
      );
    if (sides.some((px) => !Number.isInteger(px) || px < 2)) return BROKEN;
    for (const track of [video, audio]) if (track && !(await hasItsEnd(track))) return BROKEN;
    const durationMs = Math.round((await input.computeDuration()) * 1000);
    if (!Number.isFinite(durationMs) || durationMs <= 0) return BROKEN;
    if (durationMs > ASSET_LIMITS.durationMsMax)
      return refuse('too-large', 'This file is longer than 12 hours. Cut it, then upload the part you need.');
    const [width = null, height = null] = sides;
    return {
      ok: true,
      value: {
        kind: video ? 'video' : 'audio',
        contentType: video ? container : container.replace(/^video/, 'audio'),
        bytes: (await stat(file)).size,
        sha256: await hashFile(file),
        ...{ width, height, durationMs },
        hasSound: audio !== null,
        stored: 'upload',
        hasThumbnail: false,
      },
    };
  } finally {
    input.dispose();
  }
}

function codecProblem(what: string, codec: string | null, known: readonly string[]): Refusal | null {
  if (codec !== null && (known.includes(codec) || codec.startsWith('pcm-'))) return null;
  const name = codec === 'hevc' ? 'HEVC (H.265)' : (codec ?? 'an unknown codec');
  return {
    code: 'invalid-input',
    message: `Its ${what} is in ${name}, which does not play in every browser. Export it with H.264 and AAC.`,
  };
}

/** The index comes first in many files: only the last packet tells that the rest is there too. */
async function hasItsEnd(track: InputTrack): Promise<boolean> {
  if (!track.isVideoTrack() && !track.isAudioTrack()) return true;
  const last = await new EncodedPacketSink(track).getPacket(Number.POSITIVE_INFINITY);
  return last !== null && last.byteLength > 0;
}

/** RIFF states its length (bytes 4 to 7, without the first eight); readers make do with less, a show should not. */
async function isCutWave(file: string, bytes: number): Promise<boolean> {
  const handle = await open(file, 'r');
  try {
    const header = Buffer.alloc(8);
    const { bytesRead } = await handle.read(header, 0, 8, 0);
    const stated = header.readUInt32LE(4);
    // Streams that did not know their length state none or all.
    return bytesRead < 8 || (stated !== 0xffffffff && stated !== 0 && stated + 8 > bytes + 1);
  } finally {
    await handle.close();
  }
}
