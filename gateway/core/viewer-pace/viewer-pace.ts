/**
 * Whether one viewer's link carries the picture. There is one encoding for everybody, so all that can be done for a link
 * too thin for it is to keep the sound and leave the picture out for a while. Judged by the loss that the viewer reports.
 */
export class ViewerPace {
  #badReports = 0;
  #pausedAtMs: number | null = null;
  #resumedAtMs = -Infinity;
  #pauseMs = PAUSE_MS_MIN;

  get isPaused(): boolean {
    return this.#pausedAtMs !== null;
  }

  /** @param lossFraction - 0..1, of the picture's packets since the last report. */
  noteReport(lossFraction: number, nowMs: number): void {
    // The numbers jump over a pause: the first reports behind it count what was never sent.
    if (this.#pausedAtMs !== null || nowMs - this.#resumedAtMs < SETTLE_MS) return;
    this.#badReports = lossFraction >= LOSS_HEAVY ? this.#badReports + 1 : 0;
    if (this.#badReports < BAD_REPORTS) return;
    const wasSoon = nowMs - this.#resumedAtMs < PROVEN_AFTER_MS;
    this.#pauseMs = wasSoon ? Math.min(this.#pauseMs * 2, PAUSE_MS_MAX) : PAUSE_MS_MIN;
    this.#pausedAtMs = nowMs;
    this.#badReports = 0;
  }

  /**
   * Asked for each packet of the picture. The picture comes back only with a key frame.
   * @param startsKeyframe - whether the packet is the first of one. @returns whether to send it.
   */
  takesVideo(startsKeyframe: boolean, nowMs: number): boolean {
    if (this.#pausedAtMs === null) return true;
    if (!startsKeyframe || nowMs - this.#pausedAtMs < this.#pauseMs) return false;
    this.#pausedAtMs = null;
    this.#resumedAtMs = nowMs;
    return true;
  }
}

/** Retransmission repairs a tenth (it is bounded there too); beyond a fifth a picture stands more than it moves. */
const LOSS_HEAVY = 0.2;
/** Browsers report about once a second: one bad second is no thin link. */
const BAD_REPORTS = 3;
const PAUSE_MS_MIN = 5_000;
/** Packets come at some 450/s: half a minute is well within half of the 16-bit sequence numbers. */
const PAUSE_MS_MAX = 30_000;
const SETTLE_MS = 3_000;
const PROVEN_AFTER_MS = 30_000;
