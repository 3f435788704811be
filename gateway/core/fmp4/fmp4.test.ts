import { describe, expect, it } from 'vitest';
import { childBoxes, fragment, fragmentEnd } from './fragment';
import { AUDIO_TRACK_ID, VIDEO_TRACK_ID, durationMsOf, initSegment, withDuration } from './init-segment';

const tracks = {
  width: 1280,
  height: 720,
  avcDecoderConfiguration: Buffer.from([1, 0x42, 0xc0, 0x1f]),
  audioSpecificConfig: Buffer.from([0x11, 0x90]),
  audioKbps: 128,
};
const video = {
  baseTime: 9_000,
  samples: [
    { duration: 3_000, isSync: true, data: Buffer.from('aaaa') },
    { duration: 3_100, isSync: false, data: Buffer.from('bb') },
  ],
};
const audio = { baseTime: 4_800, samples: [{ duration: 1_024, isSync: true, data: Buffer.from('c') }] };

describe('fragmented MP4', () => {
  it('begins with ftyp and moov, and takes its duration in place', () => {
    const init = initSegment(tracks);
    expect(childBoxes(init, 0).map(({ type }) => type)).toEqual(['ftyp', 'moov']);
    const done = withDuration(init, 61_000);
    expect(done.length).toBe(init.length);
    expect(done.readBigUInt64BE(done.indexOf('mehd') + 8)).toBe(61_000n);
    expect(withDuration(Buffer.from('nothing'), 5).toString()).toBe('nothing');
    expect([init, done, Buffer.from('nothing')].map(durationMsOf)).toEqual([0, 61_000, null]);
  });

  it('points each track at its own bytes', () => {
    const bytes = fragment(3, { video, audio });
    const [moof, mdat] = childBoxes(bytes, 0);
    expect([moof?.type, mdat?.type]).toEqual(['moof', 'mdat']);
    const offsets = [...bytes.toString('latin1').matchAll(/trun/g)].map(({ index }) =>
      bytes.readUInt32BE(index + 12),
    );
    expect(offsets.map((offset) => bytes.toString('latin1', offset, offset + 4))).toEqual(['aaaa', 'c']);
  });

  it('tells where it ends, so that a recording goes on behind it', () => {
    const bytes = fragment(3, { video, audio });
    const moof = bytes.subarray(0, bytes.readUInt32BE(0));
    expect(fragmentEnd(moof)).toEqual({
      sequence: 3,
      endByTrack: new Map([
        [VIDEO_TRACK_ID, 15_100],
        [AUDIO_TRACK_ID, 5_824],
      ]),
    });
    expect(fragmentEnd(fragment(1, { video, audio: { baseTime: 0, samples: [] } }))?.endByTrack.size).toBe(1);
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    [
      'a box longer than the file',
      Buffer.from([0, 0, 0, 8, 0x6d, 0x6f, 0x6f, 0x66, 0xff, 0xff, 0xff, 0xff, 0x74, 0x72, 0x61, 0x66]),
    ],
    ['a box of size 0', Buffer.alloc(64)],
  ])('refuses %s', (_name, bytes) => {
    expect(fragmentEnd(bytes)).toBeNull();
  });
});
