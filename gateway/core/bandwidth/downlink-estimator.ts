import type { RateEstimator } from './rate-estimator';

/**
 * How much video a subscriber may be sent. REMB alone misleads: it is capped at 1.5 times what was received, so it reads
 * low whenever little is sent, and a busy computer looks like a full link (sfu.md §5c). So the budget falls only on
 * evidence that two signals share, and grows in steps while nothing speaks against it.
 *
 * DE1 heavy loss (12 %, smoothed) lowers the budget. DE2 REMB below the sent rate in two readings lowers it only together
 * with some loss or a grown round trip. DE3 after a fall the budget is held, longer each time growth fails. DE4 the
 * budget never exceeds twice what was really sent plus one layer, for more is untested.
 */
export class DownlinkEstimator implements RateEstimator {
  #budgetKbps: number = START_KBPS;
  #rembKbps: number | null = null;
  #rembLowReadings = 0;
  #lossFraction = 0;
  #rttMs = 0;
  #rttMinMs = Infinity;
  #heldUntilMs = 0;
  #holdMs = HOLD_MS_MIN;
  #grewAtMs = 0;
  #fellAtMs = 0;

  receiveRemb(bitrateBps: number): void {
    this.#rembKbps = bitrateBps / 1000;
  }

  /** @param lossFraction - 0..1, mean of the report's streams. @param rttMs - null when the report tells none. */
  receiveReport(lossFraction: number, rttMs: number | null): void {
    this.#lossFraction += (lossFraction - this.#lossFraction) * LOSS_WEIGHT;
    if (rttMs === null || rttMs < 0) return;
    this.#rttMs = this.#rttMs === 0 ? rttMs : this.#rttMs + (rttMs - this.#rttMs) / 4;
    this.#rttMinMs = Math.min(this.#rttMinMs, rttMs);
  }

  /** Call at a steady pace (500 ms). @param sentKbps - really sent, audio included. */
  poll(sentKbps: number, nowMs: number): number {
    if (this.#isCongested(sentKbps)) this.#fall(sentKbps, nowMs);
    else if (nowMs >= this.#heldUntilMs) this.#grow(sentKbps, nowMs);
    return this.#budgetKbps;
  }

  /** 0..1, smoothed. */
  get lossFraction(): number {
    return this.#lossFraction;
  }

  get rttMs(): number {
    return this.#rttMs;
  }

  #isCongested(sentKbps: number): boolean {
    const isRembLow = this.#rembKbps !== null && sentKbps > CARED_FOR_KBPS && this.#rembKbps < sentKbps * 0.9;
    this.#rembLowReadings = isRembLow ? this.#rembLowReadings + 1 : 0;
    if (this.#lossFraction >= LOSS_HEAVY) return true;
    if (this.#rembLowReadings < 2) return false;
    const hasRttGrown = this.#rttMs > this.#rttMinMs * 2 + RTT_GROWTH_MS;
    return this.#lossFraction >= LOSS_SOME || hasRttGrown;
  }

  #fall(sentKbps: number, nowMs: number): void {
    const target = Math.min(sentKbps * 0.8, this.#rembKbps ?? Infinity);
    this.#budgetKbps = Math.max(BUDGET_KBPS_MIN, Math.min(this.#budgetKbps, target));
    // Growth that failed soon is not tried again as soon (DE3).
    if (nowMs - this.#grewAtMs < HOLD_MS_MIN && nowMs - this.#fellAtMs > HOLD_MS_MIN) {
      this.#holdMs = Math.min(HOLD_MS_MAX, this.#holdMs * 2);
    }
    this.#fellAtMs = nowMs;
    this.#heldUntilMs = nowMs + this.#holdMs;
    // One report must not count twice.
    this.#lossFraction = 0;
    this.#rembLowReadings = 0;
  }

  #grow(sentKbps: number, nowMs: number): void {
    if (nowMs - this.#fellAtMs > HOLD_MS_MAX * 2) this.#holdMs = HOLD_MS_MIN;
    const ceiling = Math.max(START_KBPS, sentKbps * 2 + LAYER_KBPS);
    const grown = Math.min(ceiling, BUDGET_KBPS_MAX, this.#budgetKbps * 1.25 + 50);
    if (grown > this.#budgetKbps) {
      this.#budgetKbps = grown;
      this.#grewAtMs = nowMs;
    }
  }
}

/** Two middle layers and some sound: enough to see faces at once, little enough for a phone. */
const START_KBPS = 1_500;
/** One lowest layer: a picture that stands is worse than one that stutters. */
const BUDGET_KBPS_MIN = 200;
/** 20 guests in HD. */
const BUDGET_KBPS_MAX = 50_000;
/** A 720p layer: without this the last step up could never be tried. */
const LAYER_KBPS = 2_000;
/** Below it REMB says nothing. */
const CARED_FOR_KBPS = 120;
/** A report on a small layer covers 25 packets: 5 % of random loss then often reads 12 %, so readings are smoothed. */
const LOSS_WEIGHT = 0.25;
const LOSS_HEAVY = 0.12;
const LOSS_SOME = 0.02;
const RTT_GROWTH_MS = 60;
const HOLD_MS_MIN = 5_000;
const HOLD_MS_MAX = 40_000;
