import type { MediaPlayback } from '@/lib/core/contract/media';
import { itemOf } from '@/lib/core/media/program-media';
import { endsAtMs } from '@/lib/core/media/playback';
import type { ShowSession } from './show-session';

/** Timers hold 24.8 days (32 bits); a longer clip is looked at again then. */
const WAIT_MS_MAX = 24 * 60 * 60_000;

/**
 * Ends what has come to its end, so that what follows happens once, whichever browser draws the program and whether one
 * does. A server that was away meanwhile makes up for it when the show is opened.
 */
export class MediaWatch {
  #timer: NodeJS.Timeout | null = null;
  readonly #session: ShowSession;
  readonly #stopListening: () => void;

  constructor(session: ShowSession) {
    this.#session = session;
    this.#stopListening = session.onChange(({ before, after }) => {
      if (before.media !== after.media) this.#wait();
    });
    this.#wait();
  }

  /** Something is about to end: the show must not be unloaded. */
  get isWaiting(): boolean {
    return this.#timer !== null;
  }

  close(): void {
    this.#stopListening();
    if (this.#timer) clearTimeout(this.#timer);
  }

  #wait(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    const next = Math.min(...this.#running().map(({ endMs }) => endMs));
    if (!Number.isFinite(next)) return;
    const waitMs = Math.min(WAIT_MS_MAX, Math.max(0, next - this.#session.tools.nowMs()));
    this.#timer = setTimeout(() => this.#end(), waitMs);
    this.#timer.unref();
  }

  #end(): void {
    const nowMs = this.#session.tools.nowMs();
    for (const { mediaId, startedAtMs, endMs } of this.#running())
      if (endMs <= nowMs) this.#session.run({ type: 'media.finish', mediaId, startedAtMs });
    this.#wait();
  }

  #running(): (MediaPlayback & { endMs: number })[] {
    const { media } = this.#session.state;
    return [media.playing, media.bed].flatMap((playback) => {
      const item = playback && itemOf(media, playback.mediaId);
      if (!playback || !item || playback.stoppedAtMs !== null) return [];
      return [{ ...playback, endMs: endsAtMs({ ...item, ...playback }) }];
    });
  }
}
