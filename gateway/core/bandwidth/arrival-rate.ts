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

  /** Of the last 200 ms: what a link carries while a queue stands before it, however little was sent before. */
  get recentKbps(): number | null {
    return this.#over(RECENT_BINS);
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
