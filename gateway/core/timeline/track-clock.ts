import { Unwrapper } from '@/gateway/core/rtp/serial';

/**
 * Maps one track's RTP timestamps to sender wall-clock milliseconds. Pinned by the first sender report and never
 * stepped afterwards: later reports move by jitter, and a step would tear audio from video (gateway.md §1).
 */
export class TrackClock {
  readonly #unwrapper = new Unwrapper(32);
  readonly #ticksPerMs: number;
  #pin: { ticks: number; ntpMs: number } | null = null;

  constructor(clockRateHz: number) {
    this.#ticksPerMs = clockRateHz / 1000;
  }

  get isPinned(): boolean {
    return this.#pin !== null;
  }

  /** Milliseconds on the track's own scale, from an arbitrary zero; continuous over wraps. */
  mediaMs(rtpTimestamp: number): number {
    return this.#unwrapper.unwrap(rtpTimestamp) / this.#ticksPerMs;
  }

  noteSenderReport(rtpTimestamp: number, ntpMs: number): void {
    if (this.#pin !== null) return;
    this.#pin = { ticks: this.#unwrapper.unwrap(rtpTimestamp), ntpMs };
  }

  /** Sender wall clock of a `mediaMs` value. @returns null before the first sender report. */
  ntpMs(mediaMs: number): number | null {
    return this.#pin === null ? null : this.#pin.ntpMs + mediaMs - this.#pin.ticks / this.#ticksPerMs;
  }
}
