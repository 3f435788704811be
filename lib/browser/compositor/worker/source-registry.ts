import type { SourceStats } from './messages';
import type { OutputName, Renderer } from './renderer';

/** A camera sends at least one frame a second even in the dark; two missed seconds are a fault. */
const STALE_AFTER_MS = 2_000;
/** Sources that are not on program are kept as fresh as the people tray shows them, and for the moment they are taken. */
const OFF_PROGRAM_INTERVAL_MS = 125;
/** Every second frame of a camera, for a preview of 15 pictures a second. */
const PREVIEW_INTERVAL_MS = 50;
const NOBODY: ReadonlySet<string> = new Set();

interface Source {
  reader: ReadableStreamDefaultReader<VideoFrame> | null;
  lastFrameAtMs: number | null;
  /** Of the last frame given to the renderer. */
  copiedAtMs: number;
  /** The newest picture that was drawn, by when it came; and how long such pictures took since the last report. */
  drawnOfMs: number;
  delayMsSum: number;
  delayCount: number;
  width: number;
  height: number;
}

/** Pumps every attached track into the renderer: one frame at a time, so a slow renderer drops and never queues. */
export class SourceRegistry {
  readonly #sources = new Map<string, Source>();
  readonly #renderer: Renderer;
  readonly #nowMs: () => number;
  readonly #wanted: Record<OutputName, ReadonlySet<string>> = { program: NOBODY, preview: NOBODY };

  constructor(renderer: Renderer, nowMs: () => number) {
    this.#renderer = renderer;
    this.#nowMs = nowMs;
  }

  /** A source of the same id is replaced; its last picture stays until the new one delivers. */
  add(feedId: string, readable: ReadableStream<VideoFrame>): void {
    const source = this.#sources.get(feedId) ?? newSource();
    this.#release(source);
    const reader = readable.getReader();
    source.reader = reader;
    this.#sources.set(feedId, source);
    void this.#pump(feedId, source, reader);
  }

  /** The picture is kept until `forgetEnded`. */
  remove(feedId: string): void {
    const source = this.#sources.get(feedId);
    if (source) this.#release(source);
  }

  /** Drops ended sources whose picture nobody may see any more. */
  forgetEnded(mayShow: (feedId: string) => boolean): void {
    for (const [feedId, source] of this.#sources) {
      if (source.reader !== null || mayShow(feedId)) continue;
      this.#sources.delete(feedId);
      this.#renderer.forget(feedId);
    }
  }

  /** The feeds that an output draws from now on. */
  setWanted(output: OutputName, feedIds: ReadonlySet<string>): void {
    this.#wanted[output] = feedIds;
  }

  facts(feedId: string): { attached: boolean; lastFrameAtMs: number | null } {
    const source = this.#sources.get(feedId);
    return { attached: source?.reader != null, lastFrameAtMs: source?.lastFrameAtMs ?? null };
  }

  /** A program picture that shows these feeds is done: each picture counts where it is first seen. */
  noteDrawn(feedIds: Iterable<string>, nowMs: number): void {
    for (const feedId of feedIds) {
      const source = this.#sources.get(feedId);
      if (!source || source.copiedAtMs === source.drawnOfMs || source.lastFrameAtMs === null) continue;
      source.drawnOfMs = source.copiedAtMs;
      source.delayMsSum += nowMs - source.copiedAtMs;
      source.delayCount += 1;
    }
  }

  /** Once a second: delays are of the time since the last call. */
  stats(): Record<string, SourceStats> {
    return Object.fromEntries(
      Array.from(this.#sources, ([feedId, source]) => [
        feedId,
        {
          status: this.#statusOf(source),
          width: source.width,
          height: source.height,
          delayMs: takeDelayMs(source),
        },
      ]),
    );
  }

  close(): void {
    for (const source of this.#sources.values()) this.#release(source);
    this.#sources.clear();
  }

  async #pump(
    feedId: string,
    source: Source,
    reader: ReadableStreamDefaultReader<VideoFrame>,
  ): Promise<void> {
    try {
      while (source.reader === reader) {
        const { done, value: frame } = await reader.read();
        if (done) break;
        await this.#take(feedId, source, { frame, isCurrent: () => source.reader === reader });
      }
    } catch {
      /* The track broke or its frames cannot be read: the same as ended, and shown as such in the stats. */
    }
    if (source.reader === reader) source.reader = null;
  }

  async #take(
    feedId: string,
    source: Source,
    read: { frame: VideoFrame; isCurrent: () => boolean },
  ): Promise<void> {
    const nowMs = this.#nowMs();
    const wanted = nowMs - source.copiedAtMs >= this.#intervalMsOf(feedId);
    if (!wanted || !read.isCurrent()) {
      read.frame.close();
      if (read.isCurrent() && source.lastFrameAtMs !== null) source.lastFrameAtMs = nowMs;
      return;
    }
    const { width, height } = await this.#renderer.accept(feedId, read.frame);
    if (width === 0) return;
    Object.assign(source, { lastFrameAtMs: nowMs, copiedAtMs: nowMs, width, height });
  }

  #intervalMsOf(feedId: string): number {
    if (this.#wanted.program.has(feedId)) return 0;
    return this.#wanted.preview.has(feedId) ? PREVIEW_INTERVAL_MS : OFF_PROGRAM_INTERVAL_MS;
  }

  #release(source: Source): void {
    const reader = source.reader;
    source.reader = null;
    reader?.cancel().catch(() => {
      /* The stream was already closed or broken: there is nothing left to cancel. */
    });
  }

  #statusOf(source: Source): SourceStats['status'] {
    if (source.reader === null) return 'ended';
    return this.#nowMs() - (source.lastFrameAtMs ?? -Infinity) > STALE_AFTER_MS ? 'stale' : 'live';
  }
}

function newSource(): Source {
  return {
    reader: null,
    lastFrameAtMs: null,
    copiedAtMs: -Infinity,
    drawnOfMs: -Infinity,
    delayMsSum: 0,
    delayCount: 0,
    width: 0,
    height: 0,
  };
}

function takeDelayMs(source: Source): number | null {
  const delayMs = source.delayCount === 0 ? null : source.delayMsSum / source.delayCount;
  source.delayMsSum = 0;
  source.delayCount = 0;
  return delayMs;
}
