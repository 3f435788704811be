/**
 * How long pictures take from their arrival until their last byte has left this process. Byte positions are those of one
 * connection, rising; whoever begins another one calls `restart`. Pure.
 */
export class HandOver {
  #waiting: { endByte: number; arrivedAtMs: number }[] = [];
  #delayMs = 0;

  /** Mean, newer pictures counting more; 0 before the first. */
  get delayMs(): number {
    return this.#delayMs;
  }

  /** @param endByte - where the picture ends among the bytes of the connection. */
  sent(endByte: number, arrivedAtMs: number): void {
    if (this.#waiting.length >= WAITING_MAX) this.#waiting.shift();
    this.#waiting.push({ endByte, arrivedAtMs });
  }

  /** @param bytes - how many of the connection's bytes have left. */
  flushed(bytes: number, nowMs: number): void {
    for (let first = this.#waiting[0]; first && first.endByte <= bytes; first = this.#waiting[0]) {
      this.#waiting.shift();
      this.#delayMs += (nowMs - first.arrivedAtMs - this.#delayMs) / SMOOTHED_PICTURES;
    }
  }

  restart(): void {
    this.#waiting = [];
    this.#delayMs = 0;
  }
}

/** About a second. */
const SMOOTHED_PICTURES = 30;
/** The socket holds 128 KiB, a second at 1 Mbit/s; who takes less is told by the queue's age. */
const WAITING_MAX = 64;
