/** Rate at which packets reach the far end, over the last half second of its own clock. */
export class ArrivalRate {
  readonly #bins = new Float64Array(BINS);
  #bin: number | null = null;
  #firstMs: number | null = null;
  #lastMs = 0;

  receive(bytes: number, arrivalMs: number): void {
    this.#firstMs ??= arrivalMs;
    this.#lastMs = Math.max(this.#lastMs, arrivalMs);
    const bin = Math.floor(arrivalMs / BIN_MS);
    this.#bin ??= bin;
    if (bin <= this.#bin - BINS) return;
    if (bin - this.#bin >= BINS) this.#bins.fill(0);
    else for (let passed = this.#bin + 1; passed <= bin; passed++) this.#bins[slotOf(passed)] = 0;
    this.#bin = Math.max(this.#bin, bin);
    this.#bins[slotOf(bin)]! += bytes;
  }

  /** @returns kbps, null before there is enough to tell. */
  get kbps(): number | null {
    return this.#over(BINS);
  }

  /**
   * What a full link carries: of the last 200 ms, for longer may hold a time in which less was sent; of half a second when
   * the receiver paused in them, for then they hold too little or too much.
   */
  get carriedKbps(): number | null {
    return this.#hasPaused ? this.kbps : this.#over(RECENT_BINS);
  }

  /** Sound alone comes twice in a bin. */
  get #hasPaused(): boolean {
    if (this.#bin === null) return false;
    for (let back = 1; back < RECENT_BINS; back++)
      if (this.#bins[slotOf(this.#bin - back)] === 0) return true;
    return false;
  }

  #over(bins: number): number | null {
    if (this.#firstMs === null || this.#bin === null) return null;
    const windowMs = (bins - 1) * BIN_MS + (this.#lastMs - this.#bin * BIN_MS);
    const spanMs = Math.min(windowMs, this.#lastMs - this.#firstMs);
    if (spanMs < SPAN_MS_MIN) return null;
    let bytes = 0;
    for (let bin = this.#bin - bins + 1; bin <= this.#bin; bin++) bytes += this.#bins[slotOf(bin)]!;
    return (bytes * 8) / spanMs;
  }
}

const BIN_MS = 50;
const BINS = 10;
const RECENT_BINS = 5;
const SPAN_MS_MIN = 150;

function slotOf(bin: number): number {
  return ((bin % BINS) + BINS) % BINS;
}
