/**
 * When to ask a publisher for a key frame. The next one is due 2.0 s after the last that arrived, whoever caused it:
 * a key frame that the encoder made on its own (a scene cut) moves the beat instead of falling between two beats.
 * Pure: the caller passes the clock and sends the requests.
 */
export const KEYFRAME_INTERVAL_MS = 2_000;
/** Requests closer together than this are one: a key frame takes that long to arrive at worst. */
const REQUEST_INTERVAL_MS_MIN = 400;
/** From request to whole frame: half a frame interval, encoding, a round trip. Until measured. */
const RESPONSE_MS_INITIAL = 60;
/** An answer later than this was the machine's trouble, not the path's. */
const RESPONSE_MS_MAX = 300;
/** The median of so many answers: one late key frame does not shift the next. */
const RESPONSES_KEPT = 5;

export class KeyframeCadence {
  #lastKeyframeMs: number | null = null;
  #lastRequestMs = -Infinity;
  /** The request that is not answered yet; null when none is, or when it had to be repeated. */
  #askedMs: number | null = null;
  #isAwaited = false;
  #isWanted = false;
  #responsesMs: number[] = [];

  /** A key frame out of turn, as soon as the last request is old enough. */
  want(): void {
    this.#isWanted = true;
  }

  noteKeyframe(nowMs: number): void {
    if (this.#askedMs !== null) {
      const responseMs = Math.min(nowMs - this.#askedMs, RESPONSE_MS_MAX);
      this.#responsesMs = [...this.#responsesMs, responseMs].slice(-RESPONSES_KEPT);
    }
    this.#lastKeyframeMs = nowMs;
    this.#askedMs = null;
    this.#isAwaited = false;
    this.#isWanted = false;
  }

  /** When `poll` has a request, if nothing happens until then. @returns ms, 0 when it has one now. */
  dueInMs(nowMs: number): number {
    const allowedMs = this.#lastRequestMs + REQUEST_INTERVAL_MS_MIN;
    const turnMs = this.#isAwaited || this.#isWanted ? -Infinity : this.#nextTurnMs();
    return Math.max(0, allowedMs - nowMs, turnMs - nowMs);
  }

  /** @returns true when a request must be sent now. */
  poll(nowMs: number): boolean {
    if (this.dueInMs(nowMs) > 0) return false;
    const isRepeat = this.#isAwaited;
    this.#lastRequestMs = nowMs;
    // Which of two requests a key frame answers cannot be known.
    this.#askedMs = isRepeat ? null : nowMs;
    this.#isAwaited = true;
    this.#isWanted = false;
    return true;
  }

  /** From request to arrival, usually. */
  get responseMs(): number {
    const sorted = [...this.#responsesMs].sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] ?? RESPONSE_MS_INITIAL;
  }

  #nextTurnMs(): number {
    if (this.#lastKeyframeMs === null) return -Infinity;
    return this.#lastKeyframeMs + KEYFRAME_INTERVAL_MS - this.responseMs;
  }
}
