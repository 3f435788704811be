import { expect, it } from 'vitest';
import { SoundClock } from './sound-clock';

const STEP_MS = 20;
/** A context whose clock moves in steps, and runs fast by `ppm`. */
const contextAt = (serverMs: number, ppm = 0) =>
  Math.floor((serverMs * (1 + ppm / 1e6)) / STEP_MS) * STEP_MS + 5_000;

it('is as exact as the best of its readings, although the clock moves in steps', () => {
  const clock = new SoundClock();
  let offsetMs = 0;
  for (let nowMs = 0; nowMs < 5_000; nowMs += 37) offsetMs = clock.read(contextAt(nowMs), nowMs);
  expect(Math.abs(offsetMs - 5_000)).toBeLessThan(2);
});

it.each([80, -80])('follows clocks that differ by %i millionths for an hour', (ppm) => {
  const clock = new SoundClock();
  let offsetMs = 0;
  let nowMs = 0;
  for (; nowMs < 3_600_000; nowMs += 251) offsetMs = clock.read(contextAt(nowMs, ppm), nowMs);
  expect(Math.abs(offsetMs - 5_000 - (nowMs * ppm) / 1e6)).toBeLessThan(5);
});

it('begins anew after sound was suspended', () => {
  const clock = new SoundClock();
  clock.read(contextAt(1_000), 1_000);
  expect(clock.read(contextAt(1_000), 9_000)).toBeLessThan(-2_000);
});
