import type { FlatPaint } from '@/lib/core/contract/scene-document';
import type { DrawOp, RasterOp, VideoOp } from '@/lib/core/layout/draw-list';
import { placeRaster } from '@/lib/core/layout/place-raster';
import type { CanvasSize } from '@/lib/core/layout/placement';
import type { FramePlan, Mix } from '@/lib/core/layout/staging';
import { CanvasRenderer } from './canvas-renderer';
import { fitFrame } from './fit-frame';
import { FrameShelf } from './frame-shelf';
import { GlProgram } from './gl/gl-program';
import { GlTextures, type Picture } from './gl/gl-textures';
import { BACKGROUND_FRAGMENT, MIX_FRAGMENT, PICTURE_FRAGMENT, RECT_VERTEX } from './gl/shaders';
import { parseHexColor } from './i420/color';
import { wipeEdge } from './i420/mix';
import type { Rasterizer } from './rasterizer';
import type { FrameTiming, OutputName, OutputSizes, Renderer } from './renderer';

type BackgroundOp = Extract<DrawOp, { kind: 'background' }>;

/** As I420 sources: less than twofold shrinking is left to the sampler. */
const LEVELS_MAX = 4;

/**
 * Draws on a graphics card. The canvas has the program's size; the preview is drawn in its upper left corner between two
 * program frames. Stills, and everything once the card is lost, are drawn by `canvas2d` from the same frames.
 */
export class GlRenderer implements Renderer {
  readonly name = 'webgl2';
  /** Draws the same frames without this context. */
  readonly canvas2d: CanvasRenderer;
  readonly shelf = new FrameShelf();
  readonly #sizes: OutputSizes;
  readonly #rasterizer: Rasterizer;
  readonly #canvas: OffscreenCanvas;
  readonly #gl: WebGL2RenderingContext;
  readonly #textures: GlTextures;
  readonly #picture: GlProgram;
  readonly #background: GlProgram;
  readonly #mix: GlProgram;
  readonly #samplers: { plain: WebGLSampler; levels: WebGLSampler };
  /** Of the new scene during a fade or wipe, as large as the canvas. */
  #layer: { texture: WebGLTexture; buffer: WebGLFramebuffer } | null = null;
  #size: CanvasSize;

  /** @throws where there is no WebGL2, or its driver refuses the shaders. */
  constructor(sizes: OutputSizes, rasterizer: Rasterizer) {
    this.#sizes = sizes;
    this.#rasterizer = rasterizer;
    this.#size = sizes.program;
    this.canvas2d = new CanvasRenderer(sizes, rasterizer, this.shelf);
    this.#canvas = new OffscreenCanvas(sizes.program.width, sizes.program.height);
    const gl = this.#canvas.getContext('webgl2', { alpha: false, antialias: false, depth: false });
    if (!gl) throw new Error('This browser gives workers no WebGL2.');
    this.#gl = gl;
    this.#textures = new GlTextures(gl, this.shelf);
    this.#picture = new GlProgram(gl, RECT_VERTEX, PICTURE_FRAGMENT);
    this.#background = new GlProgram(gl, RECT_VERTEX, BACKGROUND_FRAGMENT);
    this.#mix = new GlProgram(gl, RECT_VERTEX, MIX_FRAGMENT);
    this.#samplers = {
      plain: newSampler(gl, gl.LINEAR),
      levels: newSampler(gl, gl.LINEAR_MIPMAP_NEAREST),
    };
    gl.bindBuffer(gl.ARRAY_BUFFER, gl.createBuffer());
    gl.bufferData(gl.ARRAY_BUFFER, new Float32Array([0, 0, 1, 0, 0, 1, 1, 1]), gl.STATIC_DRAW);
    gl.enableVertexAttribArray(0);
    gl.vertexAttribPointer(0, 2, gl.FLOAT, false, 0, 0);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
  }

  /** The card is gone (driver reset, sleep, another program): this context draws nothing any more. */
  get isLost(): boolean {
    return this.#gl.isContextLost();
  }

  accept(feedId: string, frame: VideoFrame): Promise<CanvasSize> {
    return this.canvas2d.accept(feedId, frame);
  }

  forget(feedId: string): void {
    this.shelf.forget(feedId);
    this.#textures.forget(feedId);
  }

  render(name: OutputName, { ops, mix, over = [] }: FramePlan, timing: FrameTiming): VideoFrame {
    this.#size = this.#sizes[name];
    const { width, height } = this.#size;
    // The upper left corner; GL counts rows from below.
    this.#gl.viewport(0, this.#canvas.height - height, width, height);
    this.#compose(ops, mix);
    this.#drawAll(over);
    const visibleRect = { x: 0, y: 0, width, height };
    return new VideoFrame(this.#canvas, {
      ...timing,
      alpha: 'discard',
      visibleRect,
      displayWidth: width,
      displayHeight: height,
    });
  }

  still(ops: readonly DrawOp[], size: CanvasSize): Promise<ImageBitmap> {
    return this.canvas2d.still(ops, size);
  }

  dispose(): void {
    this.canvas2d.dispose();
    this.#gl.getExtension('WEBGL_lose_context')?.loseContext();
  }

  #drawAll(ops: readonly DrawOp[]): void {
    for (const op of ops) {
      if (op.kind === 'background') this.#drawBackground(op);
      else if (op.kind === 'video') this.#drawVideo(op);
      else this.#drawRaster(op);
    }
  }

  /** From the oldest scene up: each newer one is drawn into the layer and mixed over what is there. */
  #compose(ops: readonly DrawOp[], mix: Mix | null): void {
    if (!mix) return this.#drawAll(ops);
    const { from, kind, progress, under = null } = mix;
    this.#compose(from, under);
    const gl = this.#gl;
    const layer = (this.#layer ??= newLayer(gl, this.#canvas));
    gl.bindFramebuffer(gl.FRAMEBUFFER, layer.buffer);
    this.#drawAll(ops);
    gl.bindFramebuffer(gl.FRAMEBUFFER, null);
    gl.bindTexture(gl.TEXTURE_2D, layer.texture);
    gl.bindSampler(0, this.#samplers.plain);
    const { start, end } = wipeEdge(this.#size.width, progress);
    this.#mix.draw({ ...this.#whole(), progress, edge: kind === 'wipe' ? [start, end] : [0, 0] });
  }

  #drawBackground({ paint, alpha = 1 }: BackgroundOp): void {
    this.#background.draw({ ...this.#whole(), ...rampOf(paint), alpha });
  }

  #drawVideo(op: VideoOp): void {
    const levelOf = (frame: CanvasSize): number => {
      const { target, crop } = fitFrame(op, frame);
      const shrink = Math.min(crop.width / target.width, crop.height / target.height);
      return Math.max(0, Math.min(LEVELS_MAX, Math.floor(Math.log2(shrink / 1.001))));
    };
    const picture = this.#textures.videoOf(op.feedId, (frame) => levelOf(frame) > 0);
    if (!picture) return;
    const { target, crop } = fitFrame(op, picture);
    const level = levelOf(picture);
    this.#gl.bindSampler(0, level > 0 ? this.#samplers.levels : this.#samplers.plain);
    this.#picture.draw({
      ...this.#whole(),
      rect: [target.x, target.y, target.width, target.height],
      crop: op.mirrored ? fromTheRight(shares(crop, picture)) : shares(crop, picture),
      level,
      alpha: op.alpha,
      radius: op.radiusPx,
    });
  }

  #drawRaster(op: RasterOp): void {
    const raster = this.#rasterizer.rasterOf(op);
    if (!raster) return;
    this.#textures.rasterOf(raster);
    const width = op.width ?? raster.width;
    const height = op.height ?? raster.height;
    const { xs, y, clip } = placeRaster(op, { width, height });
    const gl = this.#gl;
    gl.bindSampler(0, this.#samplers.plain);
    if (clip) {
      gl.enable(gl.SCISSOR_TEST);
      gl.scissor(clip.x, this.#canvas.height - clip.y - clip.height, clip.width, clip.height);
    }
    for (const x of xs) {
      const rect = [x, y, width, height];
      this.#picture.draw({ ...this.#whole(), rect, level: 0, alpha: op.alpha, radius: 0 });
    }
    if (clip) gl.disable(gl.SCISSOR_TEST);
  }

  /** The canvas itself as target, and all of the picture. */
  #whole(): Record<'canvas' | 'rect' | 'crop', number[]> {
    const { width, height } = this.#size;
    return { canvas: [width, height], rect: [0, 0, width, height], crop: [0, 0, 1, 1] };
  }
}

function shares(crop: { x: number; y: number } & CanvasSize, { width, height }: Picture): number[] {
  return [crop.x / width, crop.y / height, crop.width / width, crop.height / height];
}

/** Read from right to left. */
function fromTheRight([x = 0, y = 0, width = 1, height = 1]: number[]): number[] {
  return [x + width, y, -width, height];
}

/** The same line as CSS and i420/background.ts. */
function rampOf(paint: FlatPaint): { start: number[]; end: number[]; direction: number[] } {
  if (paint.kind === 'color') {
    const color = rgbOf(paint.color);
    return { start: color, end: color, direction: [1, 0] };
  }
  const radians = (paint.angleDeg * Math.PI) / 180;
  const direction = [Math.sin(radians), -Math.cos(radians)];
  return { start: rgbOf(paint.from), end: rgbOf(paint.to), direction };
}

function rgbOf(color: string): number[] {
  return parseHexColor(color).map((value) => value / 255);
}

function newSampler(gl: WebGL2RenderingContext, minFilter: number): WebGLSampler {
  const sampler = gl.createSampler();
  gl.samplerParameteri(sampler, gl.TEXTURE_MIN_FILTER, minFilter);
  gl.samplerParameteri(sampler, gl.TEXTURE_MAG_FILTER, gl.LINEAR);
  gl.samplerParameteri(sampler, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
  gl.samplerParameteri(sampler, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
  return sampler;
}

function newLayer(gl: WebGL2RenderingContext, { width, height }: CanvasSize) {
  const texture = gl.createTexture();
  gl.bindTexture(gl.TEXTURE_2D, texture);
  gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA8, width, height);
  const buffer = gl.createFramebuffer();
  gl.bindFramebuffer(gl.FRAMEBUFFER, buffer);
  gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0);
  return { texture, buffer };
}
