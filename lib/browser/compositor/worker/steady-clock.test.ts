import { expect, it } from 'vitest';
import { SteadyClock } from './steady-clock';

it('spreads a small correction so that nothing is seen to jump, and reaches it', () => {
  const clock = new SteadyClock();
  expect(clock.read(1_000, 0)).toBe(1_000);
  let before = 1_000;
  for (let frame = 1; frame <= 150; frame += 1) {
    const shown = clock.read(1_000 + frame * 33 + 40, frame * 33);
    expect(Math.abs(shown - before - 33)).toBeLessThanOrEqual(2);
    before = shown;
  }
  expect(Math.abs(before - (1_000 + 150 * 33 + 40))).toBeLessThan(0.1);
});

it('takes over at once what is another time', () => {
  const clock = new SteadyClock();
  clock.read(1_000, 0);
  expect(clock.read(9_000, 33)).toBe(9_000);
  expect(clock.read(8_000, 66)).toBe(8_000);
});
