import type { WorkerFacts } from '../worker/messages';

/** How pictures get from tracks to the compositor's worker, and from there into tracks again. */
export interface MediaPath {
  /**
   * streams: the page opens a track and transfers the stream of its frames (Chrome, Edge). tracks: the track itself is
   * transferred and opened in the worker (Safari). elements: a video element plays it, and the page sends pictures of that
   * when the worker asks (Firefox).
   */
  input: 'streams' | 'tracks' | 'elements';
  /** Where frames become a track: a generator of the page, a generator of the worker, or a canvas of the page. */
  output: 'generator-main' | 'generator-worker' | 'canvas';
}

/** What the page's own global object offers. Never the agent's name: it lies, and says nothing about tomorrow's version. */
export interface PageFacts {
  /** MediaStreamTrackProcessor. */
  opensTracks: boolean;
  /** MediaStreamTrackGenerator. */
  makesTracks: boolean;
  /** By `captureStream` of a canvas. */
  capturesCanvas: boolean;
  /** What no path can do without, as people know it. */
  missing: readonly string[];
}

const NEEDED = {
  Worker: 'workers',
  OffscreenCanvas: 'drawing in a worker (OffscreenCanvas)',
  VideoFrame: 'raw video frames (WebCodecs)',
} as const;

/** @param page - `globalThis`, or what stands for it in a test. */
export function readPageFacts(page: object): PageFacts {
  const canvas: unknown = 'HTMLCanvasElement' in page ? page.HTMLCanvasElement : null;
  const prototype: unknown = typeof canvas === 'function' ? canvas.prototype : null;
  return {
    opensTracks: 'MediaStreamTrackProcessor' in page,
    makesTracks: 'MediaStreamTrackGenerator' in page,
    capturesCanvas: typeof prototype === 'object' && prototype !== null && 'captureStream' in prototype,
    missing: Object.entries(NEEDED).flatMap(([feature, name]) => (feature in page ? [] : [name])),
  };
}

/** Whether the worker's features decide anything: where the page can do both, it need not be asked. */
export function needsWorkerFacts({ opensTracks, makesTracks }: PageFacts): boolean {
  return !opensTracks || !makesTracks;
}

/**
 * Takes the path that depends least on the page: neither a hidden tab nor a busy page should stop the program.
 * @param worker - null where it was not asked.
 * @throws UnsupportedBrowserError where nothing makes a video track.
 */
export function planMediaPath(page: PageFacts, worker: WorkerFacts | null): MediaPath {
  const output = outputOf(page, worker);
  if (output === null) throw new UnsupportedBrowserError(['making a video track']);
  return { input: page.opensTracks ? 'streams' : worker?.opensTracks ? 'tracks' : 'elements', output };
}

function outputOf(page: PageFacts, worker: WorkerFacts | null): MediaPath['output'] | null {
  if (page.makesTracks) return 'generator-main';
  if (worker?.makesTracks) return 'generator-worker';
  return page.capturesCanvas ? 'canvas' : null;
}

/** Whether browsers slow the program down while its page is hidden: they paint and capture no canvas that nobody sees. */
export function needsVisiblePage({ input, output }: MediaPath): boolean {
  return input === 'elements' || output === 'canvas';
}

/** Shown to the producer as it is: says what is missing and what to do. */
export class UnsupportedBrowserError extends Error {
  readonly missing: readonly string[];

  constructor(missing: readonly string[]) {
    super(
      `This browser cannot produce a show: it lacks ${missing.join(', ')}. Open the studio in a current Chrome, Edge, Firefox or Safari. Guests can keep using this browser.`,
    );
    this.name = 'UnsupportedBrowserError';
    this.missing = missing;
  }
}
