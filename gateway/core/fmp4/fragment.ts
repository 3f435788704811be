import { box, fullBox, u32, u64 } from './boxes';
import { AUDIO_TRACK_ID, VIDEO_TRACK_ID } from './init-segment';

/** One piece of a fragmented MP4: `moof` + `mdat`, whole in itself, so that a file cut anywhere plays up to the cut. */
export interface Fmp4Sample {
  /** In the track's timescale. */
  duration: number;
  isSync: boolean;
  data: Uint8Array;
}

export interface Fmp4Run {
  /** Decode time of the first sample, in the track's timescale. */
  baseTime: number;
  samples: readonly Fmp4Sample[];
}

const SYNC_FLAGS = 0x02000000;
const DELTA_FLAGS = 0x01010000;

/** @param sequence - rises by one with every fragment, first = 1. Runs without samples are left out. */
export function fragment(sequence: number, runs: { video: Fmp4Run; audio: Fmp4Run }): Buffer {
  const present = [
    { trackId: VIDEO_TRACK_ID, run: runs.video },
    { trackId: AUDIO_TRACK_ID, run: runs.audio },
  ].filter(({ run }) => run.samples.length > 0);
  // Offsets count from the start of moof; its size does not depend on their values, so it is built twice.
  const size = movieFragment(sequence, present, 0).length;
  const moof = movieFragment(sequence, present, size + 8);
  return Buffer.concat([moof, box('mdat', ...present.flatMap(({ run }) => run.samples.map((sample) => sample.data)))]);
}

function movieFragment(sequence: number, tracks: { trackId: number; run: Fmp4Run }[], dataStart: number): Buffer {
  let dataOffset = dataStart;
  const fragments: Buffer[] = [];
  for (const { trackId, run } of tracks) {
    fragments.push(trackFragment(trackId, run, dataOffset));
    for (const sample of run.samples) dataOffset += sample.data.length;
  }
  return box('moof', fullBox('mfhd', { version: 0, flags: 0 }, u32(sequence)), ...fragments);
}

function trackFragment(trackId: number, run: Fmp4Run, dataOffset: number): Buffer {
  const rows: number[] = [run.samples.length, dataOffset];
  for (const sample of run.samples) rows.push(sample.duration, sample.data.length, sample.isSync ? SYNC_FLAGS : DELTA_FLAGS);
  return box(
    'traf',
    // 0x020000 default-base-is-moof.
    fullBox('tfhd', { version: 0, flags: 0x020000 }, u32(trackId)),
    fullBox('tfdt', { version: 1, flags: 0 }, u64(run.baseTime)),
    // 0x1 data offset, 0x100 duration, 0x200 size, 0x400 flags of each sample.
    fullBox('trun', { version: 0, flags: 0x000701 }, u32(...rows)),
  );
}

/** End of each track in a `moof` that this module wrote. @returns null when it is malformed. */
export function fragmentEnd(moof: Buffer): { sequence: number; endByTrack: Map<number, number> } | null {
  const endByTrack = new Map<number, number>();
  let sequence = 0;
  for (const child of childBoxes(moof, 8)) {
    if (child.type === 'mfhd' && child.end - child.start >= 16) sequence = moof.readUInt32BE(child.start + 12);
    if (child.type !== 'traf') continue;
    const end = trackEnd(moof.subarray(child.start, child.end));
    if (end === null) return null;
    endByTrack.set(end.trackId, end.endTime);
  }
  return endByTrack.size === 0 ? null : { sequence, endByTrack };
}

function trackEnd(traf: Buffer): { trackId: number; endTime: number } | null {
  let trackId = 0;
  let time: number | null = null;
  for (const child of childBoxes(traf, 8)) {
    const body = traf.subarray(child.start + 12, child.end);
    if (child.type === 'tfhd' && body.length >= 4) trackId = body.readUInt32BE(0);
    if (child.type === 'tfdt' && body.length >= 8) time = Number(body.readBigUInt64BE(0));
    if (child.type !== 'trun' || time === null) continue;
    const count = body.length >= 8 ? body.readUInt32BE(0) : 0;
    if (body.length < 8 + count * 12) return null;
    for (let index = 0; index < count; index += 1) time += body.readUInt32BE(8 + index * 12);
  }
  return time === null || trackId === 0 ? null : { trackId, endTime: time };
}

export interface BoxSpan {
  type: string;
  start: number;
  end: number;
}

/** Boxes inside `bytes` from `offset` on; stops at the first that does not fit. */
export function childBoxes(bytes: Buffer, offset: number): BoxSpan[] {
  const spans: BoxSpan[] = [];
  let start = offset;
  while (start + 8 <= bytes.length) {
    const size = bytes.readUInt32BE(start);
    if (size < 8 || start + size > bytes.length) break;
    spans.push({ type: bytes.toString('latin1', start + 4, start + 8), start, end: start + size });
    start += size;
  }
  return spans;
}
