/** Rates in kbps, of everything that is sent, sound included. */
export interface Rise {
  /** With the rise. */
  neededKbps: number;
  /** What the link is believed to carry. */
  budgetKbps: number;
  /** What it carried when it was last full; null when it was not, or has become wider since. */
  fullKbps: number | null;
}

/**
 * Keeps layers from flapping on a link that just does not carry the next one. Pure.
 *
 * LH1 after a step down nothing rises for a while, for longer each time a rise is taken back soon. LH2 nothing rises to
 * what the link was full with, however long that was ago; how near it may come to that is less each time a rise is taken
 * back soon. LH3 a link that has plainly become wider ends all of that.
 */
export class LayerHold {
  #holdMs = HOLD_MS_MIN;
  #fullShare = FULL_SHARE_MAX;
  #untilMs = -Infinity;
  #roseAtMs = -Infinity;
  #fellAtMs = -Infinity;

  /** Whether what is sent may become more now. @param nowMs - of any monotonic clock, the same for all calls. */
  mayRise(nowMs: number, { neededKbps, budgetKbps, fullKbps }: Rise): boolean {
    if (budgetKbps >= neededKbps * ROOM_PLAIN) return true;
    return nowMs >= this.#untilMs && (fullKbps === null || neededKbps <= fullKbps * this.#fullShare);
  }

  rose(nowMs: number): void {
    this.#roseAtMs = nowMs;
  }

  fell(nowMs: number): void {
    const isTakenBack = nowMs - this.#roseAtMs < TAKEN_BACK_MS;
    if (isTakenBack && this.#roseAtMs > this.#fellAtMs) {
      this.#holdMs = Math.min(HOLD_MS_MAX, this.#holdMs * 2);
      this.#fullShare = Math.max(FULL_SHARE_MIN, this.#fullShare * 0.85);
    } else if (nowMs - this.#fellAtMs > HOLD_MS_MAX * 2) {
      this.#holdMs = HOLD_MS_MIN;
      this.#fullShare = FULL_SHARE_MAX;
    }
    this.#fellAtMs = nowMs;
    this.#untilMs = nowMs + this.#holdMs;
  }
}

/** So much more than a rise needs is proof enough, whatever was before. */
export const ROOM_PLAIN = 1.4;
/** What is left is for key frames, and for rates that wobble. */
const FULL_SHARE_MAX = 0.8;
const FULL_SHARE_MIN = 0.5;
const HOLD_MS_MIN = 2_500;
const HOLD_MS_MAX = 30_000;
const TAKEN_BACK_MS = 10_000;
