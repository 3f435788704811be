import type { SceneGraphics } from '@/lib/core/contract/scene-document';
import type { RasterOp } from '@/lib/core/layout/draw-list';
import {
  graphicOps,
  layOutGraphics,
  type GraphicFrame,
  type GraphicLayer,
} from '@/lib/core/layout/graphics/graphic-layer';
import type { CanvasSize } from '@/lib/core/layout/placement';

const NOTHING: GraphicFrame = { ops: [], untilMs: Infinity };

/** What one output draws over its pictures. Asks for new drawing steps only when what they show has changed. */
export class GraphicPainter {
  readonly #canvas: CanvasSize;
  #layer: GraphicLayer | null = null;
  #frame = NOTHING;
  #askedAtMs = 0;

  constructor(canvas: CanvasSize) {
    this.#canvas = canvas;
  }

  put(graphics: SceneGraphics | undefined): void {
    this.#layer = graphics?.items.length ? layOutGraphics(graphics, this.#canvas) : null;
    this.#frame = { ops: [], untilMs: -Infinity };
  }

  /** @param nowMs - server time. @returns the same array while nothing changes. */
  ops(nowMs: number): readonly RasterOp[] {
    if (!this.#layer) return NOTHING.ops;
    // A clock that was set back makes what was drawn for later wrong.
    if (nowMs >= this.#frame.untilMs || nowMs < this.#askedAtMs) {
      this.#frame = graphicOps(this.#layer, nowMs);
      this.#askedAtMs = nowMs;
    }
    return this.#frame.ops;
  }
}
