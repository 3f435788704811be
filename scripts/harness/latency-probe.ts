import type { Page } from '@playwright/test';
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { NAME_HELPER } from './browsers';
import { endWithParent } from './end-with-parent';
import { FFMPEG } from './guest-media';

const WIDTH = 32;
const HEIGHT = 18;
const FRAME_BYTES = WIDTH * HEIGHT;
const FRAMES_MAX = 20_000;

export interface TimedChange {
  atMs: number;
  /** Mean absolute luma difference to the frame before, 0..255. */
  amount: number;
}

export interface StreamWatcher {
  changes: TimedChange[];
  frames(): number;
  stop(): void;
}

/** Decodes an RTMP stream as a viewer would and notes, with wall-clock time, how much each frame differs from the last. */
export function watchStream(url: string): StreamWatcher {
  const [command, args] = endWithParent(
    FFMPEG,
    [
      '-v', 'error', '-fflags', 'nobuffer', '-flags', 'low_delay', '-probesize', '100000', '-analyzeduration', '0', '-i', url,
      '-an', '-vf', `scale=${WIDTH}:${HEIGHT}:flags=area,format=gray`, '-fps_mode', 'passthrough', '-f', 'rawvideo', 'pipe:1',
    ], // prettier-ignore
  );
  const reader: ChildProcess = spawn(command, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  const changes: TimedChange[] = [];
  let pending = Buffer.alloc(0);
  let last: Buffer | null = null;
  reader.stdout?.on('data', (chunk: Buffer) => {
    const atMs = Date.now();
    pending = Buffer.concat([pending, chunk]);
    while (pending.length >= FRAME_BYTES) {
      const frame = pending.subarray(0, FRAME_BYTES);
      pending = pending.subarray(FRAME_BYTES);
      if (last !== null && changes.length < FRAMES_MAX)
        changes.push({ atMs, amount: difference(frame, last) });
      last = Buffer.from(frame);
    }
  });
  return { changes, frames: () => changes.length + 1, stop: () => reader.kill('SIGKILL') };
}

/** Notes the same for the program picture inside the producer's page, from its program monitor. */
export async function watchProgramMonitor(
  page: Page,
  selector: string,
): Promise<() => Promise<TimedChange[]>> {
  await page.evaluate(NAME_HELPER);
  const handle = await page.evaluateHandle(
    ({ selector, width, height }) => {
      const video = document.querySelector<HTMLVideoElement>(selector);
      if (video === null) throw new Error(`No program monitor at ${selector}`);
      const canvas = new OffscreenCanvas(width, height);
      const context = canvas.getContext('2d', { willReadFrequently: true })!;
      const changes: { atMs: number; amount: number }[] = [];
      const probe = { changes, isOver: false };
      let last: Uint8ClampedArray | null = null;
      const onFrame = () => {
        const atMs = Date.now();
        context.drawImage(video, 0, 0, width, height);
        const { data } = context.getImageData(0, 0, width, height);
        if (last !== null) {
          let sum = 0;
          for (let index = 0; index < data.length; index += 4) {
            sum += Math.abs(data[index]! - last[index]!) + Math.abs(data[index + 1]! - last[index + 1]!);
          }
          changes.push({ atMs, amount: sum / (data.length / 2) });
        }
        last = data;
        if (!probe.isOver) video.requestVideoFrameCallback(onFrame);
      };
      video.requestVideoFrameCallback(onFrame);
      return probe;
    },
    { selector, width: WIDTH, height: HEIGHT },
  );
  return () =>
    handle.evaluate((probe) => {
      // Reading pixels back costs the page what it costs: not while something else is measured.
      probe.isOver = true;
      return probe.changes;
    });
}

/** The largest change within a window: the cut that was made there. */
export function cutWithin(changes: readonly TimedChange[], fromMs: number, toMs: number): TimedChange | null {
  let best: TimedChange | null = null;
  for (const change of changes) {
    if (change.atMs < fromMs || change.atMs > toMs) continue;
    if (best === null || change.amount > best.amount) best = change;
  }
  return best;
}

function difference(a: Buffer, b: Buffer): number {
  let sum = 0;
  for (let index = 0; index < FRAME_BYTES; index++) sum += Math.abs(a[index]! - b[index]!);
  return sum / FRAME_BYTES;
}
