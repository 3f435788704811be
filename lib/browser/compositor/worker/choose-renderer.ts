import { newSceneDocument } from '@/lib/core/scene/new-scene-document';
import { drawList } from '@/lib/core/layout/draw-list';
import { placeFeeds } from '@/lib/core/layout/place-feeds';
import type { CanvasSize } from '@/lib/core/layout/placement';
import { hasGraphicsCard } from '../../paint/has-graphics-card';
import type { FontGate } from './asset-fonts';
import { CanvasRenderer } from './canvas-renderer';
import { FailoverRenderer } from './failover-renderer';
import { GlRenderer } from './gl-renderer';
import { I420Renderer } from './i420-renderer';
import { newPicture } from './i420/picture';
import type { RendererName } from './messages';
import { Rasterizer, type RasterWarning } from './rasterizer';
import type { OutputSizes, Renderer } from './renderer';

/** Enough for the optimising compiler and a stable median; below half a second on slow machines. */
const PROBE_FRAMES = 12;
const PROBE_SOURCES = 4;
/** In the order of trust, should two be equally fast. */
const RENDERERS = ['i420', 'canvas2d', 'webgl2'] as const satisfies readonly RendererName[];
const PROBE_SOURCE = { width: 640, height: 360 };

/**
 * I420 without a graphics card, where our own YUV code is always faster (compositor.md §2); otherwise whichever draws four sources fastest
 * here.
 */
export async function chooseRenderer(sizes: OutputSizes, nowMs: () => number): Promise<RendererName> {
  if (!hasGraphicsCard()) return 'i420';
  return fastestOf(await probeRenderers(sizes, nowMs));
}

/** ms of a frame with four sources, reading it back included; Infinity for a renderer that does not work here. */
export type ProbedMs = Readonly<Record<RendererName, number>>;

/** One after the other: they share the machine. */
export async function probeRenderers(sizes: OutputSizes, nowMs: () => number): Promise<ProbedMs> {
  const probed: Record<RendererName, number> = { i420: Infinity, canvas2d: Infinity, webgl2: Infinity };
  for (const name of RENDERERS) probed[name] = await measure(name, sizes, nowMs);
  return probed;
}

/** The first in the order of trust when two are equal, or none could draw. */
export function fastestOf(probed: ProbedMs): RendererName {
  return RENDERERS.reduce<RendererName>(
    (best, name) => (probed[name] < probed[best] ? name : best),
    RENDERERS[0],
  );
}

/** The only place where renderers are made. @throws where the browser lacks what this one needs. */
export function newRenderer(
  name: RendererName,
  sizes: OutputSizes,
  onWarning: (warning: RasterWarning) => void = () => undefined,
  fonts?: FontGate,
): Renderer {
  const rasterizer = new Rasterizer(onWarning, fonts);
  switch (name) {
    case 'i420':
      return new I420Renderer(sizes, rasterizer);
    case 'canvas2d':
      return new CanvasRenderer(sizes, rasterizer);
    case 'webgl2':
      return new FailoverRenderer(new GlRenderer(sizes, rasterizer), {
        hasGraphicsCard,
        newI420: () => newRenderer('i420', sizes, onWarning, fonts),
      });
  }
}

/** Infinity for a renderer that does not work here. */
async function measure(name: RendererName, sizes: OutputSizes, nowMs: () => number): Promise<number> {
  try {
    const renderer = newRenderer(name, sizes);
    try {
      return await medianFrameMs(renderer, sizes.program, nowMs);
    } finally {
      renderer.dispose();
    }
  } catch {
    /* This browser or driver lacks something: the others are still there, and I420 needs nothing. */
    return Infinity;
  }
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
