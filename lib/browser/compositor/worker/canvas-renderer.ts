import type { FlatPaint } from '@/lib/core/contract/scene-document';
import type { DrawOp, VideoOp } from '@/lib/core/layout/draw-list';
import { placeRaster } from '@/lib/core/layout/place-raster';
import type { CanvasSize } from '@/lib/core/layout/placement';
import type { FramePlan } from '@/lib/core/layout/staging';
import { fitFrame } from './fit-frame';
import { FrameShelf } from './frame-shelf';
import { wipeEdge } from './i420/mix';
import type { Rasterizer } from './rasterizer';
import type { FrameTiming, OutputName, OutputSizes, Renderer } from './renderer';

type Context = OffscreenCanvasRenderingContext2D;

/** The portable renderer: whatever draws Canvas2D in this browser, card or CPU, draws the program. */
export class CanvasRenderer implements Renderer {
  readonly name = 'canvas2d';
  readonly #shelf: FrameShelf;
  readonly #rasterizer: Rasterizer;
  readonly #outputs: Record<OutputName, CanvasOutput>;

  constructor(sizes: OutputSizes, rasterizer: Rasterizer, shelf = new FrameShelf()) {
    this.#shelf = shelf;
    this.#rasterizer = rasterizer;
    this.#outputs = {
      program: { size: sizes.program, frame: null, scene: null },
      preview: { size: sizes.preview, frame: null, scene: null },
    };
  }

  accept(feedId: string, frame: VideoFrame): Promise<{ width: number; height: number }> {
    this.#shelf.put(feedId, frame);
    return Promise.resolve({ width: frame.displayWidth, height: frame.displayHeight });
  }

  forget(feedId: string): void {
    this.#shelf.forget(feedId);
  }

  render(name: OutputName, { ops, mix, over = [] }: FramePlan, timing: FrameTiming): VideoFrame {
    const output = this.#outputs[name];
    output.frame ??= newContext(output.size);
    this.#compose(output, output.frame, { ops, mix });
    this.#drawAll(output.frame, over);
    return new VideoFrame(output.frame.canvas, { ...timing, alpha: 'discard' });
  }

  still(ops: readonly DrawOp[], size: CanvasSize): Promise<ImageBitmap> {
    const context = newContext(size);
    this.#drawAll(context, ops);
    return Promise.resolve(context.canvas.transferToImageBitmap());
  }

  dispose(): void {
    this.#shelf.close();
  }

  /** From the oldest scene up: each newer one is drawn on a canvas of its own and put over what is there. */
  #compose(output: CanvasOutput, frame: Context, plan: Pick<FramePlan, 'ops' | 'mix'>): void {
    if (!plan.mix) return this.#drawAll(frame, plan.ops);
    const { from, kind, progress, under = null } = plan.mix;
    this.#compose(output, frame, { ops: from, mix: under });
    const scene = (output.scene ??= newContext(output.size, { alpha: true }));
    this.#drawAll(scene, plan.ops);
    if (kind === 'wipe') maskRightOf(scene, wipeEdge(output.size.width, progress));
    else frame.globalAlpha = progress;
    frame.drawImage(scene.canvas, 0, 0);
    frame.globalAlpha = 1;
  }

  #drawAll(context: Context, ops: readonly DrawOp[]): void {
    for (const op of ops) {
      if (op.kind === 'background') fillBackground(context, op);
      else if (op.kind === 'video') this.#drawVideo(context, op);
      else this.#drawRaster(context, op);
    }
  }

  #drawVideo(context: Context, op: VideoOp): void {
    const frame = this.#shelf.get(op.feedId);
    if (!frame || frame.displayWidth === 0) return;
    const { target, crop } = fitFrame(op, { width: frame.displayWidth, height: frame.displayHeight });
    context.save();
    context.globalAlpha = op.alpha;
    context.beginPath();
    context.roundRect(target.x, target.y, target.width, target.height, op.radiusPx);
    context.clip();
    if (op.mirrored) {
      context.translate(2 * target.x + target.width, 0);
      context.scale(-1, 1);
    }
    context.drawImage(
      frame,
      ...([crop.x, crop.y, crop.width, crop.height] as const),
      ...([target.x, target.y, target.width, target.height] as const),
    );
    context.restore();
  }

  #drawRaster(context: Context, op: Extract<DrawOp, { kind: 'raster' }>): void {
    const raster = this.#rasterizer.rasterOf(op);
    if (!raster) return;
    const width = op.width ?? raster.width;
    const height = op.height ?? raster.height;
    const { xs, y, clip } = placeRaster(op, { width, height });
    context.save();
    if (clip) {
      context.beginPath();
      context.rect(clip.x, clip.y, clip.width, clip.height);
      context.clip();
    }
    context.globalAlpha = op.alpha;
    for (const x of xs) context.drawImage(raster.canvas, x, y, width, height);
    context.restore();
  }
}

/** The newest frame, and the new scene's layer while it comes on. */
interface CanvasOutput {
  size: CanvasSize;
  frame: Context | null;
  scene: Context | null;
}

function newContext({ width, height }: CanvasSize, { alpha } = { alpha: false }): Context {
  const context = new OffscreenCanvas(width, height).getContext('2d', { alpha });
  if (!context) throw new Error('This browser gives workers no 2D canvas.');
  context.imageSmoothingQuality = 'medium';
  return context;
}

/** Clears what is right of a soft edge. */
function maskRightOf(context: Context, { start, end }: { start: number; end: number }): void {
  const { width, height } = context.canvas;
  const edge = context.createLinearGradient(start, 0, end, 0);
  edge.addColorStop(0, '#000000');
  edge.addColorStop(1, '#00000000');
  context.globalCompositeOperation = 'destination-in';
  context.fillStyle = edge;
  context.fillRect(0, 0, width, height);
  context.globalCompositeOperation = 'source-over';
}

type BackgroundOp = Extract<DrawOp, { kind: 'background' }>;

function fillBackground(context: Context, { paint, alpha = 1 }: BackgroundOp): void {
  context.globalAlpha = alpha;
  context.fillStyle = paint.kind === 'color' ? paint.color : gradientOf(context, paint);
  context.fillRect(0, 0, context.canvas.width, context.canvas.height);
  context.globalAlpha = 1;
}

/** The same line as CSS and i420/background.ts. */
function gradientOf(context: Context, paint: Extract<FlatPaint, { kind: 'gradient' }>): CanvasGradient {
  const { width, height } = context.canvas;
  const radians = (paint.angleDeg * Math.PI) / 180;
  const [x, y] = [Math.sin(radians), -Math.cos(radians)];
  const half = (Math.abs(width * x) + Math.abs(height * y)) / 2;
  const gradient = context.createLinearGradient(
    width / 2 - x * half,
    height / 2 - y * half,
    width / 2 + x * half,
    height / 2 + y * half,
  );
  gradient.addColorStop(0, paint.from);
  gradient.addColorStop(1, paint.to);
  return gradient;
}
