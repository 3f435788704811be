/** Below this a signal counts as silence; -90 dB is under the noise of 16-bit sound. */
export const SILENCE_DB = -90;

/** Amplitude factor of a gain in dB. SILENCE_DB and below is exactly 0. @example dbToGain(-6) // 0.501 */
export function dbToGain(db: number): number {
  return db <= SILENCE_DB ? 0 : 10 ** (db / 20);
}

/** Never below SILENCE_DB, so that meters need no special case for -Infinity. */
export function gainToDb(gain: number): number {
  return gain <= 0 ? SILENCE_DB : Math.max(SILENCE_DB, 20 * Math.log10(gain));
}
