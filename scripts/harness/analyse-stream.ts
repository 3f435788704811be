import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { z } from 'zod';

const run = promisify(execFile);
const FFPROBE = process.env.FFPROBE ?? 'ffprobe';
const OUTPUT_BYTES_MAX = 256 * 1024 * 1024;

const probeSchema = z.object({
  packets: z.array(
    z.object({
      codec_type: z.enum(['video', 'audio']),
      dts_time: z.string().optional(),
      pts_time: z.string().optional(),
      size: z.string(),
      flags: z.string(),
    }),
  ),
  streams: z.array(
    z.object({
      codec_type: z.string(),
      codec_name: z.string().optional(),
      width: z.number().optional(),
      height: z.number().optional(),
      sample_rate: z.string().optional(),
      channels: z.number().optional(),
    }),
  ),
});

export interface StreamAnalysis {
  videoCodec: string;
  audioCodec: string;
  audioRate: number;
  width: number;
  height: number;
  seconds: number;
  fps: number;
  frames: number;
  bytes: number;
  keyframeIntervalMax: number;
  keyframeIntervals: number[];
  /** Largest gap between neighbouring video frames, and between audio frames. */
  gapMaxMs: number;
  /** Where the largest video gap begins, s from the first frame: to know what happened then. */
  gapMaxAtS: number;
  audioGapMaxMs: number;
  /** Timestamps that did not rise, both tracks. */
  nonMonotonic: number;
  /** Presentation times of the video and audio frames, s. */
  videoPts: number[];
  audioPts: number[];
}

/** Reads a recorded file with ffprobe and reduces its packets to the figures that a platform would judge. */
export async function analyseStream(file: string): Promise<StreamAnalysis> {
  const { stdout } = await run(
    FFPROBE,
    [
      '-v', 'error', '-of', 'json', '-show_packets', '-show_streams',
      '-show_entries', 'packet=codec_type,dts_time,pts_time,size,flags:stream=codec_type,codec_name,width,height,sample_rate,channels',
      file,
    ], // prettier-ignore
    { maxBuffer: OUTPUT_BYTES_MAX },
  );
  const probe = probeSchema.parse(JSON.parse(stdout));
  const video = probe.streams.find((stream) => stream.codec_type === 'video');
  const audio = probe.streams.find((stream) => stream.codec_type === 'audio');
  const videoPackets = probe.packets.filter((packet) => packet.codec_type === 'video');
  const videoTimes = videoPackets.map((packet) => Number(packet.dts_time));
  const audioTimes = probe.packets
    .filter((packet) => packet.codec_type === 'audio')
    .map((packet) => Number(packet.dts_time));
  const keyTimes = videoPackets
    .filter((packet) => packet.flags.startsWith('K'))
    .map((packet) => Number(packet.dts_time));
  const seconds = Math.max(0, (videoTimes.at(-1) ?? 0) - (videoTimes[0] ?? 0));
  const keyframeIntervals = differences(keyTimes);
  const videoGaps = differences(videoTimes);
  return {
    videoCodec: video?.codec_name ?? 'none',
    audioCodec: audio?.codec_name ?? 'none',
    audioRate: Number(audio?.sample_rate ?? 0),
    width: video?.width ?? 0,
    height: video?.height ?? 0,
    seconds,
    fps: seconds === 0 ? 0 : (videoTimes.length - 1) / seconds,
    frames: videoTimes.length,
    bytes: probe.packets.reduce((sum, packet) => sum + Number(packet.size), 0),
    keyframeIntervalMax: Math.max(0, ...keyframeIntervals),
    keyframeIntervals,
    gapMaxMs: Math.max(0, ...videoGaps) * 1000,
    gapMaxAtS: (videoTimes[videoGaps.indexOf(Math.max(...videoGaps))] ?? NaN) - (videoTimes[0] ?? NaN),
    audioGapMaxMs: Math.max(0, ...differences(audioTimes)) * 1000,
    nonMonotonic: countNonMonotonic(videoTimes) + countNonMonotonic(audioTimes),
    videoPts: videoPackets.map((packet) => Number(packet.pts_time)),
    audioPts: audioTimes,
  };
}

/** Distinct decoded picture sizes minus one: what a platform sees as changes of resolution. */
export async function countResolutionChanges(file: string): Promise<number> {
  const { stdout } = await run(
    FFPROBE,
    ['-v', 'error', '-select_streams', 'v:0', '-show_entries', 'frame=width,height', '-of', 'csv=p=0', file],
    { maxBuffer: OUTPUT_BYTES_MAX },
  );
  let changes = 0;
  let last = '';
  for (const line of stdout.split('\n')) {
    // Frames with side data bring further fields and empty lines.
    const size = /^\d+,\d+/.exec(line)?.[0];
    if (size === undefined) continue;
    if (last !== '' && size !== last) changes += 1;
    last = size;
  }
  return changes;
}

function differences(values: readonly number[]): number[] {
  return values.slice(1).map((value, index) => value - values[index]!);
}

function countNonMonotonic(times: readonly number[]): number {
  return differences(times).filter((difference) => difference <= 0).length;
}
