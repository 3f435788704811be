/** Allows bursts up to `burst` and `perSecond` on average. */
export class TokenBucket {
  #tokens: number;
  #filledAtMs: number;

  constructor(
    readonly options: { burst: number; perSecond: number },
    nowMs: number,
  ) {
    this.#tokens = options.burst;
    this.#filledAtMs = nowMs;
  }

  take(nowMs: number): boolean {
    const { burst, perSecond } = this.options;
    const elapsedMs = Math.max(0, nowMs - this.#filledAtMs);
    this.#tokens = Math.min(burst, this.#tokens + (elapsedMs * perSecond) / 1_000);
    this.#filledAtMs = nowMs;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}
