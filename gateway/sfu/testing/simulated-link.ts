/** A link with a rate, a delay and a queue that drops what does not fit (tail drop). Time is passed in. */
export class SimulatedLink<T> {
  /** kbps; Infinity for no limit. */
  rateKbps = Infinity;
  queueMs = 300;
  delayMs = 100;
  /** Chance of each packet to get lost besides. */
  lossFraction = 0;
  dropped = 0;
  #freeAtMs = 0;
  readonly #random: () => number;
  readonly #flying: { atMs: number; packet: T }[] = [];

  constructor(random: () => number) {
    this.#random = random;
  }

  send(packet: T, bytes: number, nowMs: number): void {
    const startMs = Math.max(nowMs, this.#freeAtMs);
    if (startMs - nowMs > this.queueMs || this.#random() < this.lossFraction) {
      this.dropped += 1;
      return;
    }
    this.#freeAtMs = startMs + (this.rateKbps === Infinity ? 0 : (bytes * 8) / this.rateKbps);
    this.#flying.push({ atMs: this.#freeAtMs + this.delayMs, packet });
  }

  /** @returns what has arrived by now, in order. */
  arrived(nowMs: number): { atMs: number; packet: T }[] {
    const count = this.#flying.findIndex(({ atMs }) => atMs > nowMs);
    return this.#flying.splice(0, count === -1 ? this.#flying.length : count);
  }
}

/** Numerical Recipes' generator: the same numbers in every run. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
}
