import { describe, expect, it } from 'vitest';
import { ReorderBuffer } from './reorder-buffer';

const newBuffer = () => new ReorderBuffer<number>({ waitMs: 100, nackIntervalMs: 40, nacksMax: 3 });

describe('the reorder buffer', () => {
  it('adds no delay to packets in order', () => {
    const buffer = newBuffer();
    for (const sequence of [5, 6, 7]) {
      buffer.insert(sequence, sequence, 0);
      expect(buffer.take(0)).toEqual({ packets: [sequence], isAfterLoss: false, lost: 0 });
    }
  });

  it('holds what follows a hole, asks for the hole, and gives all in order when it is filled', () => {
    const buffer = newBuffer();
    for (const sequence of [1, 3, 4]) buffer.insert(sequence, sequence, 0);
    expect(buffer.take(0).packets).toEqual([1]);
    expect(buffer.nacks(5)).toEqual([]);
    expect(buffer.nacks(10)).toEqual([2]);
    expect(buffer.nacks(20)).toEqual([]);
    expect(buffer.nacks(51)).toEqual([2]);
    buffer.insert(2, 2, 60);
    expect(buffer.take(60).packets).toEqual([2, 3, 4]);
    expect(buffer.recovered).toBe(1);
  });

  it('gives up after the wait and says where the loss is', () => {
    const buffer = newBuffer();
    for (const sequence of [1, 3, 4, 6]) buffer.insert(sequence, sequence, 0);
    buffer.take(0);
    expect(buffer.take(99).packets).toEqual([]);
    expect(buffer.take(100)).toEqual({ packets: [3, 4], isAfterLoss: true, lost: 1 });
    expect(buffer.take(100)).toEqual({ packets: [6], isAfterLoss: true, lost: 1 });
    expect(buffer.take(100)).toEqual({ packets: [], isAfterLoss: false, lost: 0 });
    buffer.insert(2, 2, 101);
    expect([buffer.lost, buffer.duplicates, buffer.take(101).packets]).toEqual([2, 1, []]);
  });

  it('asks at most as often as it may', () => {
    const buffer = newBuffer();
    for (const sequence of [1, 3]) buffer.insert(sequence, sequence, 0);
    const asked = Array.from({ length: 100 }, (_, index) => buffer.nacks(index * 50).length).reduce(
      (a, b) => a + b,
      0,
    );
    expect(asked).toBe(3);
  });

  it('starts over after a jump, without remembering thousands of holes', () => {
    const buffer = newBuffer();
    buffer.insert(1, 1, 0);
    buffer.take(0);
    buffer.insert(50_000, 50_000, 0);
    expect(buffer.take(0).packets).toEqual([50_000]);
    expect(buffer.nacks(1_000)).toEqual([]);
  });

  it('lets pass what is next and nothing waits before it, and nothing else', () => {
    const buffer = newBuffer();
    expect([7, 8].map((sequence) => buffer.pass(sequence))).toEqual([true, true]);
    expect(buffer.take(0).packets).toEqual([]);
    // A duplicate, and one that shows a hole.
    expect([8, 10].map((sequence) => buffer.pass(sequence))).toEqual([false, false]);
    buffer.insert(10, 10, 0);
    expect([buffer.isWaiting, buffer.pass(9)]).toEqual([true, false]);
    buffer.insert(9, 9, 5);
    expect(buffer.take(5).packets).toEqual([9, 10]);
    expect([buffer.isWaiting, buffer.pass(11)]).toEqual([false, true]);
  });

  it('gives every packet once and in order under any shuffle and loss (seeded)', () => {
    for (let seed = 1; seed <= 50; seed += 1) {
      let state = seed;
      const next = (): number => (state = (state * 1103515245 + 12345) & 0x7fffffff) / 0x7fffffff;
      const buffer = newBuffer();
      const out: number[] = [];
      const arrivals = Array.from({ length: 300 }, (_, sequence) => ({
        sequence,
        atMs: sequence * 5 + next() * 60,
      })).filter(() => next() > 0.05);
      for (const { sequence, atMs } of arrivals.sort((a, b) => a.atMs - b.atMs)) {
        if (buffer.pass(sequence)) out.push(sequence);
        else buffer.insert(sequence, sequence, atMs);
        for (let taken = buffer.take(atMs); taken.packets.length + taken.lost > 0; taken = buffer.take(atMs))
          out.push(...taken.packets);
      }
      expect(out).toEqual([...new Set(out)].sort((a, b) => a - b));
    }
  });
});
