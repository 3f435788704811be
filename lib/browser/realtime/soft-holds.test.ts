import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SOFT_LOCK } from '@/lib/core/contract/limits';
import { createSoftHolds } from './soft-holds';

let sent: string[][] = [];
const start = () =>
  createSoftHolds(
    (subjects) => sent.push(subjects),
    () => Date.now(),
  );
beforeEach(() => {
  sent = [];
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

describe('createSoftHolds', () => {
  it('says all that is held at every change, and counts one thing held twice', () => {
    const holds = start();
    const first = holds.hold('scene:a/name');
    const second = holds.hold('scene:a/name');
    const other = holds.hold('order:seats');
    first();
    first();
    other();
    second();
    expect(sent).toEqual([['scene:a/name'], ['scene:a/name', 'order:seats'], ['scene:a/name'], []]);
  });

  it('renews while something is held, and is silent otherwise', () => {
    const holds = start();
    const release = holds.hold('scene:a');
    vi.advanceTimersByTime(2 * SOFT_LOCK.renewMs);
    expect(sent).toHaveLength(3);
    release();
    vi.advanceTimersByTime(10 * SOFT_LOCK.renewMs);
    expect(sent).toHaveLength(4);
  });

  it('lets go when nobody moves, and takes hold again at the next touch', () => {
    const holds = start();
    holds.hold('scene:a');
    vi.advanceTimersByTime(SOFT_LOCK.idleMs);
    expect(sent.at(-1)).toEqual([]);
    const count = sent.length;
    vi.advanceTimersByTime(SOFT_LOCK.idleMs);
    expect(sent).toHaveLength(count);
    holds.touch();
    expect(sent.at(-1)).toEqual(['scene:a']);
  });
});
