import type { DrawOp } from '@/lib/core/layout/draw-list';
import type { CanvasSize } from '@/lib/core/layout/placement';
import type { FramePlan } from '@/lib/core/layout/staging';
import type { FrameShelf } from './frame-shelf';
import type { RendererName } from './messages';
import type { FrameTiming, OutputName, Renderer } from './renderer';

/** A renderer that may lose its card. */
export interface LosableRenderer extends Renderer {
  readonly isLost: boolean;
  /** Draws the same frames without the card. */
  readonly canvas2d: Renderer;
  readonly shelf: Pick<FrameShelf, 'copies' | 'close'>;
}

export interface FailoverParts {
  hasGraphicsCard: () => boolean;
  newI420: () => Renderer;
}

/**
 * Draws with the card for as long as there is one. When it is lost, the very frame is drawn by Canvas2D from the frames
 * that are already there; if the browser then has no card at all, the CPU renderer takes over as soon as it has those
 * frames too. There is no way back: a card that failed once on air fails again.
 */
export class FailoverRenderer implements Renderer {
  readonly #first: LosableRenderer;
  readonly #parts: FailoverParts;
  #current: Renderer;
  #isClosed = false;

  constructor(first: LosableRenderer, parts: FailoverParts) {
    this.#first = first;
    this.#parts = parts;
    this.#current = first;
  }

  get name(): RendererName {
    return this.#current.name;
  }

  accept(feedId: string, frame: VideoFrame): Promise<CanvasSize> {
    return this.#current.accept(feedId, frame);
  }

  forget(feedId: string): void {
    this.#first.forget(feedId);
    if (this.#current !== this.#first) this.#current.forget(feedId);
  }

  render(output: OutputName, plan: FramePlan, timing: FrameTiming): VideoFrame {
    if (this.#current !== this.#first) return this.#current.render(output, plan, timing);
    if (this.#first.isLost) return this.#failOver().render(output, plan, timing);
    const frame = this.#first.render(output, plan, timing);
    if (!this.#first.isLost) return frame;
    // Lost while it drew: nobody knows what is in that frame.
    frame.close();
    return this.#failOver().render(output, plan, timing);
  }

  still(ops: readonly DrawOp[], size: CanvasSize): Promise<ImageBitmap> {
    return this.#current.still(ops, size);
  }

  dispose(): void {
    this.#isClosed = true;
    this.#first.dispose();
    if (this.#current !== this.#first) this.#current.dispose();
  }

  #failOver(): Renderer {
    this.#current = this.#first.canvas2d;
    if (!this.#parts.hasGraphicsCard()) void this.#goToCpu();
    return this.#current;
  }

  async #goToCpu(): Promise<void> {
    const i420 = this.#parts.newI420();
    const copies = [...this.#first.shelf.copies()];
    // A frame that the lost card took with it cannot be read: its source sends another.
    await Promise.allSettled(copies.map(([feedId, frame]) => i420.accept(feedId, frame)));
    if (this.#isClosed) return i420.dispose();
    this.#current = i420;
    this.#first.shelf.close();
  }
}
