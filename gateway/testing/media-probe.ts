import { execFile } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { endWithParent } from '@/scripts/harness/end-with-parent';

/** What ffprobe sees in a stream or file: codecs, and whether time runs forward. */
export interface ProbedTrack {
  codec: string;
  packets: number;
  nonMonotonic: number;
  gapMaxMs: number;
  keyframeIntervalsMs: number[];
  firstMs: number;
  lastMs: number;
}

export interface Probe {
  video: ProbedTrack | null;
  audio: ProbedTrack | null;
  width: number;
  height: number;
  sampleRate: number;
  channels: number;
  profile: string;
}

interface ProbePacket {
  codec_type: string;
  dts_time?: string;
  flags?: string;
}
interface ProbeStream {
  codec_type: string;
  codec_name: string;
  profile?: string;
  width?: number;
  height?: number;
  sample_rate?: string;
  channels?: number;
}

/** Records `seconds` of a live stream to a file without touching it. */
export async function recordStream(url: string, seconds: number, path: string): Promise<void> {
  const recording = ['-v', 'error', '-y', '-i', url, '-t', String(seconds), '-c', 'copy', path];
  const child = spawn(...endWithParent('ffmpeg', recording), { stdio: 'ignore' });
  await once(child, 'exit');
}

/** Pictures of 20 bytes and less, which no encoder makes of a moving picture. */
export async function fillersIn(path: string): Promise<number> {
  const show = ['-select_streams', 'v', '-show_entries', 'packet=size', '-of', 'csv=p=0'];
  const { stdout } = await promisify(execFile)('ffprobe', ['-v', 'error', ...show, path]);
  return stdout.split('\n').filter((line) => line !== '' && parseInt(line) <= 20).length;
}

/** What ffmpeg says of the pictures in a file: nothing, when all of them decode. */
export async function decodeErrors(path: string): Promise<string> {
  const input = ['-v', 'warning', '-err_detect', 'explode', '-i', path];
  const output = ['-map', '0:v', '-fps_mode', 'passthrough', '-f', 'framemd5', '-'];
  return (await promisify(execFile)('ffmpeg', [...input, ...output])).stderr;
}

export async function probeFile(path: string): Promise<Probe> {
  const { stdout } = await promisify(execFile)(
    'ffprobe',
    ['-v', 'error', '-show_streams', '-show_packets', '-of', 'json', path],
    { maxBuffer: 64 * 1024 * 1024 },
  );
  const { streams = [], packets = [] } = JSON.parse(stdout) as {
    streams?: ProbeStream[];
    packets?: ProbePacket[];
  };
  const video = streams.find((stream) => stream.codec_type === 'video');
  const audio = streams.find((stream) => stream.codec_type === 'audio');
  return {
    video:
      video === undefined
        ? null
        : trackOf(
            video.codec_name,
            packets.filter((packet) => packet.codec_type === 'video'),
          ),
    audio:
      audio === undefined
        ? null
        : trackOf(
            audio.codec_name,
            packets.filter((packet) => packet.codec_type === 'audio'),
          ),
    width: video?.width ?? 0,
    height: video?.height ?? 0,
    sampleRate: Number(audio?.sample_rate ?? 0),
    channels: audio?.channels ?? 0,
    profile: audio?.profile ?? '',
  };
}

function trackOf(codec: string, packets: readonly ProbePacket[]): ProbedTrack {
  const timesMs = packets.map((packet) => Number(packet.dts_time) * 1000);
  const gaps = timesMs.slice(1).map((time, index) => time - (timesMs[index] ?? time));
  const keyTimes = packets.flatMap((packet, index) =>
    packet.flags?.startsWith('K') === true ? [timesMs[index] ?? 0] : [],
  );
  return {
    codec,
    packets: packets.length,
    nonMonotonic: gaps.filter((gap) => gap <= 0).length,
    gapMaxMs: Math.round(Math.max(0, ...gaps)),
    keyframeIntervalsMs: keyTimes.slice(1).map((time, index) => Math.round(time - (keyTimes[index] ?? time))),
    firstMs: timesMs[0] ?? 0,
    lastMs: timesMs.at(-1) ?? 0,
  };
}
