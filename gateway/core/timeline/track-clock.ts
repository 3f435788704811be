import { Unwrapper } from '@/gateway/core/rtp/serial';

/**
 * Maps one track's RTP timestamps to sender wall-clock milliseconds. Pinned by the first sender report; later ones move
 * the pin by a part of what they differ, since single reports are off by milliseconds and crystals drift apart (TL3).
 */
export class TrackClock {
  readonly #unwrapper = new Unwrapper(32);
  readonly #ticksPerMs: number;
  /** Sender wall clock at media time 0. */
  #pinMs: number | null = null;
  #outliers = 0;

  constructor(clockRateHz: number) {
    this.#ticksPerMs = clockRateHz / 1000;
  }

  /** Milliseconds on the track's own scale, from an arbitrary zero; continuous over wraps. */
  mediaMs(rtpTimestamp: number): number {
    return this.#unwrapper.unwrap(rtpTimestamp) / this.#ticksPerMs;
  }

  noteSenderReport(rtpTimestamp: number, ntpMs: number): void {
    const measuredMs = ntpMs - this.mediaMs(rtpTimestamp);
    const errorMs = this.#pinMs === null ? 0 : measuredMs - this.#pinMs;
    const isOutlier = Math.abs(errorMs) > OUTLIER_MS;
    this.#outliers = isOutlier ? this.#outliers + 1 : 0;
    if (this.#pinMs === null || this.#outliers >= OUTLIERS_BELIEVED) this.#pinMs = measuredMs;
    else if (!isOutlier) this.#pinMs += errorMs * REPORT_WEIGHT;
  }

  /** Sender wall clock of a `mediaMs` value. @returns null before the first sender report. */
  ntpMs(mediaMs: number): number | null {
    return this.#pinMs === null ? null : this.#pinMs + mediaMs;
  }
}

/** Reports of Chrome are off by up to 6 ms (measured). An eighth of that is nothing; 200 ppm are followed 8 ms behind. */
const REPORT_WEIGHT = 1 / 8;
/** No drift does this between two reports: a report that was held up, or a sender that set its clock. */
const OUTLIER_MS = 100;
/** So many in a row are no accident. */
const OUTLIERS_BELIEVED = 3;
