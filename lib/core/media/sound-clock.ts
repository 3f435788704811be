/** The sound clock of a computer and the server's differ by less than this. */
const DRIFT_PER_MS = 200e-6;
/** More is no drift: sound was suspended, or the server's time corrected. */
const JUMP_MS = 150;

/**
 * Translates server time to the time of an audio context. The context's clock moves in steps of up to 20 ms, so that a
 * reading is late by what has passed since the last step: of several, the one that is least late is right. Pure.
 */
export class SoundClock {
  #offsetMs: number | null = null;
  #readAtMs = 0;

  /** Take a reading. @param contextMs, serverMs - of the same moment. @returns context time minus server time, ms. */
  read(contextMs: number, serverMs: number): number {
    const seenMs = contextMs - serverMs;
    const keptMs = this.#offsetMs;
    const fadedMs = keptMs === null ? seenMs : keptMs - Math.max(0, serverMs - this.#readAtMs) * DRIFT_PER_MS;
    this.#readAtMs = serverMs;
    this.#offsetMs = Math.abs(seenMs - fadedMs) > JUMP_MS ? seenMs : Math.max(seenMs, fadedMs);
    return this.#offsetMs;
  }
}
