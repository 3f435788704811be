import { describe, expect, it } from 'vitest';
import { StreamSplicer } from './stream-splicer';

const seed = { sequence: 65_530, timestamp: 1_000, pictureId: 100, tl0: 250 };
const splicer = (): StreamSplicer => new StreamSplicer(90_000, seed);

describe('StreamSplicer', () => {
  it('[SP1] numbers a piece without holes, over the wrap', () => {
    const stream = splicer();
    stream.begin({ sequence: 500, timestamp: 90_000 }, 0, null);
    const out = Array.from({ length: 10 }, (_, index) =>
      stream.map({ sequence: 500 + index, timestamp: 90_000 }, 0),
    );
    expect(out).toEqual([65_530, 65_531, 65_532, 65_533, 65_534, 65_535, 0, 1, 2, 3]);
  });

  it('continues numbers and time when another layer takes over', () => {
    const stream = splicer();
    stream.begin({ sequence: 10, timestamp: 5_000 }, 1_000, null);
    expect(stream.map({ sequence: 10, timestamp: 5_000 }, 1_000)).toBe(65_530);
    const before = stream.lastTimestamp;
    stream.begin({ sequence: 40_000, timestamp: 3_000_000_000 }, 1_050, null);
    expect(stream.map({ sequence: 40_000, timestamp: 3_000_000_000 }, 1_050)).toBe(65_531);
    expect(stream.lastTimestamp - before).toBe(4_500);
  });

  it('trusts the offset of sender reports, but not one that runs backwards or leaps', () => {
    const stream = splicer();
    stream.begin({ sequence: 1, timestamp: 0 }, 0, null);
    stream.map({ sequence: 1, timestamp: 0 }, 0);
    for (const [offset, expected] of [
      [1_000 - 500 + 3_000, 3_500],
      [0, 1_000 + 4_500],
      [500_000, 1_000 + 4_500],
    ] as const) {
      const other = splicer();
      other.begin({ sequence: 1, timestamp: 0 }, 0, null);
      other.map({ sequence: 1, timestamp: 0 }, 0);
      other.begin({ sequence: 9, timestamp: offset === 0 ? 500 : 0 }, 50, offset);
      other.map({ sequence: 9, timestamp: offset === 0 ? 500 : 0 }, 50);
      expect(other.lastTimestamp).toBe(expected);
    }
  });

  it('[SP3] closes the hole of a dropped packet and still places late ones before it', () => {
    const stream = splicer();
    stream.begin({ sequence: 100, timestamp: 0 }, 0, null);
    const map = (sequence: number): number => stream.map({ sequence, timestamp: 0 }, 0);
    expect(map(100)).toBe(65_530);
    expect(map(102)).toBe(65_532);
    stream.drop(103);
    expect(map(104)).toBe(65_533);
    expect(map(101)).toBe(65_531);
    expect(map(103)).toBe(-1);
  });

  it('[SP2] refuses packets older than the piece, and everything between pieces', () => {
    const stream = splicer();
    expect(stream.map({ sequence: 1, timestamp: 0 }, 0)).toBe(-1);
    stream.begin({ sequence: 100, timestamp: 0 }, 0, null);
    expect(stream.map({ sequence: 99, timestamp: 0 }, 0)).toBe(-1);
    stream.end();
    expect(stream.map({ sequence: 100, timestamp: 0 }, 0)).toBe(-1);
  });

  it('keeps VP8 picture ids consecutive over a splice, over their 15-bit wrap', () => {
    const stream = new StreamSplicer(90_000, { ...seed, pictureId: 0x7fff });
    stream.begin({ sequence: 1, timestamp: 0 }, 0, null);
    stream.beginPicture(77, 3);
    stream.notePicture(77, 3);
    expect((77 + stream.pictureIdOffset) & 0x7fff).toBe(0);
    expect((3 + stream.tl0Offset) & 0xff).toBe(251);
    stream.begin({ sequence: 900, timestamp: 0 }, 30, null);
    stream.beginPicture(9_000, 200);
    expect((9_000 + stream.pictureIdOffset) & 0x7fff).toBe(1);
    expect((200 + stream.tl0Offset) & 0xff).toBe(252);
  });

  it('gives distinct numbers in order under random switches, drops and reordering', () => {
    let state = 42;
    const random = (): number => (state = (state * 1_103_515_245 + 12_345) & 0x7fffffff) / 0x7fffffff;
    const stream = splicer();
    const used = new Set<number>();
    let total = 0;
    let up = 60_000;
    stream.begin({ sequence: up, timestamp: 0 }, 0, null);
    for (let step = 1; step < 5_000; step++) {
      const nowMs = step * 5;
      if (random() < 0.01) {
        up = Math.floor(random() * 65_536);
        stream.begin({ sequence: up, timestamp: 0 }, nowMs, null);
      }
      if (random() < 0.05) {
        stream.drop(up);
      } else {
        const out = stream.map({ sequence: up, timestamp: 0 }, nowMs);
        expect(out).toBe((seed.sequence + total) & 0xffff);
        expect(used.has(out)).toBe(false);
        used.add(out);
        total += 1;
      }
      up = (up + 1) & 0xffff;
    }
  });
});
