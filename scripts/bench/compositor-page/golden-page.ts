import { newRenderer, probeRenderers, type ProbedMs } from '@/lib/browser/compositor/worker/choose-renderer';
import {
  GOLDEN_CANVAS,
  GOLDEN_FEEDS,
  GOLDEN_SCENES,
  LABELLED_SCENES,
  testCard,
  type GoldenFeedId,
} from '@/lib/browser/compositor/worker/i420/testing/golden-scenes';
import { GRAPHIC_SCENES } from '@/lib/browser/compositor/worker/i420/testing/golden-graphics';
import { loadFonts } from '@/lib/browser/compositor/worker/load-fonts';
import type { RendererName } from '@/lib/browser/compositor/worker/messages';
import type { FramePlan } from '@/lib/core/layout/staging';
import { PROGRAM_COLOR_SPACE, type Renderer } from '@/lib/browser/compositor/worker/renderer';

export interface DrawnFrame {
  name: string;
  /** PNG as a data URL. */
  png: string;
}

/** Of the event loop: copying four small frames takes a few. */
const TURNS_MAX = 1_000;
const SIZES = { program: GOLDEN_CANVAS, preview: GOLDEN_CANVAS };

/**
 * The same frame before and after the card is lost, as a renderer draws it that has nothing but the frames it was given.
 * `names` are of the renderers that drew them.
 */
export async function drawThroughContextLoss(): Promise<{ names: string[]; frames: DrawnFrame[] }> {
  const contexts: WebGL2RenderingContext[] = [];
  const getContext = OffscreenCanvas.prototype.getContext;
  OffscreenCanvas.prototype.getContext = function (this: OffscreenCanvas, ...request: unknown[]) {
    const context = Reflect.apply(getContext, this, request) as unknown;
    if (context instanceof WebGL2RenderingContext) contexts.push(context);
    return context;
  } as typeof getContext;
  const renderer = newRenderer('webgl2', SIZES);
  OffscreenCanvas.prototype.getContext = getContext;
  for (const feedId of Object.keys(GOLDEN_FEEDS) as GoldenFeedId[]) {
    await renderer.accept(feedId, cardFrame(feedId));
  }
  const scene = GOLDEN_SCENES.find(({ name }) => name === 'layout-grid') ?? GOLDEN_SCENES[0]!;
  const names: string[] = [];
  const frames: DrawnFrame[] = [];
  const draw = async (): Promise<void> => {
    const drawn = pngOf(renderer, scene.plan(GOLDEN_CANVAS));
    names.push(renderer.name);
    frames.push({ name: scene.name, png: await drawn });
  };
  await draw();
  for (const context of contexts) context.getExtension('WEBGL_lose_context')?.loseContext();
  await draw();
  // Without a card, the CPU renderer takes over once it has copied the frames.
  for (let turn = 0; turn < TURNS_MAX && renderer.name === 'canvas2d'; turn += 1)
    await new Promise((resolve) => setTimeout(resolve));
  await draw();
  renderer.dispose();
  return { names, frames };
}

/** What the compositor measures at its start where there is a card. */
export const probeHere = (): Promise<ProbedMs> => probeRenderers(SIZES, () => performance.now());

/** The golden scenes as this browser and renderer draw them, through real video frames in and out. */
export async function drawGoldenFrames(name: RendererName): Promise<DrawnFrame[]> {
  await loadFonts(document.fonts);
  const renderer = newRenderer(name, SIZES);
  for (const feedId of Object.keys(GOLDEN_FEEDS) as GoldenFeedId[]) {
    await renderer.accept(feedId, cardFrame(feedId));
  }
  const frames: DrawnFrame[] = [];
  for (const { name: scene, plan } of [...GOLDEN_SCENES, ...LABELLED_SCENES, ...GRAPHIC_SCENES])
    frames.push({ name: scene, png: await pngOf(renderer, plan(GOLDEN_CANVAS)) });
  renderer.dispose();
  return frames;
}

async function pngOf(renderer: Renderer, plan: FramePlan): Promise<string> {
  const canvas = new OffscreenCanvas(GOLDEN_CANVAS.width, GOLDEN_CANVAS.height);
  const frame = renderer.render('program', plan, { timestamp: 0, duration: 33_333 });
  canvas.getContext('2d')?.drawImage(frame, 0, 0);
  frame.close();
  return dataUrl(await canvas.convertToBlob());
}

function cardFrame(feedId: GoldenFeedId): VideoFrame {
  const { bytes, layout, width, height } = testCard(GOLDEN_FEEDS[feedId], feedId);
  return new VideoFrame(bytes, {
    format: 'I420',
    codedWidth: width,
    codedHeight: height,
    layout,
    timestamp: 0,
    colorSpace: PROGRAM_COLOR_SPACE,
  });
}

function dataUrl(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(new Error('The picture could not be read.'));
    reader.readAsDataURL(blob);
  });
}
