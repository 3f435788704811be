import { describe, expect, it } from 'vitest';
import { holdSound, NO_HOLD, type SoundHold } from './lip-sync';

function run(aheads: readonly number[], isOnAir: boolean, from: SoundHold = NO_HOLD): SoundHold[] {
  let hold = from;
  return aheads.map((aheadMs) => (hold = holdSound(hold, aheadMs, isOnAir)));
}
const seconds = (count: number, aheadMs: number): number[] => Array.from({ length: count }, () => aheadMs);

describe('sound that is ahead of its picture', () => {
  it('is held back until they meet, in steps that nobody hears', () => {
    const holds = run(seconds(60, 200), true);
    const steps = holds
      .slice(1)
      .map(({ delayMs }, index) => Math.abs(delayMs - (holds[index]?.delayMs ?? 0)));
    expect(Math.max(...steps)).toBeLessThanOrEqual(5);
    expect(holds.at(-1)).toEqual({ delayMs: 195, isMoving: false });
  });

  it('is held back at once while nobody hears it', () => {
    expect(run([180], false)).toEqual([{ delayMs: 180, isMoving: false }]);
  });

  it('is let go again when the producer takes the headphones off', () => {
    const held = { delayMs: 200, isMoving: false };
    expect(run(seconds(60, 20), true, held).at(-1)).toEqual({ delayMs: 25, isMoving: false });
  });

  it('is left alone within what the browser itself leaves', () => {
    expect(holdSound(NO_HOLD, 38, true)).toBe(NO_HOLD);
    const held = { delayMs: 200, isMoving: false };
    expect(run([235, 170, 200], true, held).at(-1)).toBe(held);
  });

  it('never waits longer than the strip can, and sound that is late waits for nothing', () => {
    expect(run([2_000], false)).toEqual([{ delayMs: 400, isMoving: false }]);
    expect(Math.max(...run(seconds(200, 2_000), true).map(({ delayMs }) => delayMs))).toBeLessThanOrEqual(
      400,
    );
    expect(run(seconds(10, -300), true).at(-1)).toBe(NO_HOLD);
  });
});
