/**
 * Gate, compressor and ducker decide once in this many samples (0.33 ms at 48 kHz), and their gain glides between two
 * decisions: a tenth of the work, and still far quicker than the quickest attack of 2 ms.
 */
export const CONTROL_SAMPLES = 16;

/** Share of the way to its target that a one-pole filter goes in one decision. @param ms - its time constant, > 0. */
export function shareOf(ms: number, sampleRate: number): number {
  return 1 - Math.exp((-1000 * CONTROL_SAMPLES) / (sampleRate * ms));
}
