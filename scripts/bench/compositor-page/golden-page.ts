import { CanvasRenderer } from '@/lib/browser/compositor/worker/canvas-renderer';
import { I420Renderer } from '@/lib/browser/compositor/worker/i420-renderer';
import {
  GOLDEN_CANVAS,
  GOLDEN_FEEDS,
  GOLDEN_SCENES,
  LABELLED_SCENES,
  testCard,
  type GoldenFeedId,
} from '@/lib/browser/compositor/worker/i420/testing/golden-scenes';
import { loadFonts } from '@/lib/browser/compositor/worker/load-fonts';
import type { RendererName } from '@/lib/browser/compositor/worker/messages';
import { Rasterizer } from '@/lib/browser/compositor/worker/rasterizer';
import { PROGRAM_COLOR_SPACE, type Renderer } from '@/lib/browser/compositor/worker/renderer';

export interface DrawnFrame {
  name: string;
  /** PNG as a data URL. */
  png: string;
}

const SIZES = { program: GOLDEN_CANVAS, preview: GOLDEN_CANVAS };

/** The golden scenes as this browser and renderer draw them, through real video frames in and out. */
export async function drawGoldenFrames(name: RendererName): Promise<DrawnFrame[]> {
  await loadFonts(document.fonts);
  const renderer = newRenderer(name);
  for (const feedId of Object.keys(GOLDEN_FEEDS) as GoldenFeedId[]) {
    await renderer.accept(feedId, cardFrame(feedId));
  }
  const canvas = new OffscreenCanvas(GOLDEN_CANVAS.width, GOLDEN_CANVAS.height);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no 2D canvas');
  const frames: DrawnFrame[] = [];
  for (const [index, scene] of [...GOLDEN_SCENES, ...LABELLED_SCENES].entries()) {
    const timing = { timestamp: index * 33_333, duration: 33_333 };
    const frame = renderer.render('program', scene.plan(GOLDEN_CANVAS), timing);
    context.drawImage(frame, 0, 0);
    frame.close();
    frames.push({ name: scene.name, png: await dataUrl(await canvas.convertToBlob()) });
  }
  renderer.dispose();
  return frames;
}

function newRenderer(name: RendererName): Renderer {
  return name === 'i420'
    ? new I420Renderer(SIZES, new Rasterizer())
    : new CanvasRenderer(SIZES, new Rasterizer());
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
