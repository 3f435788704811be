import { ascii, box, fullBox, u16, u32, u64, zeros } from './boxes';

/** Head of a fragmented MP4: one H.264 and one AAC track, durations open. */
export interface Fmp4Tracks {
  width: number;
  height: number;
  avcDecoderConfiguration: Uint8Array;
  audioSpecificConfig: Uint8Array;
  audioKbps: number;
}

export const VIDEO_TRACK_ID = 1;
export const AUDIO_TRACK_ID = 2;
export const VIDEO_TIMESCALE_HZ = 90_000;
export const AUDIO_TIMESCALE_HZ = 48_000;
const MOVIE_TIMESCALE_HZ = 1_000;

/** The duration is 0 = unknown while recording; `withDuration` sets it in a finished file. */
export function initSegment(tracks: Fmp4Tracks): Buffer {
  const ftyp = box('ftyp', ascii('isom'), u32(512), ascii('isomiso6avc1mp41'));
  const mvhd = fullBox(
    'mvhd',
    { version: 0, flags: 0 },
    u32(0, 0, MOVIE_TIMESCALE_HZ, 0, 0x00010000),
    u16(0x0100, 0),
    zeros(8),
    UNITY_MATRIX,
    zeros(24),
    u32(3),
  );
  const mvex = box(
    'mvex',
    fullBox('mehd', { version: 1, flags: 0 }, u64(0)),
    trackExtends(VIDEO_TRACK_ID),
    trackExtends(AUDIO_TRACK_ID),
  );
  return Buffer.concat([ftyp, box('moov', mvhd, videoTrack(tracks), audioTrack(tracks), mvex)]);
}

/** A copy of the head with its true length, same size. An unknown head comes back unchanged. */
export function withDuration(init: Buffer, durationMs: number): Buffer {
  const out = Buffer.from(init);
  const at = out.indexOf('mehd', 0, 'latin1');
  // type, version and flags, then 64 bits.
  if (at >= 0 && at + 16 <= out.length) u64(durationMs).copy(out, at + 8);
  return out;
}

/** What a head says of its length. @returns null for a head that is not ours; 0 while the file is not finished. */
export function durationMsOf(init: Buffer): number | null {
  const at = init.indexOf('mehd', 0, 'latin1');
  return at >= 0 && at + 16 <= init.length ? Number(init.readBigUInt64BE(at + 8)) : null;
}

const UNITY_MATRIX = u32(0x00010000, 0, 0, 0, 0x00010000, 0, 0, 0, 0x40000000);

function trackExtends(trackId: number): Buffer {
  return fullBox('trex', { version: 0, flags: 0 }, u32(trackId, 1, 0, 0, 0));
}

function videoTrack(tracks: Fmp4Tracks): Buffer {
  const avc1 = box(
    'avc1',
    zeros(6),
    u16(1),
    zeros(16),
    u16(tracks.width, tracks.height),
    u32(0x00480000, 0x00480000, 0),
    u16(1),
    zeros(32),
    u16(0x0018, 0xffff),
    box('avcC', tracks.avcDecoderConfiguration),
  );
  return track({
    id: VIDEO_TRACK_ID,
    timescaleHz: VIDEO_TIMESCALE_HZ,
    handler: 'vide',
    size: { width: tracks.width, height: tracks.height },
    volume: 0,
    mediaHeader: fullBox('vmhd', { version: 0, flags: 1 }, zeros(8)),
    sampleEntry: avc1,
  });
}

function audioTrack(tracks: Fmp4Tracks): Buffer {
  const mp4a = box(
    'mp4a',
    zeros(6),
    u16(1),
    zeros(8),
    u16(2, 16),
    zeros(4),
    u32(AUDIO_TIMESCALE_HZ * 65_536),
    elementaryStreamDescriptor(tracks),
  );
  return track({
    id: AUDIO_TRACK_ID,
    timescaleHz: AUDIO_TIMESCALE_HZ,
    handler: 'soun',
    size: { width: 0, height: 0 },
    volume: 0x0100,
    mediaHeader: fullBox('smhd', { version: 0, flags: 0 }, zeros(4)),
    sampleEntry: mp4a,
  });
}

interface TrackFields {
  id: number;
  timescaleHz: number;
  handler: 'vide' | 'soun';
  size: { width: number; height: number };
  volume: number;
  mediaHeader: Buffer;
  sampleEntry: Buffer;
}

function track(fields: TrackFields): Buffer {
  const tkhd = fullBox(
    'tkhd',
    { version: 0, flags: 3 },
    u32(0, 0, fields.id, 0, 0),
    zeros(8),
    u16(0, 0, fields.volume, 0),
    UNITY_MATRIX,
    u32(fields.size.width * 65_536, fields.size.height * 65_536),
  );
  // 0x55c4 = "und".
  const mdhd = fullBox('mdhd', { version: 0, flags: 0 }, u32(0, 0, fields.timescaleHz, 0), u16(0x55c4, 0));
  const hdlr = fullBox(
    'hdlr',
    { version: 0, flags: 0 },
    u32(0),
    ascii(fields.handler),
    zeros(12),
    ascii('StreamBuddy\0'),
  );
  const dinf = box(
    'dinf',
    fullBox('dref', { version: 0, flags: 0 }, u32(1), fullBox('url ', { version: 0, flags: 1 })),
  );
  const noFlags = { version: 0, flags: 0 };
  const stbl = box(
    'stbl',
    fullBox('stsd', noFlags, u32(1), fields.sampleEntry),
    fullBox('stts', noFlags, u32(0)),
    fullBox('stsc', noFlags, u32(0)),
    fullBox('stsz', noFlags, u32(0, 0)),
    fullBox('stco', noFlags, u32(0)),
  );
  return box('trak', tkhd, box('mdia', mdhd, hdlr, box('minf', fields.mediaHeader, dinf, stbl)));
}

/** MPEG-4 descriptors (ISO/IEC 14496-1 §7.2.6): 0x40 = AAC, 0x15 = audio stream. */
function elementaryStreamDescriptor(tracks: Fmp4Tracks): Buffer {
  const bitsPerSecond = tracks.audioKbps * 1000;
  const specific = descriptor(0x05, Buffer.from(tracks.audioSpecificConfig));
  const decoder = descriptor(
    0x04,
    Buffer.concat([Buffer.from([0x40, 0x15, 0, 0, 0]), u32(bitsPerSecond, bitsPerSecond), specific]),
  );
  const stream = descriptor(
    0x03,
    Buffer.concat([u16(AUDIO_TRACK_ID), Buffer.from([0]), decoder, descriptor(0x06, Buffer.from([2]))]),
  );
  return fullBox('esds', { version: 0, flags: 0 }, stream);
}

function descriptor(tag: number, payload: Buffer): Buffer {
  return Buffer.concat([Buffer.from([tag, 0x80, 0x80, 0x80, payload.length]), payload]);
}
