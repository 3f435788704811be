import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { decodeAudio } from './check-sound';
import { FFMPEG } from './guest-media';

const run = promisify(execFile);

/** The sync guest flashes white and beeps at the same instant, every 1.5 s, for 150 ms. */
const PERIOD_MS = 1500;
const FLASH_MS = 150;
export const BEEP_HZ = 1_200;

/**
 * Replaces the camera and microphone of a page by a clapperboard: a canvas that flashes and an oscillator that beeps,
 * both driven by one AudioContext clock. To be given to `context.addInitScript`.
 */
export function installClapperboard({
  periodMs,
  flashMs,
  beepHz,
}: {
  periodMs: number;
  flashMs: number;
  beepHz: number;
}): void {
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
    let next = Math.ceil(audio.currentTime + 1);
    let flashUntil = 0;
    setInterval(() => {
      const now = audio.currentTime;
      if (now > next - 0.1) {
        gain.gain.setValueAtTime(0.5, next);
        gain.gain.setValueAtTime(0, next + flashMs / 1000);
        flashUntil = next + flashMs / 1000;
        next += periodMs / 1000;
      }
      const flashing = now >= flashUntil - flashMs / 1000 && now < flashUntil;
      context.fillStyle = flashing ? '#ffffff' : '#101820';
      context.fillRect(0, 0, canvas.width, canvas.height);
    }, 8);
    const tracks: MediaStreamTrack[] = [];
    if (constraints?.video) tracks.push(...stream.getVideoTracks());
    if (constraints?.audio) tracks.push(...output.stream.getAudioTracks());
    return new MediaStream(tracks);
  };
}

export const CLAPPERBOARD = { periodMs: PERIOD_MS, flashMs: FLASH_MS, beepHz: BEEP_HZ };

/** The last ones: 9 s, when the receiving browser has had time to align both. */
const PAIRS_JUDGED = 6;
const SIDE = 16;
const AUDIO_WINDOW = 240;
const RATE_HZ = 48_000;
const AAC_FRAME_SAMPLES = 1024;

/**
 * Sound against picture in a recorded file, from the clapperboard's flashes and beeps.
 * @returns the median of (beep - flash) over the last pairs in ms, positive when the sound is late, and their number.
 */
export async function measureSkew(
  file: string,
  times: { videoPts: readonly number[]; audioPts: readonly number[] },
): Promise<{
  skewMs: number;
  pairs: number;
}> {
  const flashes = await flashTimes(file, times.videoPts);
  const beeps = beepTimes(await decodeAudio(file), times.audioPts);
  const offsets: number[] = [];
  for (const flash of flashes) {
    const nearest = beeps.reduce(
      (best, beep) => (Math.abs(beep - flash) < Math.abs(best - flash) ? beep : best),
      Infinity,
    );
    if (Math.abs(nearest - flash) < PERIOD_MS / 2000) offsets.push((nearest - flash) * 1000);
  }
  const settled = offsets.slice(-PAIRS_JUDGED).sort((a, b) => a - b);
  return { skewMs: settled[Math.floor(settled.length / 2)] ?? NaN, pairs: settled.length };
}

/** Rising edges of the picture's brightness. */
async function flashTimes(file: string, videoPts: readonly number[]): Promise<number[]> {
  const { stdout } = await run(
    FFMPEG,
    [
      '-v',
      'error',
      '-i',
      file,
      '-vf',
      `scale=${SIDE}:${SIDE}:flags=area,format=gray`,
      '-fps_mode',
      'passthrough',
      '-f',
      'rawvideo',
      'pipe:1',
    ],
    { encoding: 'buffer', maxBuffer: SIDE * SIDE * 200_000 },
  );
  const means: number[] = [];
  for (let offset = 0; offset + SIDE * SIDE <= stdout.length; offset += SIDE * SIDE) {
    let sum = 0;
    for (let index = 0; index < SIDE * SIDE; index++) sum += stdout[offset + index]!;
    means.push(sum / (SIDE * SIDE));
  }
  const edges: number[] = [];
  for (let index = 3; index < means.length; index++) {
    const before = (means[index - 2]! + means[index - 3]!) / 2;
    const rises = means[index]! - before > 40 && means[index - 1]! - before <= 40;
    const at = videoPts[index];
    if (rises && at !== undefined && at - (edges.at(-1) ?? -1) > 0.5) edges.push(at);
  }
  return edges;
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
