import { Unwrapper } from './serial';
import type { ReportBlock } from '../rtcp/parse';

/** Reception statistics of one RTP source as RFC 3550 Appendix A.3 and A.8 define them. Pure; clock passed in. */
export class ReceptionStats {
  readonly #unwrapper = new Unwrapper(16);
  readonly #clockRateHz: number;
  #base = 0;
  #highest: number | null = null;
  #received = 0;
  #expectedPrior = 0;
  #receivedPrior = 0;
  #jitter = 0;
  #lastTransit: number | null = null;
  #lastSrMiddle = 0;
  #lastSrAtMs = 0;

  constructor(clockRateHz: number) {
    this.#clockRateHz = clockRateHz;
  }

  receive(sequence: number, timestamp: number, nowMs: number): void {
    const extended = this.#unwrapper.unwrap(sequence);
    if (this.#highest === null) {
      this.#base = extended;
      this.#highest = extended;
    } else if (extended > this.#highest) {
      this.#highest = extended;
    }
    this.#received += 1;
    const transit = (((nowMs * this.#clockRateHz) / 1000 - timestamp) % 4294967296) | 0;
    if (this.#lastTransit !== null) {
      const distance = Math.abs((transit - this.#lastTransit) | 0);
      this.#jitter += (distance - this.#jitter) / 16;
    }
    this.#lastTransit = transit;
  }

  receiveSenderReport(ntpMiddle32: number, nowMs: number): void {
    this.#lastSrMiddle = ntpMiddle32;
    this.#lastSrAtMs = nowMs;
  }

  /** Cumulative losses; negative with duplicates, RFC 3550 §6.4.1. */
  get packetsLost(): number {
    return this.#highest === null ? 0 : this.#highest - this.#base + 1 - this.#received;
  }

  get jitterMs(): number {
    return (this.#jitter / this.#clockRateHz) * 1000;
  }

  /** A report block on what arrived since the last call. */
  report(ssrc: number, nowMs: number): ReportBlock {
    const expected = this.#highest === null ? 0 : this.#highest - this.#base + 1;
    const expectedNow = expected - this.#expectedPrior;
    const receivedNow = this.#received - this.#receivedPrior;
    this.#expectedPrior = expected;
    this.#receivedPrior = this.#received;
    const lostNow = expectedNow - receivedNow;
    const fractionLost =
      expectedNow <= 0 || lostNow <= 0 ? 0 : Math.min(255, Math.floor((lostNow * 256) / expectedNow));
    return {
      ssrc,
      fractionLost,
      packetsLost: Math.max(-0x800000, Math.min(0x7fffff, this.packetsLost)),
      highestSequence: (this.#highest ?? 0) >>> 0,
      jitter: Math.floor(this.#jitter) >>> 0,
      lastSenderReport: this.#lastSrMiddle,
      delaySinceLastSenderReport:
        this.#lastSrMiddle === 0 ? 0 : Math.floor(((nowMs - this.#lastSrAtMs) * 65536) / 1000) >>> 0,
    };
  }
}
