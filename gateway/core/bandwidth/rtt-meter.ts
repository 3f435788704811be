/** Smoothed round trip, RFC 6298 §2 without its variance. */
export class RttMeter {
  #ms = 0;

  observe(sampleMs: number): void {
    if (sampleMs < 0) return;
    this.#ms = this.#ms === 0 ? sampleMs : this.#ms + (sampleMs - this.#ms) / 8;
  }

  /** 0 before the first sample. */
  get ms(): number {
    return this.#ms;
  }
}
