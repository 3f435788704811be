import type { Page } from '@playwright/test';

/** What a guest got of another between two looks. */
export interface Watched {
  /** Of those that were sent, %, after everything that was sent again. */
  audioLostPercent: number;
  /** Longest time without a new picture. */
  longestWaitMs: number;
  /** Since the beginning, to the last change of the picture's size or the last wait of half a second or more. */
  settledAfterMs: number;
  /** Of the picture at the end. */
  width: number;
}

interface Counted {
  audioPackets: number;
  audioLost: number;
}

/** Looks at another's picture and sound through a page's own statistics, from inside the page. */
export class GuestWatch {
  readonly #page: Page;
  readonly #from: Counted;

  private constructor(page: Page, from: Counted) {
    this.#page = page;
    this.#from = from;
  }

  /** @param videoId - of the element that shows it; one that takes its place under the same id goes on with the watch. */
  static async start(page: Page, videoId: string): Promise<GuestWatch> {
    await page.evaluate((id) => {
      const startMs = performance.now();
      const watch = {
        frames: -1,
        element: null as unknown,
        width: 0,
        atMs: startMs,
        longestMs: 0,
        settledMs: 0,
      };
      const timer = setInterval(() => {
        const video = document.getElementById(id) as HTMLVideoElement | null;
        const nowMs = performance.now();
        const frames = video?.getVideoPlaybackQuality().totalVideoFrames ?? watch.frames;
        const waitedMs = nowMs - watch.atMs;
        watch.longestMs = Math.max(watch.longestMs, waitedMs);
        if (video === null || (frames === watch.frames && video === watch.element)) return;
        if (waitedMs >= 500 || video.videoWidth !== watch.width) watch.settledMs = nowMs - startMs;
        Object.assign(watch, { frames, element: video, width: video.videoWidth, atMs: nowMs });
      }, 20);
      Object.assign(window, { guestWatch: { watch, timer } });
    }, videoId);
    return new GuestWatch(page, await count(page));
  }

  /** Ends the watch. */
  async end(): Promise<Watched> {
    const seen = await this.#page.evaluate(() => {
      const { watch, timer } = (
        window as unknown as {
          guestWatch: {
            watch: { width: number; atMs: number; longestMs: number; settledMs: number };
            timer: number;
          };
        }
      ).guestWatch;
      clearInterval(timer);
      return { ...watch, longestMs: Math.max(watch.longestMs, performance.now() - watch.atMs) };
    });
    const to = await count(this.#page);
    // After a reconnection everything is counted from zero on.
    const isSame = to.audioPackets >= this.#from.audioPackets;
    const lost = to.audioLost - (isSame ? this.#from.audioLost : 0);
    const got = to.audioPackets - (isSame ? this.#from.audioPackets : 0);
    return {
      audioLostPercent: lost + got === 0 ? 100 : Math.max(0, Math.round((1_000 * lost) / (lost + got)) / 10),
      longestWaitMs: Math.round(seen.longestMs),
      settledAfterMs: Math.round(seen.settledMs),
      width: seen.width,
    };
  }
}

function count(page: Page): Promise<Counted> {
  return page.evaluate(async () => {
    const { room } = window as unknown as {
      room: { engine: { pcManager?: { publisher: { getStats(): Promise<RTCStatsReport> } } } };
    };
    const sum = { audioPackets: 0, audioLost: 0 };
    const report = await room.engine.pcManager?.publisher.getStats();
    report?.forEach((stats: RTCInboundRtpStreamStats & { type: string }) => {
      if (stats.type !== 'inbound-rtp' || stats.kind !== 'audio') return;
      sum.audioPackets += stats.packetsReceived ?? 0;
      sum.audioLost += stats.packetsLost ?? 0;
    });
    return sum;
  });
}
