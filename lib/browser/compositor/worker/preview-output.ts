import type { ProgramScene } from '@/lib/core/contract/scene-document';
import type { CanvasSize, Placement } from '@/lib/core/layout/placement';
import { GraphicPainter } from './graphic-painter';
import type { FrameTiming, Renderer } from './renderer';
import { ScenePainter, type MayShow } from './scene-painter';

const PREVIEW_FPS_MAX = 15;
/** While the machine is short of time: a slow picture shows the right scene, a frozen one may not. */
const PREVIEW_FPS_SHED = 3;
/** Program ticks are not quite even. */
const EARLY_MS = 5;

export interface PreviewOutputParts {
  size: CanvasSize;
  renderer: Pick<Renderer, 'render'>;
  writable: WritableStream<VideoFrame>;
  mayShow: MayShow;
  /** For clocks that it shows. */
  serverNowMs: () => number;
  onFeeds: (feedIds: ReadonlySet<string>) => void;
}

/**
 * Draws the scene that comes next, between program frames and only while somebody looks. It shows the scene at rest:
 * transitions belong to the program. Never waits and never throws on behalf of its reader.
 */
export class PreviewOutput {
  readonly #parts: PreviewOutputParts;
  readonly #writer: WritableStreamDefaultWriter<VideoFrame>;
  #painter: ScenePainter | null = null;
  readonly #graphics: GraphicPainter;
  #drawnAtMs = -Infinity;
  #isShed = false;
  #isWriting = false;
  #isOver = false;

  constructor(parts: PreviewOutputParts) {
    this.#parts = parts;
    this.#writer = parts.writable.getWriter();
    this.#graphics = new GraphicPainter(parts.size);
  }

  get placements(): readonly Placement[] {
    return this.#painter?.placements ?? [];
  }

  /** null: stop drawing. */
  put(scene: ProgramScene | null): void {
    if (!scene) {
      this.#painter = null;
      this.#parts.onFeeds(new Set());
      return;
    }
    this.#painter ??= this.#newPainter();
    this.#painter.put(scene, 0);
    this.#graphics.put(scene.graphics);
  }

  shed(isShed: boolean): void {
    this.#isShed = isShed;
  }

  drawIfDue(nowMs: number, timing: FrameTiming): void {
    const everyMs = 1000 / (this.#isShed ? PREVIEW_FPS_SHED : PREVIEW_FPS_MAX);
    if (!this.#painter || this.#isOver || this.#isWriting) return;
    if (nowMs - this.#drawnAtMs < everyMs - EARLY_MS) return;
    this.#drawnAtMs = nowMs;
    const over = this.#graphics.ops(this.#parts.serverNowMs());
    void this.#write(this.#parts.renderer.render('preview', { ...this.#painter.plan(0), over }, timing));
  }

  close(): void {
    this.#isOver = true;
    this.#writer.close().catch(() => {
      /* The track was stopped first: the stream is already gone. */
    });
  }

  #newPainter(): ScenePainter {
    const { size, mayShow, onFeeds } = this.#parts;
    const painter = new ScenePainter({ canvas: size, mayShow, onFeeds });
    painter.allowMotion(false);
    return painter;
  }

  async #write(frame: VideoFrame): Promise<void> {
    this.#isWriting = true;
    try {
      await this.#writer.write(frame);
    } catch {
      // The page stopped the track: nobody looks any more, and the program goes on.
      frame.close();
      this.#isOver = true;
    } finally {
      this.#isWriting = false;
    }
  }
}
