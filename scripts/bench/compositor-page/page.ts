/// <reference types="dom-mediacapture-transform" />
import {
  createCompositor,
  type Compositor,
  type CompositorStats,
} from '@/lib/browser/compositor/main/create-compositor';
import type { LayoutId, ProgramScene, TransitionKind } from '@/lib/core/contract/scene-document';
import { newSceneDocument } from '@/lib/core/scene/new-scene-document';
import type { RunOptions, RunResult } from './run';
import { newSource, type SyntheticSource } from './synthetic-source';
import { measureMixer } from './mixer-cost';
import { openClipStudio } from './clip-check';
import { openSoundCheck } from './sound-check';
import { drawGoldenFrames, drawThroughContextLoss, probeHere } from './golden-page';
import { openStudio, type TestStudio } from './studio';
import { runCanvasBaseline } from './canvas-baseline';

/** What scripts and tests drive from outside. Lives on `window.bench`. */
const CHANGE_MS = 1_000;
const SIZE = { width: 1280, height: 720, fps: 30 };

const PALETTE = [
  '#c81e64',
  '#20a040',
  '#1030e0',
  '#e0a020',
  '#8020c0',
  '#20a0c0',
  '#c05020',
  '#607080',
  '#303840',
];

function colorOf(index: number): string {
  return PALETTE[index % PALETTE.length] ?? '#808080';
}

function gridScene(feedIds: string[], layout: LayoutId = 'grid', rev = 1): ProgramScene {
  const document = { ...newSceneDocument(layout), nameTags: feedIds.length > 0 };
  const feeds = feedIds.map((feedId, index) => {
    return {
      feedId,
      seatId: feedId,
      kind: 'camera' as const,
      role: 'guest' as const,
      name: `Guest ${index + 1}`,
      live: true,
    };
  });
  return { rev, document, feeds, change: null };
}

async function startSources(count: number, moving: boolean): Promise<SyntheticSource[]> {
  const started = Array.from({ length: count }, (_, index) => newSource(colorOf(index), moving));
  return Promise.all(started);
}

/** Draws for `seconds` and reports the medians of the per-second figures, without the first second. */
async function runOurs({ sources: count, seconds, renderer, transition }: RunOptions): Promise<RunResult> {
  const sources = await startSources(count, true);
  const compositor = await createCompositor({ ...SIZE, ...(renderer ? { renderer } : {}) });
  const feedIds = sources.map((source, index) => {
    const feedId = `camera:${index}`;
    compositor.addSource(feedId, source.track);
    return feedId;
  });
  compositor.putScene(gridScene(feedIds));
  const stopChanging = transition ? changeScenes(compositor, feedIds, transition) : () => undefined;
  const counter = countFrames(compositor.programTrack);
  await compositor.ready();
  const seen = await collectStats(compositor, seconds + 1);
  stopChanging();
  counter.stop();
  compositor.close();
  for (const source of sources) source.stop();
  const kept = seen.slice(1);
  const last = kept.at(-1);
  const first = seen[0];
  return {
    renderer: last?.renderer ?? '?',
    fps: median(kept.map(({ fps }) => fps)),
    frameMsP50: median(kept.map(({ frameMsP50 }) => frameMsP50)),
    frameMsP95: median(kept.map(({ frameMsP95 }) => frameMsP95)),
    framesMissed: (last?.framesMissed ?? 0) - (first?.framesMissed ?? 0),
    framesDropped: (last?.framesDropped ?? 0) - (first?.framesDropped ?? 0),
    shedding: last?.shedding ?? '?',
  };
}

/** Each change begins when the one before it ends. */
function changeScenes(
  compositor: Compositor,
  feedIds: string[],
  kind: Exclude<TransitionKind, 'cut'>,
): () => void {
  let rev = 1;
  const change = (): void => {
    const scenes = [gridScene(feedIds), gridScene(feedIds.slice(0, 1), 'solo')] as const;
    const [from, to] = rev % 2 === 0 ? [scenes[1], scenes[0]] : scenes;
    rev += 1;
    compositor.putScene({
      ...to,
      rev,
      change: {
        from: { document: from.document, feeds: from.feeds },
        transition: { kind, durationMs: CHANGE_MS },
        startedAtMs: performance.timeOrigin + performance.now(),
      },
    });
  };
  change();
  const timer = setInterval(change, CHANGE_MS);
  return () => clearInterval(timer);
}

function collectStats(compositor: Compositor, count: number): Promise<CompositorStats[]> {
  return new Promise((resolve) => {
    const seen: CompositorStats[] = [];
    const stop = compositor.onStats((stats) => {
      seen.push(stats);
      if (seen.length < count) return;
      stop();
      resolve(seen);
    });
  });
}

/** Reads the program as an encoder would: in a stream that nobody on the page holds up. */
function countFrames(track: MediaStreamTrack): { stop: () => void; frames: () => number } {
  let frames = 0;
  const { readable } = new MediaStreamTrackProcessor({ track: track.clone() as MediaStreamVideoTrack });
  const reader = readable.getReader();
  const pump = async (): Promise<void> => {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      frames += 1;
      value.close();
    }
  };
  void pump();
  return { stop: () => void reader.cancel(), frames: () => frames };
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1] ?? 0;
}

export const bench = {
  runOurs,
  runCanvasBaseline: (options: RunOptions) => runCanvasBaseline(options, { startSources, size: SIZE }),
  openStudio,
  drawGoldenFrames,
  drawThroughContextLoss,
  probeHere,
  openSoundCheck,
  openClipStudio,
  measureMixer,
};

declare global {
  interface Window {
    bench: typeof bench;
    /** Set by tests, so that later steps find what earlier ones opened. */
    studio: TestStudio;
  }
}
window.bench = bench;
