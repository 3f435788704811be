import type { FeedView, ProgramScene } from '@/lib/core/contract/scene-document';
import { planWithClip } from '@/lib/core/layout/clip-ops';
import { drawList } from '@/lib/core/layout/draw-list';
import { graphicOps, layOutGraphics } from '@/lib/core/layout/graphics/graphic-layer';
import { holdsPicture } from '@/lib/core/layout/hold-picture';
import { placeFeeds } from '@/lib/core/layout/place-feeds';
import type { CanvasSize, Placement } from '@/lib/core/layout/placement';
import type { BrokenMedia } from './clips/broken-media';
import { ClipStage } from './clips/clip-stage';
import { changeRate, newFrameClock, sleepMs, tickAt, type FrameClock } from './frame-clock';
import { FrameStats } from './frame-stats';
import { layerShareOf, mayMove, NO_LOAD, nextLoad, rateMaxOf, type Load } from './load-shedding';
import { GraphicPainter } from './graphic-painter';
import type { CompositorStats, StatsPlacement } from './messages';
import { PreviewOutput } from './preview-output';
import type { OutputSizes, Renderer } from './renderer';
import { ScenePainter } from './scene-painter';
import type { SourceRegistry } from './source-registry';
import { SteadyClock } from './steady-clock';
import { TraySheetDrawer, type TraySheet } from './tray-sheet';

/** The track generator takes frames at once unless its readers are behind; more than two waiting are only delay. */
const OUTSTANDING_WRITES_MAX = 2;
const STATS_INTERVAL_MS = 1_000;

export interface ProgramLoopParts {
  sizes: OutputSizes;
  fps: number;
  renderer: Renderer;
  sources: SourceRegistry;
  writer: WritableStreamDefaultWriter<VideoFrame>;
  monitor: FrameTap;
  preview: WritableStream<VideoFrame>;
  /** Monotonic: frame times, rates, how old a picture is. */
  nowMs: () => number;
  /** The clock that all studios of a show share: transitions. */
  serverNowMs: () => number;
  /** Before each frame is drawn. */
  onTick: () => void;
  onPainted: () => void;
  onStats: (stats: CompositorStats) => void;
  onFailed: (error: unknown) => void;
  onBrokenMedia: (broken: BrokenMedia) => void;
}

/** Takes copies of frames; never waits and never throws. */
export interface FrameTap {
  offer: (frame: VideoFrame) => void;
}

/** Draws the program on a fixed time grid, hands every frame to the program track, and the preview after it. */
export class ProgramLoop {
  readonly #parts: ProgramLoopParts;
  readonly #stats: FrameStats;
  readonly #tray: TraySheetDrawer;
  readonly #painter: ScenePainter;
  readonly #graphics: GraphicPainter;
  readonly #graphicClock = new SteadyClock();
  readonly #preview: PreviewOutput;
  readonly #clips: ClipStage;
  /** What was asked for; less is drawn while load is shed. */
  #wantedFps: number;
  #fps: number;
  #load = NO_LOAD;
  #clock: FrameClock;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;
  #outstanding = 0;
  #painted = false;
  #statsAtMs: number;

  constructor(parts: ProgramLoopParts) {
    this.#parts = parts;
    const nowMs = parts.nowMs();
    this.#fps = parts.fps;
    this.#wantedFps = parts.fps;
    const { sizes, renderer, sources } = parts;
    const mayShow = (feedId: string, feeds: readonly FeedView[]): boolean => this.#mayShow(feedId, feeds);
    this.#painter = new ScenePainter({
      canvas: sizes.program,
      mayShow,
      onFeeds: (feedIds) => sources.setWanted('program', feedIds),
    });
    this.#graphics = new GraphicPainter(sizes.program);
    this.#preview = new PreviewOutput({
      size: sizes.preview,
      renderer,
      writable: parts.preview,
      serverNowMs: parts.serverNowMs,
      mayShow,
      onFeeds: (feedIds) => sources.setWanted('preview', feedIds),
    });
    this.#clips = new ClipStage({ renderer, onBroken: parts.onBrokenMedia });
    this.#tray = new TraySheetDrawer(parts.renderer);
    this.#clock = newFrameClock(nowMs, parts.fps);
    this.#stats = new FrameStats(nowMs);
    this.#statsAtMs = nowMs;
    this.#wait();
  }

  /** Older revisions that arrive late are ignored. */
  putScene(scene: ProgramScene): void {
    if (!this.#painter.put(scene, this.#parts.serverNowMs())) return;
    this.#graphics.put(scene.graphics);
    this.#clips.putProgram(scene);
  }

  /** null: nobody looks at the preview. */
  putPreview(scene: ProgramScene | null): void {
    this.#preview.put(scene);
    this.#clips.putPreview(scene);
  }

  /** A still of any scene, laid out for its own size. */
  thumbnail(scene: ProgramScene, width: number): Promise<ImageBitmap> {
    const { sizes, renderer, serverNowMs } = this.#parts;
    const { program } = sizes;
    const canvas = { width: even(width), height: even((width * program.height) / program.width) };
    const placements = placeFeeds(scene.document, scene.feeds, canvas);
    const hasPicture = (feedId: string): boolean => this.#mayShow(feedId, scene.feeds);
    const ops = drawList({ document: scene.document, placements, feeds: scene.feeds, canvas, hasPicture });
    const over = scene.graphics && graphicOps(layOutGraphics(scene.graphics, canvas), serverNowMs());
    return renderer.still([...ops, ...(over?.ops ?? [])], canvas);
  }

  /** The newest pictures for the people tray. @returns null when there is none. */
  traySheet(feedIds: readonly string[], cell: CanvasSize): Promise<TraySheet | null> {
    const { sources } = this.#parts;
    return this.#tray.draw(feedIds, cell, (feedId) => sources.facts(feedId).lastFrameAtMs !== null);
  }

  /** From the next frame on. */
  setRate(fps: number): void {
    this.#wantedFps = fps;
    this.#applyRate();
  }

  #applyRate(): void {
    const fps = Math.min(this.#wantedFps, rateMaxOf(this.#load.shedding));
    if (fps === this.#fps) return;
    this.#fps = fps;
    this.#clock = changeRate(this.#clock, this.#parts.nowMs(), fps);
    clearTimeout(this.#timer);
    this.#wait();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#preview.close();
    this.#clips.close();
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
      this.#parts.onTick();
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
    const { renderer, nowMs, serverNowMs, monitor, sizes } = this.#parts;
    const startMs = nowMs();
    const timing = { timestamp, duration: Math.round(1_000_000 / this.#fps) };
    const steadyMs = this.#graphicClock.read(serverNowMs(), startMs);
    // What is taken in now is on the next frame.
    this.#clips.tick(steadyMs + 1000 / this.#fps);
    const graphics = this.#graphics.ops(steadyMs);
    const clip = this.#clips.layer(steadyMs, sizes.program);
    const plan = planWithClip(clip, () => this.#painter.plan(serverNowMs()));
    const over = plan.over ? [...plan.over, ...graphics] : graphics;
    const frame = renderer.render('program', { ...plan, over }, timing);
    const doneMs = nowMs();
    this.#stats.drawn(doneMs - startMs);
    this.#parts.sources.noteDrawn(
      this.#painter.placements.map(({ feedId }) => feedId),
      doneMs,
    );
    monitor.offer(frame);
    void this.#write(frame);
    this.#preview.drawIfDue(startMs, timing);
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

  #mayShow(feedId: string, feeds: readonly FeedView[]): boolean {
    const feed = feeds.find((candidate) => candidate.feedId === feedId);
    const kind = feed?.kind ?? (feedId.startsWith('screen:') ? 'screen' : 'camera');
    const facts = { ...this.#parts.sources.facts(feedId), kind, live: feed?.live ?? null };
    return holdsPicture(facts, this.#parts.nowMs());
  }

  #reportStats(): void {
    const nowMs = this.#parts.nowMs();
    if (nowMs - this.#statsAtMs < STATS_INTERVAL_MS) return;
    this.#statsAtMs = nowMs;
    const { sizes, sources, renderer, onStats } = this.#parts;
    sources.forgetEnded((feedId) => this.#mayShow(feedId, this.#painter.feeds));
    const { missedShare, ...drawn } = this.#stats.take(nowMs);
    this.#shed(nextLoad(this.#load, { frameMsP95: drawn.frameMsP95, fps: this.#fps, missedShare }));
    const { shedding } = this.#load;
    const scale = sizes.program.width / sizes.preview.width;
    onStats({
      renderer: renderer.name,
      ...drawn,
      sources: sources.stats(),
      placements: this.#painter.placements.map((place) => statsPlacement(place, layerShareOf(shedding))),
      previewPlacements:
        shedding === 'nothing' ? this.#preview.placements.map((place) => statsPlacement(place, scale)) : [],
      shedding,
    });
  }

  #shed(load: Load): void {
    const isChanged = load.shedding !== this.#load.shedding;
    this.#load = load;
    if (!isChanged) return;
    this.#preview.shed(load.shedding !== 'nothing');
    this.#painter.allowMotion(mayMove(load.shedding));
    this.#applyRate();
  }
}

function statsPlacement({ feedId, x, y, width, height }: Placement, scale: number): StatsPlacement {
  return { feedId, x: x * scale, y: y * scale, width: width * scale, height: height * scale };
}

function even(px: number): number {
  return Math.max(2, Math.round(px / 2) * 2);
}
