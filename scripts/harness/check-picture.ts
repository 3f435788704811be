import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { FFMPEG } from './guest-media';

const run = promisify(execFile);
const SAMPLE_WIDTH = 24;
const SAMPLE_HEIGHT = 24;
const SAMPLE_BYTES = SAMPLE_WIDTH * SAMPLE_HEIGHT * 3;
const CLIP_FRAMES_MAX = 300;
/** A stream has a key frame every 2 s. */
const FRAME_TIMEOUT_MS = 20_000;

export interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

/**
 * How far a tile of the program is from a clip: the smallest mean absolute difference (0..255, RGB) between the tile and
 * any frame of the clip, both cropped to the tile's shape and sampled at 24x24.
 */
export async function tileDistance(programPng: string, tile: Rect, clipFile: string): Promise<number> {
  const shape = `crop='min(iw,ih*${tile.width}/${tile.height})':'min(ih,iw*${tile.height}/${tile.width})'`;
  const sample = `scale=${SAMPLE_WIDTH}:${SAMPLE_HEIGHT}:flags=area,format=rgb24`;
  const crop = `crop=${tile.width}:${tile.height}:${tile.x}:${tile.y}`;
  const picture = await rawFrames(programPng, `${crop},${sample}`, 1);
  const clip = await rawFrames(clipFile, `${shape},${sample}`, CLIP_FRAMES_MAX);
  if (picture.length < SAMPLE_BYTES || clip.length < SAMPLE_BYTES)
    throw new Error(`No frames in ${programPng} or ${clipFile}`);
  let best = 255;
  for (let offset = 0; offset + SAMPLE_BYTES <= clip.length; offset += SAMPLE_BYTES) {
    let sum = 0;
    for (let index = 0; index < SAMPLE_BYTES; index++)
      sum += Math.abs(picture[index]! - clip[offset + index]!);
    best = Math.min(best, sum / SAMPLE_BYTES);
  }
  return best;
}

/** Saves the first frame that can be decoded, of a file or of a running stream, as PNG. */
export async function saveFirstFrame(source: string, target: string): Promise<void> {
  await run(FFMPEG, ['-v', 'error', '-y', '-i', source, '-an', '-frames:v', '1', target], {
    timeout: FRAME_TIMEOUT_MS,
  });
}

async function rawFrames(file: string, filter: string, framesMax: number): Promise<Buffer> {
  const { stdout } = await run(
    FFMPEG,
    ['-v', 'error', '-i', file, '-vf', filter, '-frames:v', String(framesMax), '-f', 'rawvideo', 'pipe:1'],
    { encoding: 'buffer', maxBuffer: SAMPLE_BYTES * (CLIP_FRAMES_MAX + 1) },
  );
  return stdout;
}
