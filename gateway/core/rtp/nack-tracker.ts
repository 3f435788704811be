import { Unwrapper } from './serial';

/** Missing packets remembered per stream; beyond it a key frame is cheaper than retransmission. */
const MISSING_MAX = 250;
/** 10 tries at >= 20 ms cover any round trip on which waiting still makes sense. */
const TRIES_MAX = 10;

export type NackArrival = 'in-order' | 'recovered' | 'duplicate';

interface Missing {
  sinceMs: number;
  askedMs: number;
  tries: number;
}

/**
 * Receive-side loss bookkeeping of one RTP stream: what is missing, what to ask for now, what to give up.
 * Pure: the caller sends the NACKs (RFC 4585 §6.2.1) and passes the clock.
 */
export class NackTracker {
  readonly #unwrapper = new Unwrapper(16);
  readonly #missing = new Map<number, Missing>();
  #highest: number | null = null;
  readonly #giveUpMs: number;

  /** @param giveUpMs - a packet missing for longer is useless to the decoder. */
  constructor(giveUpMs: number) {
    this.#giveUpMs = giveUpMs;
  }

  /** Registers an arrival; `needsKeyFrame` is true when a burst was too large to ask for. */
  receive(sequence: number, nowMs: number): { arrival: NackArrival; needsKeyFrame: boolean } {
    const extended = this.#unwrapper.unwrap(sequence);
    if (this.#highest === null) {
      this.#highest = extended;
      return { arrival: 'in-order', needsKeyFrame: false };
    }
    if (extended <= this.#highest) {
      return { arrival: this.#missing.delete(extended) ? 'recovered' : 'duplicate', needsKeyFrame: false };
    }
    const gap = extended - this.#highest - 1;
    let needsKeyFrame = false;
    if (this.#missing.size + gap > MISSING_MAX) {
      this.#missing.clear();
      needsKeyFrame = true;
    } else {
      for (let lost = this.#highest + 1; lost < extended; lost++) {
        this.#missing.set(lost, { sinceMs: nowMs, askedMs: -Infinity, tries: 0 });
      }
    }
    this.#highest = extended;
    return { arrival: 'in-order', needsKeyFrame };
  }

  /**
   * @param retryMs - round trip plus a margin; a packet is asked for again only after it.
   * @returns 16-bit sequences to NACK now, and how many were given up (then ask for a key frame).
   */
  poll(nowMs: number, retryMs: number): { ask: number[]; givenUp: number } {
    const ask: number[] = [];
    let givenUp = 0;
    for (const [extended, entry] of this.#missing) {
      if (nowMs - entry.sinceMs > this.#giveUpMs || entry.tries >= TRIES_MAX) {
        this.#missing.delete(extended);
        givenUp += 1;
        continue;
      }
      if (nowMs - entry.askedMs < retryMs) continue;
      entry.askedMs = nowMs;
      entry.tries += 1;
      ask.push(((extended % 65536) + 65536) % 65536);
    }
    return { ask, givenUp };
  }

  get missingCount(): number {
    return this.#missing.size;
  }
}
