import { describe, expect, it } from 'vitest';
import { fitSamples, stretchFor } from './fit-samples';

const sine = (count: number, step: number): Float32Array =>
  Float32Array.from({ length: count }, (_sample, index) => Math.sin(index * step));

describe('sound that is stretched', () => {
  it.each([955, 959, 961, 965])(
    '[TL5] of 960 samples in %i is the same wave, a little slower or faster',
    (count) => {
      // 440 Hz.
      const step = (2 * Math.PI * 440) / 48_000;
      const fitted = fitSamples(sine(960, step), count);
      const wanted = sine(count, (step * 959) / (count - 1));
      expect(fitted).toHaveLength(count);
      for (const [index, sample] of fitted.entries())
        expect(Math.abs(sample - (wanted[index] ?? 0))).toBeLessThan(0.001);
    },
  );

  it('keeps its first and last sample, and comes back as it is when nothing changes', () => {
    const samples = Float32Array.from([0.1, 0.2, 0.3, 0.4]);
    expect(fitSamples(samples, 4)).toBe(samples);
    const fitted = fitSamples(samples, 5);
    expect([fitted[0], fitted[4]]).toEqual([samples[0], samples[3]]);
    expect(fitSamples(Float32Array.from([1]), 2)).toHaveLength(1);
  });

  it.each([
    [0, 0],
    [1, 1],
    [-3, -3],
    [100, 5],
    [-100, -5],
  ])('[TL5] is moved by %i as %i samples a packet', (gap, samples) => {
    expect(stretchFor(gap, 960)).toBe(samples);
  });
});
