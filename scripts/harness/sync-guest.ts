import type { ChildProcess } from 'node:child_process';
import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';
import type { Rect } from './check-picture';
import { decodeAudio } from './check-sound';
import { endWithParent } from './end-with-parent';
import { FFMPEG } from './guest-media';

const run = promisify(execFile);

/**
 * Lip sync to a few milliseconds. A flash in the picture can only be placed to a frame (33 ms), so the sync guest shows
 * its audio clock instead, as 16 black or white cells on every picture: 15 bits of time, one of parity. It beeps
 * whenever that clock is a multiple of 1.5 s.
 */
const PERIOD_MS = 1500;
const BEEP_MS = 150;
export const BEEP_HZ = 1_200;
const COLUMNS = 8;
const ROWS = 2;
const CELLS = COLUMNS * ROWS;
/** 15 bits of it are a minute: a picture is never older. */
const UNIT_MS = 2;
const WRAP_MS = 2 ** (CELLS - 1) * UNIT_MS;
/** Part of the picture that the cells fill: the middle, where no layout crops and no name tag lies. */
const GRID = { x: 0.1, y: 0.25, width: 0.8, height: 0.45 };

/**
 * Replaces the camera and microphone of a page by the clock and the beeps, both driven by one AudioContext. To be given
 * to `context.addInitScript`.
 */
export function installClapperboard(options: typeof CLAPPERBOARD): void {
  const { periodMs, beepMs, beepHz, columns, rows, unitMs, grid } = options;
  navigator.mediaDevices.getUserMedia = async (constraints) => {
    const audio = new AudioContext({ sampleRate: 48_000, latencyHint: 'interactive' });
    await audio.resume();
    const canvas = document.createElement('canvas');
    canvas.width = 640;
    canvas.height = 360;
    const context = canvas.getContext('2d')!;
    const stream = canvas.captureStream(30);
    const output = audio.createMediaStreamDestination();
    const gain = audio.createGain();
    gain.gain.value = 0;
    const tone = audio.createOscillator();
    tone.frequency.value = beepHz;
    tone.connect(gain).connect(output);
    tone.start();
    const periodS = periodMs / 1000;
    let next = Math.ceil((audio.currentTime + 1) / periodS) * periodS;
    const cells = columns * rows;
    window.readClapperboard = () => ({ clockMs: audio.currentTime * 1000, atMs: Date.now() });
    setInterval(() => {
      const now = audio.currentTime;
      if (now > next - 0.1) {
        gain.gain.setValueAtTime(0.5, next);
        gain.gain.setValueAtTime(0, next + beepMs / 1000);
        next += periodS;
      }
      const time = Math.round((now * 1000) / unitMs) % 2 ** (cells - 1);
      const ones = time.toString(2).split('1').length - 1;
      const code = time * 2 + (ones % 2);
      context.fillStyle = '#808080';
      context.fillRect(0, 0, canvas.width, canvas.height);
      const width = (grid.width * canvas.width) / columns;
      const height = (grid.height * canvas.height) / rows;
      for (let cell = 0; cell < cells; cell++) {
        context.fillStyle = (code >> (cells - 1 - cell)) & 1 ? '#ffffff' : '#000000';
        const x = grid.x * canvas.width + (cell % columns) * width;
        const y = grid.y * canvas.height + Math.floor(cell / columns) * height;
        context.fillRect(x, y, width, height);
      }
    }, 8);
    const tracks: MediaStreamTrack[] = [];
    if (constraints?.video) tracks.push(...stream.getVideoTracks());
    if (constraints?.audio) tracks.push(...output.stream.getAudioTracks());
    return new MediaStream(tracks);
  };
}

declare global {
  interface Window {
    /** What the clock of the sync guest shows now, and the wall clock with it. */
    readClapperboard(): ClockReading;
  }
}

export interface ClockReading {
  clockMs: number;
  /** ms since 1970. */
  atMs: number;
}

export const CLAPPERBOARD = {
  periodMs: PERIOD_MS,
  beepMs: BEEP_MS,
  beepHz: BEEP_HZ,
  columns: COLUMNS,
  rows: ROWS,
  unitMs: UNIT_MS,
  grid: GRID,
};

/** What is judged: the end, when the receiving browser has had time to align sound and picture. */
const JUDGED_S = 9;
const RATE_HZ = 48_000;
const AUDIO_WINDOW = 240;
const AAC_FRAME_SAMPLES = 1024;

export interface Skew {
  /** How much later the sound is than the picture, ms: mean over the beeps and the pictures judged. */
  skewMs: number;
  beeps: number;
  pictures: number;
}

/**
 * Sound against picture in the last seconds of a recorded file.
 * @param tile - where the sync guest is in the program, in pixels; of the shape of its picture (16:9).
 */
export async function measureSkew(
  file: string,
  times: { videoPts: readonly number[]; audioPts: readonly number[] },
  tile: Rect,
): Promise<Skew> {
  const clocks = await readClocks(file, times.videoPts, tile);
  const lastS = clocks.at(-1)?.at ?? 0;
  const pictures = clocks.filter(({ at }) => at > lastS - JUDGED_S);
  const beeps = beepTimes(await decodeAudio(file), times.audioPts).filter(
    (at) => at > lastS - JUDGED_S && at <= lastS,
  );
  // Ages against the first picture, so that the wrap of the clock and its unknown zero fall out.
  const zero = pictures[0] ?? { at: 0, clockMs: 0 };
  const pictureMs = mean(
    pictures.map(({ at, clockMs }) => wrap((at - zero.at) * 1000 - (clockMs - zero.clockMs), WRAP_MS)),
  );
  const soundMs = beeps.map((at) => wrap((at - zero.at) * 1000 + zero.clockMs - pictureMs, PERIOD_MS));
  return { skewMs: mean(soundMs), beeps: beeps.length, pictures: pictures.length };
}

/** The guest's clock on every picture that shows one. */
async function readClocks(
  file: string,
  videoPts: readonly number[],
  tile: Rect,
): Promise<{ at: number; clockMs: number }[]> {
  const { stdout } = await run(
    FFMPEG,
    [
      ...['-v', 'error', '-i', file, '-vf', cellsOf(tile)],
      ...['-fps_mode', 'passthrough', '-f', 'rawvideo', 'pipe:1'],
    ],
    { encoding: 'buffer', maxBuffer: CELLS * 1_000_000 },
  );
  const clocks: { at: number; clockMs: number }[] = [];
  for (const [index, at] of videoPts.entries()) {
    const clockMs = readCells(stdout.subarray(index * CELLS, (index + 1) * CELLS));
    if (clockMs !== null) clocks.push({ at, clockMs });
  }
  return clocks;
}

/** A filter that makes one pixel of each cell. */
function cellsOf(tile: Rect): string {
  const x = Math.round(tile.x + GRID.x * tile.width);
  const y = Math.round(tile.y + GRID.y * tile.height);
  const crop = `crop=${Math.round(GRID.width * tile.width)}:${Math.round(GRID.height * tile.height)}:${x}:${y}`;
  return `${crop},scale=${COLUMNS}:${ROWS}:flags=area,format=gray`;
}

/** @returns the clock that a picture shows; null for one that shows none. */
function readCells(cells: Buffer): number | null {
  const isClear = cells.length === CELLS && cells.every((level) => level < 70 || level > 186);
  if (!isClear) return null;
  const bits = Array.from(cells, (level) => Number(level > 128));
  if (bits.reduce((sum, bit) => sum + bit, 0) % 2 !== 0) return null;
  return bits.slice(0, -1).reduce((value, bit) => value * 2 + bit, 0) * UNIT_MS;
}

/** A minute of pictures and more. */
const READINGS_MAX = 4_000;

/** Decodes a live RTMP stream as a viewer would and notes what clock each picture shows, with wall-clock time. */
export function watchClock(url: string, tile: Rect): { readings: ClockReading[]; stop(): void } {
  const [command, args] = endWithParent(FFMPEG, [
    ...[
      '-v',
      'error',
      '-fflags',
      'nobuffer',
      '-flags',
      'low_delay',
      '-probesize',
      '100000',
      '-analyzeduration',
      '0',
    ],
    ...['-i', url, '-an', '-vf', cellsOf(tile), '-fps_mode', 'passthrough', '-f', 'rawvideo', 'pipe:1'],
  ]);
  const reader: ChildProcess = spawn(command, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  const readings: ClockReading[] = [];
  let pending = Buffer.alloc(0);
  reader.stdout?.on('data', (chunk: Buffer) => {
    const atMs = Date.now();
    pending = Buffer.concat([pending, chunk]);
    for (; pending.length >= CELLS; pending = pending.subarray(CELLS)) {
      const clockMs = readCells(pending.subarray(0, CELLS));
      if (clockMs !== null && readings.length < READINGS_MAX) readings.push({ clockMs, atMs });
    }
  });
  return { readings, stop: () => void reader.kill('SIGKILL') };
}

/** How long after the guest showed them these pictures were seen: one machine, one wall clock. @returns the median, ms. */
export function clockAgeMs(readings: readonly ClockReading[], shown: ClockReading): number {
  const ages = readings
    .map(({ clockMs, atMs }) => wrap(atMs - shown.atMs - (clockMs - shown.clockMs), WRAP_MS))
    .sort((a, b) => a - b);
  return ages[Math.floor(ages.length / 2)] ?? NaN;
}

/** @returns the same moment in a period, from half a period before zero to half a period after. */
function wrap(ms: number, periodMs: number): number {
  return ms - Math.round(ms / periodMs) * periodMs;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Onsets of the beep: where the power at its frequency rises over the quiet before. */
function beepTimes(samples: Float32Array, audioPts: readonly number[]): number[] {
  const onsets: number[] = [];
  let lastOnset = -1;
  const coefficient = 2 * Math.cos((2 * Math.PI * BEEP_HZ) / RATE_HZ);
  const history: number[] = [];
  for (let start = 0; start + AUDIO_WINDOW <= samples.length; start += AUDIO_WINDOW / 2) {
    let previous = 0;
    let beforePrevious = 0;
    for (let index = 0; index < AUDIO_WINDOW; index++) {
      const value = samples[start + index]! + coefficient * previous - beforePrevious;
      beforePrevious = previous;
      previous = value;
    }
    const power =
      (previous * previous + beforePrevious * beforePrevious - coefficient * previous * beforePrevious) /
      AUDIO_WINDOW ** 2;
    // By each frame's own time: decoded samples know nothing of holes between frames.
    const frame = Math.min(Math.floor(start / AAC_FRAME_SAMPLES), audioPts.length - 1);
    const at = (audioPts[frame] ?? NaN) + (start - frame * AAC_FRAME_SAMPLES) / RATE_HZ;
    const quiet = history.length >= 20 && history.every((value) => value < power / 10);
    if (power > 1e-3 && quiet && at - lastOnset > 0.5) {
      onsets.push(at);
      lastOnset = at;
    }
    history.push(power);
    if (history.length > 40) history.shift();
  }
  return onsets;
}
