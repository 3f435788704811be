import type { TwccArrival } from '../rtcp/parse';

/** What a subscriber told of one packet that it was sent. */
export interface PacketReport {
  /** Counts up without wrapping. */
  index: number;
  sentMs: number;
  bytes: number;
  /** On the subscriber's clock; null when it is missing. */
  arrivalMs: number | null;
}

/**
 * Numbers the packets sent to one subscriber (transport-wide, draft-holmer-rmcat-transport-wide-cc-extensions-01) and
 * finds them again when its feedback comes. Constant memory; nothing is allocated per packet sent.
 */
export class SentPackets {
  readonly #sentMs = new Float64Array(CAPACITY);
  readonly #bytes = new Uint16Array(CAPACITY);
  readonly #state = new Uint8Array(CAPACITY);
  #next = 0;
  #referenceMs: number | null = null;

  /** Index of the packet that will be sent next. */
  get next(): number {
    return this.#next;
  }

  /** @returns the number to write into the packet, 0..65535. */
  record(bytes: number, nowMs: number): number {
    const slot = this.#next & MASK;
    this.#sentMs[slot] = nowMs;
    this.#bytes[slot] = bytes;
    this.#state[slot] = OUTSTANDING;
    return this.#next++ & 0xffff;
  }

  /**
   * Tells each packet of a feedback once as missing and once as received, however often it is reported.
   * Numbers that were never sent, or too long ago, are passed over.
   */
  read(
    feedback: { baseSequence: number; referenceTimeMs: number; arrivals: readonly TwccArrival[] },
    visit: (report: PacketReport) => void,
  ): void {
    let arrivalMs = this.#unwrapReference(feedback.referenceTimeMs);
    for (const { sequence, deltaUs } of feedback.arrivals) {
      if (deltaUs !== null) arrivalMs += deltaUs / 1_000;
      const behind = (this.#next - 1 - sequence) & 0xffff;
      const index = this.#next - 1 - behind;
      if (index < 0 || behind >= CAPACITY) continue;
      const slot = index & MASK;
      const isNews = deltaUs === null ? this.#state[slot] === OUTSTANDING : this.#state[slot] !== RECEIVED;
      if (!isNews) continue;
      this.#state[slot] = deltaUs === null ? MISSING : RECEIVED;
      visit({
        index,
        sentMs: this.#sentMs[slot]!,
        bytes: this.#bytes[slot]!,
        arrivalMs: deltaUs === null ? null : arrivalMs,
      });
    }
  }

  /** The reference is 24 bits of 64 ms and starts again after 12 days. */
  #unwrapReference(referenceMs: number): number {
    const lastMs = this.#referenceMs ?? referenceMs;
    const turns = Math.round((lastMs - referenceMs) / REFERENCE_WRAP_MS);
    return (this.#referenceMs = referenceMs + turns * REFERENCE_WRAP_MS);
  }
}

/** 1.5 s of 30 Mbps; a power of two. */
const CAPACITY = 4_096;
const MASK = CAPACITY - 1;
const REFERENCE_WRAP_MS = 2 ** 24 * 64;
const OUTSTANDING = 1;
const MISSING = 2;
const RECEIVED = 3;
