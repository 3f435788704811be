import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { waitFor } from '@/gateway/testing/wait-for';
import { AudioEncoder } from './audio-encoder';
import type { ProgramAudio } from './program-media';

/**
 * Where sound lands: a click goes in as Opus of ffmpeg's, and what comes out is decoded by ffmpeg, which skips nothing in
 * ADTS, as a player of a live stream does.
 */
const CLICKS_MS = [500, 1_500, 2_500];
const PLACE_ERROR_MS_MAX = 2;

let dir: string;
let packets: { timeMs: number; data: Buffer }[];

const run = (program: string, args: string[]): Promise<{ stdout: string }> =>
  promisify(execFile)(program, args, { maxBuffer: 64 * 1024 * 1024 });

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'clicks-'));
  const path = join(dir, 'clicks.ogg');
  // 4 ms of 1 kHz at each click.
  const isClick = CLICKS_MS.map((ms) => `between(t,${ms / 1000},${(ms + 4) / 1000})`).join('+');
  const clicks = `aevalsrc=exprs='0.8*sin(2*PI*1000*t)*(${isClick})':s=48000:d=3.5`;
  const opus = ['-c:a', 'libopus', '-b:a', '128k', '-ac', '2', path];
  await run('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', clicks, ...opus]);
  const probe = ['-v', 'error', '-show_packets', '-show_data', '-of', 'json', path];
  const { stdout } = await run('ffprobe', probe);
  const { packets: raw } = JSON.parse(stdout) as { packets: { pts: number; data: string }[] };
  packets = raw.map(({ pts, data }) => ({ timeMs: pts / 48, data: bytesOfDump(data) }));
});

afterAll(() => rm(dir, { recursive: true, force: true }));

describe('sound on its way through the gateway', () => {
  it('lands within 2 ms of where the source put it', async () => {
    const onsetsMs = await clicksOf(await encode(packets));
    expect(onsetsMs).toHaveLength(CLICKS_MS.length);
    report(onsetsMs);
    for (const [index, onsetMs] of onsetsMs.entries())
      expect(Math.abs(onsetMs - (CLICKS_MS[index] ?? NaN))).toBeLessThan(PLACE_ERROR_MS_MAX);
  });

  it('lands there behind lost packets and behind packets that came twice', async () => {
    const isLost = (timeMs: number): boolean => timeMs > 800 && timeMs < 1_200;
    const kept = packets.filter(({ timeMs }) => !isLost(timeMs));
    const twice = kept.flatMap((packet) =>
      packet.timeMs > 1_900 && packet.timeMs < 2_000 ? [packet, packet] : [packet],
    );
    const onsetsMs = await clicksOf(await encode(twice));
    report(onsetsMs);
    expect(onsetsMs).toHaveLength(CLICKS_MS.length);
    for (const [index, onsetMs] of onsetsMs.entries())
      expect(Math.abs(onsetMs - (CLICKS_MS[index] ?? NaN))).toBeLessThan(PLACE_ERROR_MS_MAX);
  });
});

function report(onsetsMs: readonly number[]): void {
  process.stdout.write(`clicks at ${onsetsMs.map((ms) => ms.toFixed(2)).join(', ')} ms\n`);
}

/** Program time 1000 ms is the source's 0. */
const ORIGIN_MS = 1_000;

async function encode(source: readonly { timeMs: number; data: Buffer }[]): Promise<ProgramAudio[]> {
  const frames: ProgramAudio[] = [];
  const failures: unknown[] = [];
  const encoder = new AudioEncoder({
    onConfig: () => undefined,
    onFrame: (frame) => frames.push(frame),
    onFailed: (error) => failures.push(error),
  });
  await waitFor('the codecs', () => encoder.isReady || failures.length > 0);
  for (const { timeMs, data } of source) encoder.pushOpus(data, ORIGIN_MS + timeMs);
  expect(failures).toEqual([]);
  return frames;
}

/** Where the clicks begin, in ms of the source. */
async function clicksOf(frames: readonly ProgramAudio[]): Promise<number[]> {
  const path = join(dir, 'out.aac');
  await writeFile(path, Buffer.concat(frames.map(({ data }) => withAdtsHeader(data))));
  const decoded = join(dir, 'out.f32');
  await run('ffmpeg', ['-v', 'error', '-y', '-i', path, '-f', 'f32le', '-ac', '1', '-ar', '48000', decoded]);
  const bytes = await readFile(decoded);
  const samples = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  const onsetsMs: number[] = [];
  const firstMs = (frames[0]?.timeMs ?? NaN) - ORIGIN_MS;
  for (let at = 0; at < samples.length; at += 1) {
    if (Math.abs(samples[at] ?? 0) < 0.3) continue;
    onsetsMs.push(firstMs + at / 48);
    at += 24_000;
  }
  return onsetsMs;
}

/** ISO/IEC 13818-7 §6.2: AAC-LC, 48 kHz, stereo, no CRC. */
function withAdtsHeader(frame: Buffer): Buffer {
  const length = frame.length + 7;
  const header = [
    0xff,
    0xf1,
    0x4c,
    0x80 | (length >> 11),
    (length >> 3) & 0xff,
    ((length & 7) << 5) | 0x1f,
    0xfc,
  ];
  return Buffer.concat([Buffer.from(header), frame]);
}

/** ffprobe prints bytes as lines of `00000000: fc7f 0102 ...  text`. */
function bytesOfDump(dump: string): Buffer {
  const hex = dump
    .split('\n')
    .map((line) => line.slice(10, 49).replaceAll(' ', ''))
    .join('');
  return Buffer.from(hex, 'hex');
}
