/**
 * What waits for one destination's socket. Bounded by age: old pictures are worthless, so whole groups of pictures
 * go, from the front, and the rest starts at a key frame again.
 */
export interface QueueItem {
  kind: 'video' | 'audio';
  isKeyframe: boolean;
  queuedAtMs: number;
  bytes: number;
}

/** Older than this and a viewer is better served by a jump. */
export const QUEUE_AGE_MS_MAX = 5_000;
/** A safety net under the age bound: 5 s at 12 Mbit/s. */
const QUEUE_BYTES_MAX = 8 * 1024 * 1024;

export class SendQueue<T extends QueueItem> {
  #items: T[] = [];
  #bytes = 0;
  #waitsForKeyframe = false;

  get length(): number {
    return this.#items.length;
  }

  ageMs(nowMs: number): number {
    const oldest = this.#items[0];
    return oldest === undefined ? 0 : nowMs - oldest.queuedAtMs;
  }

  /** @returns how many video frames were dropped to keep the bound, this one included. */
  push(item: T, nowMs: number): number {
    if (this.#waitsForKeyframe && item.kind === 'video') {
      if (!item.isKeyframe) return 1;
      this.#waitsForKeyframe = false;
    }
    this.#items.push(item);
    this.#bytes += item.bytes;
    return this.ageMs(nowMs) > QUEUE_AGE_MS_MAX || this.#bytes > QUEUE_BYTES_MAX
      ? this.#dropOldGroups(nowMs)
      : 0;
  }

  /** Mostly one waits and never more than some 400 (5 s), so nothing is moved far; what is taken is not kept. */
  shift(): T | undefined {
    const item = this.#items.shift();
    if (item !== undefined) this.#bytes -= item.bytes;
    return item;
  }

  clear(): void {
    this.#items = [];
    this.#bytes = 0;
    this.#waitsForKeyframe = false;
  }

  /** Cuts at the newest key frame; without one that is fresh, everything goes and deltas are refused until the next. */
  #dropOldGroups(nowMs: number): number {
    const waiting = this.#items;
    const newestKeyframe = waiting.findLastIndex((item) => item.isKeyframe);
    const isFresh =
      newestKeyframe > 0 && nowMs - (waiting[newestKeyframe]?.queuedAtMs ?? 0) < QUEUE_AGE_MS_MAX;
    const kept = isFresh ? waiting.slice(newestKeyframe) : [];
    const dropped = waiting.slice(0, waiting.length - kept.length);
    this.#waitsForKeyframe = kept.length === 0;
    this.#items = kept;
    this.#bytes = kept.reduce((sum, item) => sum + item.bytes, 0);
    return dropped.filter((item) => item.kind === 'video').length;
  }
}
