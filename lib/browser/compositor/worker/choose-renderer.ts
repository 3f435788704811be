import { newSceneDocument } from '@/lib/core/scene/new-scene-document';
import { drawList } from '@/lib/core/layout/draw-list';
import { placeFeeds } from '@/lib/core/layout/place-feeds';
import type { CanvasSize } from '@/lib/core/layout/placement';
import { CanvasRenderer } from './canvas-renderer';
import { I420Renderer } from './i420-renderer';
import { newPicture } from './i420/picture';
import type { RendererName } from './messages';
import { Rasterizer } from './rasterizer';
import type { OutputSizes, Renderer } from './renderer';

/** Graphics drivers that draw on the CPU: there our own YUV code is always faster (compositor.md §2). */
const SOFTWARE_GL = /SwiftShader|llvmpipe|softpipe|Basic Render/i;
/** Enough for the optimising compiler and a stable median; below half a second on slow machines. */
const PROBE_FRAMES = 12;
const PROBE_SOURCES = 4;
const PROBE_SOURCE = { width: 640, height: 360 };

/** I420 without a graphics card; otherwise whichever draws four sources faster here. */
export async function chooseRenderer(sizes: OutputSizes, nowMs: () => number): Promise<RendererName> {
  if (!hasGraphicsCard()) return 'i420';
  const candidates = [new I420Renderer(sizes, new Rasterizer()), new CanvasRenderer(sizes, new Rasterizer())];
  const costs = await Promise.all(
    candidates.map((renderer) => medianFrameMs(renderer, sizes.program, nowMs)),
  );
  for (const renderer of candidates) renderer.dispose();
  return (costs[1] ?? Infinity) < (costs[0] ?? 0) ? 'canvas2d' : 'i420';
}

/** Without one, this browser also paints its pages on the CPU. */
export function hasGraphicsCard(): boolean {
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
  if (!gl) return false;
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  const name: unknown = gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER);
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  return typeof name === 'string' && !SOFTWARE_GL.test(name);
}

async function medianFrameMs(renderer: Renderer, size: CanvasSize, nowMs: () => number): Promise<number> {
  const feedIds = Array.from({ length: PROBE_SOURCES }, (_, index) => `probe:${index}`);
  const feeds = feedIds.map((feedId) => ({
    feedId,
    seatId: feedId,
    kind: 'camera' as const,
    role: 'guest' as const,
    name: '',
    live: true,
  }));
  const document = newSceneDocument('grid');
  const placements = placeFeeds(document, feeds, size);
  const plan = {
    mix: null,
    ops: drawList({ document, placements, feeds, canvas: size, hasPicture: () => true }),
  };
  const { bytes, layout, width, height } = newPicture(PROBE_SOURCE.width, PROBE_SOURCE.height);
  const pixel = new Uint8Array(size.width * size.height * 4);
  const times: number[] = [];
  for (let index = 0; index < PROBE_FRAMES; index += 1) {
    const startMs = nowMs();
    for (const feedId of feedIds) {
      const init = {
        format: 'I420',
        codedWidth: width,
        codedHeight: height,
        layout,
        timestamp: index,
      } as const;
      await renderer.accept(feedId, new VideoFrame(bytes, init));
    }
    const frame = renderer.render('program', plan, { timestamp: index, duration: 0 });
    // Reading back makes a card finish: its cost is part of every frame that goes to an encoder.
    await frame.copyTo(pixel.subarray(0, frame.allocationSize()));
    frame.close();
    times.push(nowMs() - startMs);
  }
  return times.sort((a, b) => a - b)[PROBE_FRAMES >> 1] ?? Infinity;
}
