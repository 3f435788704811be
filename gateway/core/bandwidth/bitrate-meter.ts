const BINS = 10;
const BIN_MS = 100;

/** Bytes of the last second in ten bins. Constant memory, no allocation per packet. */
export class BitrateMeter {
  readonly #bins = new Float64Array(BINS);
  #bin = 0;

  add(bytes: number, nowMs: number): void {
    this.#advance(nowMs);
    this.#bins[this.#bin % BINS]! += bytes;
  }

  kbps(nowMs: number): number {
    this.#advance(nowMs);
    let bytes = 0;
    for (const bin of this.#bins) bytes += bin;
    return (bytes * 8) / (BINS * BIN_MS);
  }

  #advance(nowMs: number): void {
    const bin = Math.floor(nowMs / BIN_MS);
    if (bin <= this.#bin) return;
    if (bin - this.#bin >= BINS) this.#bins.fill(0);
    else for (let passed = this.#bin + 1; passed <= bin; passed++) this.#bins[passed % BINS] = 0;
    this.#bin = bin;
  }
}
