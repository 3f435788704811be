/**
 * One channel of sound in a few samples more or fewer, by linear interpolation: how the program's clock is kept without
 * a click. One sample in 960 is 0.1 % of pitch for 20 ms.
 * @param count - of samples wanted, at least 2, close to `samples.length`. @returns the same array when nothing changes.
 */
export function fitSamples(samples: Float32Array, count: number): Float32Array {
  if (count === samples.length || samples.length < 2 || count < 2) return samples;
  const out = new Float32Array(count);
  const step = (samples.length - 1) / (count - 1);
  for (let index = 0; index < count; index += 1) {
    const at = index * step;
    const left = Math.min(Math.floor(at), samples.length - 2);
    const before = samples[left] ?? 0;
    out[index] = before + ((samples[left + 1] ?? 0) - before) * (at - left);
  }
  return out;
}

/** Samples to add (or, negative, to leave out) in a piece of `length`, so that it ends `gap` samples later. */
export function stretchFor(gap: number, length: number): number {
  const most = Math.floor(length * STRETCH_MAX);
  return Math.max(-most, Math.min(most, gap));
}

/** The far rate of the session timeline, and a little more: 5 samples of a packet's 960. */
const STRETCH_MAX = 0.0055;
