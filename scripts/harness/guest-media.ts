import { execFile } from 'node:child_process';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
export const FFMPEG = process.env.FFMPEG ?? 'ffmpeg';
/** Real clips lie beside the project; without them cameras are generated. */
const CLIPS =
  process.env.STREAM_BUDDY_MEDIA ?? fileURLToPath(new URL('../../../shared/media', import.meta.url));

/** One quiet, pulsed tone per guest, above speech: it tells voices apart in the program's spectrum. */
const PILOT_BASE_HZ = 5_000;
const PILOT_STEP_HZ = 700;

export interface GuestMedia {
  name: string;
  /** For Chromium's --use-file-for-fake-video-capture. */
  videoFile: string;
  /** For --use-file-for-fake-audio-capture. */
  audioFile: string;
  pilotHz: number;
}

/** Camera and voice for guest `index`: real clips for the first two where they exist, else generated, each unmistakable. */
export async function prepareGuestMedia(index: number, folder: string): Promise<GuestMedia> {
  const pilotHz = PILOT_BASE_HZ + index * PILOT_STEP_HZ;
  const clips = [
    { name: 'Ada Host', video: 'talking-head.mjpeg', audio: 'talking-head.wav' },
    { name: 'Ben Guest', video: 'dog.mjpeg', audio: 'voice-b.wav' },
  ][index];
  const audioFile = join(folder, `guest-${index}.wav`);
  if (clips !== undefined && (await exists(join(CLIPS, clips.video)))) {
    await mixPilot(join(CLIPS, clips.audio), pilotHz, audioFile);
    return { name: clips.name, videoFile: join(CLIPS, clips.video), audioFile, pilotHz };
  }
  const videoFile = join(folder, `guest-${index}.mjpeg`);
  await generateCamera(index, videoFile);
  await generateVoice(index, pilotHz, audioFile);
  return { name: clips?.name ?? `Guest ${index + 1}`, videoFile, audioFile, pilotHz };
}

function pilotSource(pilotHz: number): string {
  return `aevalsrc=0.1*sin(2*PI*${pilotHz}*t)*lt(mod(t\\,1)\\,0.5):s=48000:d=10`;
}

async function mixPilot(voice: string, pilotHz: number, target: string): Promise<void> {
  await run(FFMPEG, [
    '-v', 'error', '-y', '-stream_loop', '-1', '-t', '10', '-i', voice, '-f', 'lavfi', '-i', pilotSource(pilotHz),
    '-filter_complex', '[0:a]aresample=48000,aformat=channel_layouts=mono[v];[v][1:a]amix=inputs=2:duration=longest:normalize=0',
    '-ac', '1', '-ar', '48000', target,
  ]); // prettier-ignore
}

async function generateVoice(index: number, pilotHz: number, target: string): Promise<void> {
  const voice = `aevalsrc=0.2*sin(2*PI*${180 + index * 60}*t)*(0.6+0.4*sin(2*PI*3*t)):s=48000:d=10`;
  await run(FFMPEG, [
    '-v', 'error', '-y', '-f', 'lavfi', '-i', voice, '-f', 'lavfi', '-i', pilotSource(pilotHz),
    '-filter_complex', 'amix=inputs=2:normalize=0', '-ac', '1', '-ar', '48000', target,
  ]); // prettier-ignore
}

/** A moving pattern on a background whose hue is the guest's own. */
async function generateCamera(index: number, target: string): Promise<void> {
  const hue = (index * 97) % 360;
  await run(FFMPEG, [
    '-v', 'error', '-y', '-f', 'lavfi', '-i', 'color=c=0xb03030:s=640x360:r=30:d=6',
    '-f', 'lavfi', '-i', 'color=c=0xf0f0f0:s=80x80:r=30:d=6',
    '-filter_complex', `[0:v]hue=h=${hue}[bg];[bg][1:v]overlay=x='280+240*sin(2*PI*t/6)':y=140`,
    '-c:v', 'mjpeg', '-q:v', '4', '-f', 'mjpeg', target,
  ]); // prettier-ignore
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
