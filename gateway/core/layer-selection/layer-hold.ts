/**
 * Keeps layers from flapping on a link that just does not carry the next one: after a step down nothing rises for a
 * while, for longer each time a rise is taken back soon. A link that has plainly become wider ends the wait.
 */
export class LayerHold {
  #holdMs = HOLD_MS_MIN;
  #untilMs = -Infinity;
  #roseAtMs = -Infinity;
  #fellAtMs = -Infinity;

  /** @param room - what the link carries over what the next step needs in all. */
  mayRise(nowMs: number, room: number): boolean {
    return nowMs >= this.#untilMs || room >= ROOM_PLAIN;
  }

  rose(nowMs: number): void {
    this.#roseAtMs = nowMs;
  }

  fell(nowMs: number): void {
    const isTakenBack = nowMs - this.#roseAtMs < TAKEN_BACK_MS;
    if (isTakenBack && this.#roseAtMs > this.#fellAtMs)
      this.#holdMs = Math.min(HOLD_MS_MAX, this.#holdMs * 2);
    else if (nowMs - this.#fellAtMs > HOLD_MS_MAX * 2) this.#holdMs = HOLD_MS_MIN;
    this.#fellAtMs = nowMs;
    this.#untilMs = nowMs + this.#holdMs;
  }
}

const HOLD_MS_MIN = 2_500;
const HOLD_MS_MAX = 30_000;
const TAKEN_BACK_MS = 10_000;
const ROOM_PLAIN = 1.4;
