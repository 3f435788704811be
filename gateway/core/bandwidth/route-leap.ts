/**
 * Tells a route that has become longer from a queue. A full link lets packets through one after the other, so a delay that
 * has leapt from one packet to the next, and then stands, is no queue: in the leap's time nothing came, though what came
 * after it shows that far more fits. After a pause of the far end the delay falls instead, before a full link it grows.
 * Pure; delays are of two clocks that need not agree.
 */
export class RouteLeap {
  #lastSentMs = -Infinity;
  #lastArrivalMs = -Infinity;
  #leap: Leap | null = null;
  #disprovedAtMs = -Infinity;

  /** Whether the delay has leapt and has not stood for long enough to tell why. */
  get isUndecided(): boolean {
    return this.#leap !== null;
  }

  /** Each packet, in the order they were sent. */
  receive(sentMs: number, arrivalMs: number, bytes: number): void {
    if (sentMs < this.#lastSentMs) return;
    const leapMs = arrivalMs - this.#lastArrivalMs - (sentMs - this.#lastSentMs);
    const hasBefore = this.#lastSentMs !== -Infinity;
    this.#lastSentMs = sentMs;
    this.#lastArrivalMs = arrivalMs;
    if (this.#leap !== null) this.#leap.arrivedBytes += bytes;
    if (!hasBefore || leapMs < LEAP_MS_MIN || arrivalMs - this.#disprovedAtMs < DISPROVED_MS) return;
    if (this.#leap !== null) return this.#disprove(arrivalMs);
    this.#leap = {
      sentMs,
      arrivalMs,
      delayMs: arrivalMs - sentMs,
      leapMs,
      passedKbps: (bytes * 8) / leapMs,
      leastMs: arrivalMs - sentMs,
      arrivedBytes: 0,
      bursts: 0,
    };
  }

  /**
   * Packets that were sent together. @param delayMs - the least of theirs.
   * @returns the delay of the new route, once, when it is found to be one; else null.
   */
  observe({
    sentMs,
    arrivalMs,
    delayMs,
  }: {
    sentMs: number;
    arrivalMs: number;
    delayMs: number;
  }): number | null {
    const leap = this.#leap;
    // Packets from before the leap may be in its burst.
    if (leap === null || sentMs <= leap.sentMs) return null;
    leap.leastMs = Math.min(leap.leastMs, delayMs);
    const isDraining = delayMs < leap.delayMs - leap.leapMs / 2;
    const isGrowing = delayMs > leap.leastMs + Math.max(STANDING_MS_MIN, leap.leapMs / 3);
    if (isDraining || isGrowing) {
      this.#disprove(arrivalMs);
      return null;
    }
    leap.bursts += 1;
    const stoodMs = arrivalMs - leap.arrivalMs;
    if (stoodMs < STOOD_MS_MIN || leap.bursts < BURSTS_MIN) return null;
    this.#leap = null;
    const isLonger = (leap.arrivedBytes * 8) / stoodMs >= leap.passedKbps * PASSED_FACTOR;
    return isLonger ? leap.leastMs : null;
  }

  #disprove(arrivalMs: number): void {
    this.#leap = null;
    this.#disprovedAtMs = arrivalMs;
  }
}

interface Leap {
  sentMs: number;
  arrivalMs: number;
  delayMs: number;
  leapMs: number;
  /** What a link that was full carried in the leap's time: the packet that ended it. */
  passedKbps: number;
  leastMs: number;
  arrivedBytes: number;
  bursts: number;
}

/** Less is taken for what it may be: of a queue so short only growth ends. */
const LEAP_MS_MIN = 60;
/** A busy computer wobbles as much; a queue that grows by less in {@link STOOD_MS_MIN} is seen in time after that. */
const STANDING_MS_MIN = 30;
const STOOD_MS_MIN = 150;
/** Large packets leap one after the other on a link that has become slow: each must not be waited for. */
const DISPROVED_MS = 500;
const BURSTS_MIN = 3;
const PASSED_FACTOR = 3;
