/** More than this is another time, not another estimate of it. */
const JUMP_MS = 400;
/** Of an estimate's error, taken over with each reading: a tenth of a second is gone within two. */
const SHARE_PER_READING = 0.05;

/**
 * Server time that runs evenly. Each message from the server moves the estimate by what the network was faster or
 * slower, some ten ms; what scrolls at that moment would be seen to jump.
 */
export class SteadyClock {
  #last: { monotonicMs: number; shownMs: number } | null = null;

  /** @param serverMs - the newest estimate. @param monotonicMs - a clock that never jumps. */
  read(serverMs: number, monotonicMs: number): number {
    const last = this.#last;
    const expectedMs = last ? last.shownMs + (monotonicMs - last.monotonicMs) : serverMs;
    const errorMs = serverMs - expectedMs;
    const shownMs = Math.abs(errorMs) > JUMP_MS ? serverMs : expectedMs + errorMs * SHARE_PER_READING;
    this.#last = { monotonicMs, shownMs };
    return shownMs;
  }
}
