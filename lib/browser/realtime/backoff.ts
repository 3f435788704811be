export interface BackoffOptions {
  baseMs: number;
  maxMs: number;
  /** 0..1, uniform: spreads clients that lost the same server at the same moment. */
  random: number;
}

/**
 * Exponential wait with half jitter.
 * @param attempt - 1 is the first retry.
 * @returns milliseconds, between half of the step and the whole of it.
 */
export function backoffMs(attempt: number, { baseMs, maxMs, random }: BackoffOptions): number {
  const stepMs = Math.min(maxMs, baseMs * 2 ** Math.min(Math.max(0, attempt - 1), 16));
  return Math.round(stepMs / 2 + (stepMs / 2) * random);
}
