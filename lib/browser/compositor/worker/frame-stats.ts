/** Draw times and counts of the last second, and totals since start. */
export class FrameStats {
  /** One second at 60 fps; more frames in a second than this are not kept. */
  static readonly SAMPLES_MAX = 60;
  readonly #times = new Float64Array(FrameStats.SAMPLES_MAX);
  #count = 0;
  #frames = 0;
  #sinceMs: number;
  #missedBefore = 0;
  dropped = 0;
  missed = 0;

  constructor(nowMs: number) {
    this.#sinceMs = nowMs;
  }

  drawn(frameMs: number): void {
    this.#frames += 1;
    if (this.#count < FrameStats.SAMPLES_MAX) this.#times[this.#count++] = frameMs;
  }

  /** Closes the period and starts the next. */
  take(nowMs: number): {
    fps: number;
    frameMsP50: number;
    frameMsP95: number;
    framesDropped: number;
    framesMissed: number;
    /** Of the frames that were due in this period, 0..1. */
    missedShare: number;
  } {
    const sorted = this.#times.slice(0, this.#count).sort();
    const fps = (this.#frames * 1000) / Math.max(1, nowMs - this.#sinceMs);
    const missed = this.missed - this.#missedBefore;
    const missedShare = missed / Math.max(1, this.#frames + missed);
    this.#missedBefore = this.missed;
    this.#count = 0;
    this.#frames = 0;
    this.#sinceMs = nowMs;
    return {
      fps,
      frameMsP50: percentile(sorted, 0.5),
      frameMsP95: percentile(sorted, 0.95),
      framesDropped: this.dropped,
      framesMissed: this.missed,
      missedShare,
    };
  }
}

function percentile(sorted: Float64Array, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
