import type { ProgramScene } from '@/lib/core/contract/scene-document';
import { drawList, type DrawOp } from '@/lib/core/layout/draw-list';
import { holdsPicture } from '@/lib/core/layout/hold-picture';
import { placeFeeds } from '@/lib/core/layout/place-feeds';
import type { CanvasSize, Placement } from '@/lib/core/layout/placement';
import { newSceneDocument } from '@/lib/core/scene/new-scene-document';
import { changeRate, newFrameClock, sleepMs, tickAt, type FrameClock } from './frame-clock';
import { FrameStats } from './frame-stats';
import type { CompositorStats } from './messages';
import type { Renderer } from './renderer';
import type { SourceRegistry } from './source-registry';
import { TraySheetDrawer, type TraySheet } from './tray-sheet';

/** The track generator takes frames at once unless its readers are behind; more than two waiting are only delay. */
const OUTSTANDING_WRITES_MAX = 2;
const STATS_INTERVAL_MS = 1_000;

export interface ProgramLoopParts {
  size: CanvasSize;
  fps: number;
  renderer: Renderer;
  sources: SourceRegistry;
  writer: WritableStreamDefaultWriter<VideoFrame>;
  monitor: FrameTap;
  nowMs: () => number;
  onPainted: () => void;
  onStats: (stats: CompositorStats) => void;
  onFailed: (error: unknown) => void;
}

/** Takes copies of frames; never waits and never throws. */
export interface FrameTap {
  offer: (frame: VideoFrame) => void;
}

/** Draws the program on a fixed time grid and hands every frame to the program track. */
export class ProgramLoop {
  readonly #parts: ProgramLoopParts;
  readonly #stats: FrameStats;
  readonly #tray: TraySheetDrawer;
  #fps: number;
  #clock: FrameClock;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;
  #outstanding = 0;
  #painted = false;
  #statsAtMs: number;
  #scene: ProgramScene = { rev: -1, document: newSceneDocument('solo'), feeds: [], change: null };
  #placements: Placement[] = [];
  #ops: DrawOp[] = [];
  /** Which feeds had a picture when #ops was made; null: the scene changed since. */
  #drawnWith: string | null = null;

  constructor(parts: ProgramLoopParts) {
    this.#parts = parts;
    const nowMs = parts.nowMs();
    this.#fps = parts.fps;
    this.#tray = new TraySheetDrawer(parts.renderer);
    this.#clock = newFrameClock(nowMs, parts.fps);
    this.#stats = new FrameStats(nowMs);
    this.#statsAtMs = nowMs;
    this.#wait();
  }

  /** Older revisions that arrive late are ignored. */
  putScene(scene: ProgramScene): void {
    if (scene.rev < this.#scene.rev) return;
    this.#scene = scene;
    this.#placements = placeFeeds(scene.document, scene.feeds, this.#parts.size);
    this.#drawnWith = null;
    this.#parts.sources.setOnProgram(new Set(this.#placements.map(({ feedId }) => feedId)));
  }

  /** A still of any scene, laid out for its own size. */
  thumbnail(scene: ProgramScene, width: number): Promise<ImageBitmap> {
    const { size, renderer } = this.#parts;
    const canvas = { width: even(width), height: even((width * size.height) / size.width) };
    const placements = placeFeeds(scene.document, scene.feeds, canvas);
    const hasPicture = (feedId: string): boolean => this.#mayShow(feedId, scene);
    const ops = drawList({ document: scene.document, placements, feeds: scene.feeds, canvas, hasPicture });
    return renderer.still(ops, canvas);
  }

  /** The newest pictures for the people tray. @returns null when there is none. */
  traySheet(feedIds: readonly string[], cell: CanvasSize): Promise<TraySheet | null> {
    const { sources } = this.#parts;
    return this.#tray.draw(feedIds, cell, (feedId) => sources.facts(feedId).lastFrameAtMs !== null);
  }

  /** From the next frame on. */
  setRate(fps: number): void {
    if (fps === this.#fps) return;
    this.#fps = fps;
    this.#clock = changeRate(this.#clock, this.#parts.nowMs(), fps);
    clearTimeout(this.#timer);
    this.#wait();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  #wait(): void {
    if (this.#closed) return;
    this.#timer = setTimeout(() => this.#tick(), sleepMs(this.#clock, this.#parts.nowMs()));
  }

  #tick(): void {
    const tick = tickAt(this.#clock, this.#parts.nowMs());
    if (tick) {
      this.#clock = tick.clock;
      this.#stats.missed += tick.missed;
      try {
        this.#draw(tick.timestampUs);
      } catch (error) {
        this.close();
        this.#parts.onFailed(error);
      }
      this.#reportStats();
    }
    this.#wait();
  }

  #draw(timestamp: number): void {
    if (this.#outstanding >= OUTSTANDING_WRITES_MAX) {
      this.#stats.dropped += 1;
      return;
    }
    const { renderer, nowMs, monitor } = this.#parts;
    const startMs = nowMs();
    const duration = Math.round(1_000_000 / this.#fps);
    const frame = renderer.render(this.#currentOps(), { timestamp, duration });
    this.#stats.drawn(nowMs() - startMs);
    monitor.offer(frame);
    void this.#write(frame);
  }

  async #write(frame: VideoFrame): Promise<void> {
    this.#outstanding += 1;
    try {
      await this.#parts.writer.write(frame);
      if (!this.#painted) this.#parts.onPainted();
      this.#painted = true;
    } catch (error) {
      frame.close();
      if (!this.#closed) this.#parts.onFailed(error);
      this.close();
    } finally {
      this.#outstanding -= 1;
    }
  }

  /** The same array as long as nothing that it depends on has changed: renderers key their caches by it. */
  #currentOps(): DrawOp[] {
    const { document, feeds } = this.#scene;
    let shown = '';
    for (const { feedId } of this.#placements) shown += this.#mayShow(feedId, this.#scene) ? '1' : '0';
    if (shown !== this.#drawnWith) {
      this.#drawnWith = shown;
      const hasPicture = (feedId: string): boolean => this.#mayShow(feedId, this.#scene);
      this.#ops = drawList({
        document,
        placements: this.#placements,
        feeds,
        canvas: this.#parts.size,
        hasPicture,
      });
    }
    return this.#ops;
  }

  #mayShow(feedId: string, scene: ProgramScene): boolean {
    const feed = scene.feeds.find((candidate) => candidate.feedId === feedId);
    const kind = feed?.kind ?? (feedId.startsWith('screen:') ? 'screen' : 'camera');
    const facts = { ...this.#parts.sources.facts(feedId), kind, live: feed?.live ?? null };
    return holdsPicture(facts, this.#parts.nowMs());
  }

  #reportStats(): void {
    const nowMs = this.#parts.nowMs();
    if (nowMs - this.#statsAtMs < STATS_INTERVAL_MS) return;
    this.#statsAtMs = nowMs;
    this.#parts.sources.forgetEnded((feedId) => this.#mayShow(feedId, this.#scene));
    this.#parts.onStats({
      renderer: this.#parts.renderer.name,
      ...this.#stats.take(nowMs),
      sources: this.#parts.sources.stats(),
      placements: this.#placements.map(({ feedId, x, y, width, height }) => ({
        feedId,
        x,
        y,
        width,
        height,
      })),
    });
  }
}

function even(px: number): number {
  return Math.max(2, Math.round(px / 2) * 2);
}
