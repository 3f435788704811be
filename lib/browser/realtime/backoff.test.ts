import { expect, it } from 'vitest';
import { backoffMs } from './backoff';

it('doubles up to the limit, and spreads clients over half of each step', () => {
  const wait = (attempt: number, random: number) => backoffMs(attempt, { baseMs: 500, maxMs: 8_000, random });
  expect([1, 2, 3, 4, 5, 6].map((attempt) => wait(attempt, 1))).toEqual([
    500, 1_000, 2_000, 4_000, 8_000, 8_000,
  ]);
  expect(wait(1, 0)).toBe(250);
  expect(wait(5, 0)).toBe(4_000);
});
