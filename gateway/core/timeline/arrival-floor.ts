/**
 * The least of (arrival - media time) within the last seconds: where packets that were not held up on their way land.
 * Queues and jitter only ever add to it, so it moves with the clocks alone.
 */
export class ArrivalFloor {
  #current: { sinceMs: number; floorMs: number } | null = null;
  #previousMs = Infinity;
  readonly #windowMs: number;

  constructor(windowMs = WINDOW_MS) {
    this.#windowMs = windowMs;
  }

  note(arrivalMs: number, mediaMs: number): void {
    const offsetMs = arrivalMs - mediaMs;
    const current = this.#current;
    if (current !== null && arrivalMs - current.sinceMs < this.#windowMs) {
      current.floorMs = Math.min(current.floorMs, offsetMs);
      return;
    }
    this.#previousMs = current?.floorMs ?? Infinity;
    this.#current = { sinceMs: arrivalMs, floorMs: offsetMs };
  }

  /** Over the last one to two windows. @returns null before the first packet. */
  get ms(): number | null {
    return this.#current === null ? null : Math.min(this.#current.floorMs, this.#previousMs);
  }

  reset(): void {
    this.#current = null;
    this.#previousMs = Infinity;
  }
}

/** Long enough that some packet found empty queues, short enough that 200 ppm are 2 ms. */
const WINDOW_MS = 5_000;
