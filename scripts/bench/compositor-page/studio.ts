/// <reference types="dom-mediacapture-transform" />
import {
  createCompositor,
  type Compositor,
  type CompositorStats,
  type CompositorWarning,
} from '@/lib/browser/compositor/main/create-compositor';
import { newSceneDocument } from '@/lib/core/scene/new-scene-document';
import type {
  FeedView,
  ProgramScene,
  SceneDocument,
  SceneGraphics,
  Transition,
} from '@/lib/core/contract/scene-document';
import type { RendererName } from '@/lib/browser/compositor/worker/messages';
import type { SinkQuestion, SinkReport } from './sink-worker';
import { newSource, type SyntheticSource } from './synthetic-source';

/** A studio without a user interface, driven by tests from outside the page. */
export interface TestStudio {
  compositor: Compositor;
  latestStats: () => CompositorStats | null;
  putScene: (changes: Partial<SceneDocument>, names?: string[]) => void;
  /** From one camera alone to another, starting now. */
  take: (cameras: { from: number; to: number }, transition: Transition) => void;
  /** One camera alone in the preview; null stops it. */
  preview: (camera: number | null) => void;
  askPreview: (points?: { x: number; y: number }[]) => Promise<SinkReport>;
  resetPreviewCount: () => void;
  /** Over the scene of the last putScene, from now on. */
  putGraphics: (graphics: SceneGraphics) => void;
  /** PNG of a still of the last scene with these graphics, as a data URL. */
  graphicStill: (graphics: SceneGraphics, widthPx: number) => Promise<string>;
  /** The graphic and the reason of each warning so far. */
  warnings: () => readonly CompositorWarning[];
  ask: (points?: { x: number; y: number }[]) => Promise<SinkReport>;
  resetCount: () => void;
  stopSource: (index: number) => void;
  /** Stops the page's thread. */
  block: (ms: number) => void;
  thumbnail: (widthPx: number) => Promise<number[][]>;
  /** The people tray: which feeds have a picture, and the colour in the middle of each. */
  tray: (feedIds: string[]) => Promise<{ feedId: string; color: number[] }[]>;
  /** PNG of the program, as a data URL: the newest frame through a video element. */
  shot: () => Promise<string>;
  close: () => void;
}

/** @param masked - features that the compositor shall not find, as in a browser without them. */
export async function openStudio(
  colors: string[],
  renderer?: RendererName,
  masked: readonly string[] = [],
): Promise<TestStudio> {
  const sources: SyntheticSource[] = await Promise.all(colors.map((color) => newSource(color, false)));
  const size = { width: 1280, height: 720, fps: 30 };
  const compositor = await without(masked, () =>
    createCompositor({ ...size, ...(renderer ? { renderer } : {}) }),
  );
  sources.forEach(({ track }, index) => compositor.addSource(`camera:${index}`, track));
  let rev = 0;
  let stats: CompositorStats | null = null;
  compositor.onStats((latest) => (stats = latest));
  let scene: ProgramScene | null = null;
  const soloOf = (camera: number): ProgramScene => {
    const feed = { feedId: `camera:${camera}`, seatId: String(camera), kind: 'camera', live: true } as const;
    const feeds: FeedView[] = [{ ...feed, role: 'guest', name: '' }];
    return { rev: ++rev, document: newSceneDocument('solo'), feeds, change: null };
  };
  const putScene: TestStudio['putScene'] = (changes, names = []) => {
    const feeds: FeedView[] = colors.map((_, index) => {
      return {
        feedId: `camera:${index}`,
        seatId: String(index),
        kind: 'camera',
        role: 'guest',
        name: names[index] ?? '',
        live: true,
      };
    });
    scene = { rev: ++rev, document: { ...newSceneDocument('grid'), ...changes }, feeds, change: null };
    compositor.putScene(scene);
  };
  const warnings: CompositorWarning[] = [];
  compositor.onWarning((warning) => warnings.push(warning));
  putScene({});
  const sink = openSink(compositor.programTrack);
  const previewSink = openSink(compositor.previewTrack);
  await compositor.ready();
  return {
    compositor,
    putScene,
    putGraphics: (graphics) => {
      if (!scene) return;
      scene = { ...scene, rev: ++rev, graphics };
      compositor.putScene(scene);
    },
    graphicStill: async (graphics, widthPx) => {
      if (!scene) return '';
      return pngOf(await compositor.renderThumbnail({ ...scene, graphics }, widthPx));
    },
    warnings: () => warnings,
    latestStats: () => stats,
    take: (cameras, transition) => {
      const from = soloOf(cameras.from);
      const nowMs = performance.timeOrigin + performance.now();
      const change = { from: { document: from.document, feeds: from.feeds }, transition, startedAtMs: nowMs };
      scene = { ...soloOf(cameras.to), change };
      compositor.putScene(scene);
    },
    preview: (camera) => compositor.putPreview(camera === null ? null : soloOf(camera)),
    askPreview: previewSink.ask,
    resetPreviewCount: previewSink.reset,
    ask: sink.ask,
    resetCount: sink.reset,
    stopSource: (index) => compositor.removeSource(`camera:${index}`),
    block: (ms) => {
      // A synchronous request stops the thread without eating the core that the worker needs on a small machine.
      const request = new XMLHttpRequest();
      request.open('GET', `/wait?ms=${ms}`, false);
      request.send();
    },
    thumbnail: async (widthPx) => {
      if (!scene) return [];
      const bitmap = await compositor.renderThumbnail(scene, widthPx);
      const points = [
        [0.25, 0.25],
        [0.75, 0.25],
      ] as const;
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
      const context = canvas.getContext('2d');
      context?.drawImage(bitmap, 0, 0);
      return points.map(([x, y]) => [
        ...(context
          ?.getImageData(Math.round(x * bitmap.width), Math.round(y * bitmap.height), 1, 1)
          .data.slice(0, 3) ?? []),
      ]);
    },
    tray: async (feedIds) => {
      const sheet = await compositor.renderTray(feedIds, { width: 200, height: 116 });
      if (!sheet) return [];
      const { width, height } = sheet.bitmap;
      const context = new OffscreenCanvas(width, height).getContext('2d');
      context?.drawImage(sheet.bitmap, 0, 0);
      return sheet.feedIds.map((feedId, row) => {
        const y = Math.round(((row + 0.5) * height) / sheet.feedIds.length);
        const pixel = context?.getImageData(width / 2, y, 1, 1).data ?? [];
        return { feedId, color: [...pixel].slice(0, 3) };
      });
    },
    shot: () => shotOf(compositor.programTrack),
    close: () => {
      sink.close();
      previewSink.close();
      compositor.close();
      for (const source of sources) source.stop();
    },
  };
}

/** They are there again afterwards, for the sources and sinks of the test itself. */
async function without<T>(features: readonly string[], work: () => Promise<T>): Promise<T> {
  const kept = features.map((name) => [name, Reflect.getOwnPropertyDescriptor(window, name)] as const);
  for (const name of features) Reflect.deleteProperty(window, name);
  try {
    return await work();
  } finally {
    for (const [name, descriptor] of kept) if (descriptor) Reflect.defineProperty(window, name, descriptor);
  }
}

function pngOf(bitmap: ImageBitmap): string {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [bitmap.width, bitmap.height];
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
  return canvas.toDataURL('image/png');
}

function openSink(track: MediaStreamTrack) {
  const worker = new Worker(new URL('./sink-worker.ts', import.meta.url), { type: 'module' });
  const send = (question: SinkQuestion, transfer: Transferable[] = []): void =>
    worker.postMessage(question, transfer);
  const { readable } = new MediaStreamTrackProcessor({ track: track as MediaStreamVideoTrack });
  send({ type: 'attach', readable }, [readable]);
  return {
    reset: () => send({ type: 'reset' }),
    ask: (points: { x: number; y: number }[] = []) =>
      new Promise<SinkReport>((resolve) => {
        worker.onmessage = ({ data }: MessageEvent<SinkReport>) => resolve(data);
        send({ type: 'report', points });
      }),
    close: () => worker.terminate(),
  };
}

async function shotOf(track: MediaStreamTrack): Promise<string> {
  const video = document.createElement('video');
  video.muted = true;
  video.srcObject = new MediaStream([track]);
  await video.play();
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
  canvas.getContext('2d')?.drawImage(video, 0, 0);
  video.srcObject = null;
  return canvas.toDataURL('image/png');
}
