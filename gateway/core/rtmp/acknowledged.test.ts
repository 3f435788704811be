import { describe, expect, it } from 'vitest';
import { Acknowledged, STEP_BYTES_MAX } from './acknowledged';

function after(...counts: number[]): { bytes: number | null; stepBytes: number } {
  const acknowledged = new Acknowledged();
  for (const count of counts) acknowledged.note(count);
  return { bytes: acknowledged.bytes, stepBytes: acknowledged.stepBytes };
}

describe('[RT7] what a server acknowledges', () => {
  it.each([
    { name: 'nothing yet', counts: [], bytes: null, stepBytes: 0 },
    {
      name: 'the first since the connection began',
      counts: [2_500_000],
      bytes: 2_500_000,
      stepBytes: 2_500_000,
    },
    { name: 'steps of our window', counts: [131_072, 262_144], bytes: 262_144, stepBytes: 131_072 },
    { name: 'the usual step after a long one', counts: [100, 900, 1_000], bytes: 1_000, stepBytes: 100 },
    { name: 'a count that wraps', counts: [2 ** 32 - 100, 50], bytes: 2 ** 32 + 50, stepBytes: 150 },
    { name: 'a count that goes back a little', counts: [1_000, 900], bytes: 900, stepBytes: 0 },
    { name: 'nonsense', counts: [2 ** 31], bytes: 2 ** 31, stepBytes: STEP_BYTES_MAX },
  ])('$name', ({ counts, bytes, stepBytes }) => {
    expect(after(...counts)).toEqual({ bytes, stepBytes });
  });
});
