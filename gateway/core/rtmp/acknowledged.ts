/**
 * What a peer says it has received of one connection (Acknowledgement, Adobe RTMP 1.0 §5.4.3), over the wraps of its
 * 32-bit count, and how much it waits for between two: some keep to a window of their own instead of the one we ask for.
 */
export class Acknowledged {
  #wraps = 0;
  #last: number | null = null;
  #stepBytes = 0;

  /** @returns null before the first. */
  get bytes(): number | null {
    return this.#last === null ? null : this.#wraps * 2 ** 32 + this.#last;
  }

  /** Between the last two, from the start of the connection for the first one; 0 before it, {@link STEP_BYTES_MAX} at most. */
  get stepBytes(): number {
    return this.#stepBytes;
  }

  /** @param count - as it came, 32 bits. */
  note(count: number): void {
    const before = this.bytes ?? 0;
    // They wrap after 4 GiB: two hours at 4 Mbit/s.
    if (this.#last !== null && this.#last - count > 2 ** 31) this.#wraps += 1;
    this.#last = count;
    this.#stepBytes = Math.min(Math.max(0, (this.bytes ?? 0) - before), STEP_BYTES_MAX);
  }
}

/** Adobe's servers ask for 2.5 MB. Who acknowledges less often, 8 s at 4 Mbit/s, confirms nothing in time. */
export const STEP_BYTES_MAX = 4 * 1024 * 1024;
