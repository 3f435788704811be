import { describe, expect, it } from 'vitest';
import { gapHistogram, slopePerHour } from './trend';

describe('what a long run is judged by', () => {
  it('finds growth under noise, per hour', () => {
    const samples = Array.from({ length: 60 }, (_, minute) => ({
      atMs: minute * 60_000,
      value: 100 + minute * 0.2 + (minute % 2) * 3,
    }));
    expect(slopePerHour(samples)).toBeGreaterThan(11);
    expect(slopePerHour(samples)).toBeLessThan(13);
  });

  it('sees no growth where there is none, nor in one sample or none', () => {
    expect(slopePerHour([0, 1, 2].map((atMs) => ({ atMs, value: 5 })))).toBe(0);
    expect(slopePerHour([{ atMs: 7, value: 5 }])).toBe(0);
    expect(slopePerHour([])).toBe(0);
  });

  it('sorts gaps into classes and leaves out frames on time', () => {
    const counts = gapHistogram([33, 50, 99, 100, 149, 1_999, 2_000, 60_000]);
    expect(Object.values(counts)).toEqual([2, 2, 0, 0, 0, 1, 2]);
  });
});
