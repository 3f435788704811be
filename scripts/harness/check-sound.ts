import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { FFMPEG } from './guest-media';

const run = promisify(execFile);
const RATE_HZ = 48_000;
/** 100 ms windows resolve 10 Hz, and fall inside the 500 ms pulses of the pilots. */
const WINDOW = RATE_HZ / 10;
const NEIGHBOUR_HZ = 230;
const PCM_BYTES_MAX = RATE_HZ * 2 * 60 * 10;

/** Decodes the sound of a file to mono float samples at 48 kHz. */
export async function decodeAudio(file: string): Promise<Float32Array> {
  const { stdout } = await run(
    FFMPEG,
    ['-v', 'error', '-i', file, '-vn', '-ac', '1', '-ar', String(RATE_HZ), '-f', 's16le', 'pipe:1'],
    { encoding: 'buffer', maxBuffer: PCM_BYTES_MAX },
  );
  const samples = new Float32Array(Math.floor(stdout.length / 2));
  for (let index = 0; index < samples.length; index++) samples[index] = stdout.readInt16LE(index * 2) / 32768;
  return samples;
}

/**
 * How clearly a tone stands out: the 90th percentile over windows of the power at `toneHz` against its neighbourhood, in dB.
 * A voice with its pilot gives 15 dB and more; silence or somebody else's voice stays below 6.
 */
export function toneProminenceDb(samples: Float32Array, toneHz: number): number {
  const ratios: number[] = [];
  for (let start = 0; start + WINDOW <= samples.length; start += WINDOW) {
    const window = samples.subarray(start, start + WINDOW);
    const tone = goertzelPower(window, toneHz);
    const floor =
      (goertzelPower(window, toneHz - NEIGHBOUR_HZ) + goertzelPower(window, toneHz + NEIGHBOUR_HZ)) / 2;
    ratios.push(10 * Math.log10((tone + 1e-9) / (floor + 1e-9)));
  }
  ratios.sort((a, b) => a - b);
  return ratios[Math.floor(ratios.length * 0.9)] ?? 0;
}

/** Power of one frequency (Goertzel), normalised by the window, Hann-weighted against leakage. */
function goertzelPower(window: Float32Array, frequencyHz: number): number {
  const omega = (2 * Math.PI * frequencyHz) / RATE_HZ;
  const coefficient = 2 * Math.cos(omega);
  let previous = 0;
  let beforePrevious = 0;
  for (let index = 0; index < window.length; index++) {
    const hann = 0.5 - 0.5 * Math.cos((2 * Math.PI * index) / window.length);
    const value = window[index]! * hann + coefficient * previous - beforePrevious;
    beforePrevious = previous;
    previous = value;
  }
  const power =
    previous * previous + beforePrevious * beforePrevious - coefficient * previous * beforePrevious;
  return power / (window.length * window.length);
}
