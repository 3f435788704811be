const BIN_MS = 100;
const SECOND_MS = 1_000;

/** Bytes of the last second, or of another time, in bins. Constant memory, no allocation per packet. */
export class BitrateMeter {
  readonly #bins: Float64Array;
  #bin = 0;
  #firstMs: number | null = null;

  /** @param windowMs - a multiple of 100 ms, a second at least. A meter that is younger than that tells of its own time. */
  constructor(windowMs: number = SECOND_MS) {
    this.#bins = new Float64Array(windowMs / BIN_MS);
  }

  add(bytes: number, nowMs: number): void {
    this.#advance(nowMs);
    this.#firstMs ??= nowMs;
    this.#bins[this.#bin % this.#bins.length]! += bytes;
  }

  kbps(nowMs: number): number {
    this.#advance(nowMs);
    let bytes = 0;
    for (const bin of this.#bins) bytes += bin;
    const ageMs = nowMs - (this.#firstMs ?? nowMs);
    return (bytes * 8) / Math.min(this.#bins.length * BIN_MS, Math.max(SECOND_MS, ageMs));
  }

  #advance(nowMs: number): void {
    const bin = Math.floor(nowMs / BIN_MS);
    if (bin <= this.#bin) return;
    const { length } = this.#bins;
    if (bin - this.#bin >= length) this.#bins.fill(0);
    else for (let passed = this.#bin + 1; passed <= bin; passed++) this.#bins[passed % length] = 0;
    this.#bin = bin;
  }
}
