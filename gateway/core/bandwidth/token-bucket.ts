/** Limits bytes per second with a burst. Pure: the clock is passed in. */
export class TokenBucket {
  readonly #burstBytes: number;
  #tokens: number;
  #refilledMs: number | null = null;

  constructor(burstBytes: number) {
    this.#burstBytes = burstBytes;
    this.#tokens = burstBytes;
  }

  /** @param bytesPerSecond - the rate that holds since the last call. @returns false when the bytes may not be sent. */
  take(bytes: number, nowMs: number, bytesPerSecond: number): boolean {
    const elapsedMs = this.#refilledMs === null ? 0 : Math.max(0, nowMs - this.#refilledMs);
    this.#refilledMs = nowMs;
    this.#tokens = Math.min(this.#burstBytes, this.#tokens + (elapsedMs * bytesPerSecond) / 1000);
    if (this.#tokens < bytes) return false;
    this.#tokens -= bytes;
    return true;
  }
}
