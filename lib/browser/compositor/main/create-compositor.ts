/// <reference types="dom-mediacapture-transform" />
import type { ProgramScene } from '@/lib/core/contract/scene-document';
import type {
  CompositorStats,
  CompositorWarning,
  FromCompositor,
  RendererName,
  ToCompositor,
} from '../worker/messages';
import { ElementSources } from './element-sources';
import {
  needsVisiblePage,
  needsWorkerFacts,
  planMediaPath,
  readPageFacts,
  UnsupportedBrowserError,
  type MediaPath,
} from './media-path';
import { openOutputs, type Outputs } from './open-outputs';
import { framesOfTrack, StreamSources } from './stream-sources';

export type { CompositorStats, CompositorWarning } from '../worker/messages';

export interface Compositor {
  /** The program picture, for publishing. */
  readonly programTrack: MediaStreamTrack;
  /** The same frames for the studio page; half as many where the page is painted on the CPU. */
  readonly monitorTrack: MediaStreamTrack;
  /** The scene of `putPreview`: 640x360, at most 15 pictures a second, fewer while the machine is short of time. */
  readonly previewTrack: MediaStreamTrack;
  /** Whether the program slows down while this page is hidden: what browsers without frame streams leave us. */
  readonly needsVisiblePage: boolean;
  /** Resolves when the first frame is painted. Rejects when the worker cannot start. */
  ready(): Promise<void>;
  /** Replaces a source of that id; its last picture stays until the new track delivers. */
  addSource(feedId: string, track: MediaStreamTrack): void;
  /** The last frame is held for up to 30 s, then an avatar is drawn. */
  removeSource(feedId: string): void;
  /** Newest `rev` wins. */
  putScene(scene: ProgramScene): void;
  /**
   * Draws this scene, at rest, into `previewTrack` until another comes; newest `rev` wins. null: stop drawing it, and
   * begin `rev` anew.
   */
  putPreview(scene: ProgramScene | null): void;
  /**
   * Tells the compositor the show's clock, which transitions run by.
   * @param serverMinusPerformanceMs - server time (ms since 1970) minus `performance.timeOrigin + performance.now()`, read
   *   at the same moment on this page; that sum is the same clock in the page and in its workers. Until the first call
   *   it counts as 0.
   */
  setClock(serverMinusPerformanceMs: number): void;
  /** How many frames a second the program is drawn at, 1..60. */
  setRate(fps: number): void;
  /** Once a second. @returns how to stop listening. */
  onStats(listener: (stats: CompositorStats) => void): () => void;
  /** Something is drawn otherwise than meant: a broken image, a text that was shortened. @returns how to stop listening. */
  onWarning(listener: (warning: CompositorWarning) => void): () => void;
  /** The program has stopped for good; start a new compositor. Not called by close(). */
  onFailure(listener: (reason: string) => void): () => void;
  /** A small still of another scene, drawn from the same sources. */
  renderThumbnail(scene: ProgramScene, widthPx: number): Promise<ImageBitmap>;
  /**
   * The newest pictures of these feeds on one sheet, top to bottom, each `cell` large. Feeds without a picture are left
   * out; null when none has one.
   */
  renderTray(feedIds: readonly string[], cell: { width: number; height: number }): Promise<TraySheet | null>;
  close(): void;
}

export interface TraySheet {
  bitmap: ImageBitmap;
  feedIds: readonly string[];
}

export interface CompositorOptions {
  width: number;
  height: number;
  fps: number;
  /** For tests and benchmarks; normally the worker measures and chooses. */
  renderer?: RendererName;
}

/** As large as a studio shows it; 16:9 like the program. */
const PREVIEW_SIZE = { width: 640, height: 360 };

/**
 * Starts the compositor worker. Where the browser allows it, frames go from the tracks to the worker and back without
 * touching the page's thread, so that neither a hidden tab nor a busy page stops the program; see `MediaPath`.
 * @throws UnsupportedBrowserError naming what the browser lacks; Error when the worker does not start.
 */
export async function createCompositor(options: CompositorOptions): Promise<Compositor> {
  const page = readPageFacts(globalThis);
  if (page.missing.length > 0) throw new UnsupportedBrowserError(page.missing);
  const worker = newWorker();
  try {
    const facts = needsWorkerFacts(page) ? (await nextMessage(worker, 'facts')).facts : null;
    const path = planMediaPath(page, facts);
    const { width, height } = options;
    const sizes = { program: { width, height }, preview: PREVIEW_SIZE };
    const outputs = await openOutputs(path.output, sizes, (message, answer) => {
      const answered = nextMessage(worker, answer);
      worker.postMessage(message);
      return answered;
    });
    return new WorkerCompositor(worker, { options, path, outputs });
  } catch (error) {
    worker.terminate();
    throw error;
  }
}

function newWorker(): Worker {
  return new Worker(new URL('../worker/main.ts', import.meta.url), { type: 'module', name: 'compositor' });
}

const NOT_LOADED = 'The compositor script could not be loaded.';

function nextMessage<Type extends FromCompositor['type']>(
  worker: Worker,
  type: Type,
): Promise<Extract<FromCompositor, { type: Type }>> {
  return new Promise((resolve, reject) => {
    worker.onerror = ({ message }) => reject(new Error(message || NOT_LOADED));
    worker.onmessage = ({ data }: MessageEvent<FromCompositor>) => {
      if (data.type === type) resolve(data as Extract<FromCompositor, { type: Type }>);
    };
  });
}

interface Waiting<Answer> {
  resolve: (answer: Answer) => void;
  reject: (error: Error) => void;
}

class WorkerCompositor implements Compositor {
  readonly programTrack: MediaStreamTrack;
  readonly monitorTrack: MediaStreamTrack;
  readonly previewTrack: MediaStreamTrack;
  readonly needsVisiblePage: boolean;
  readonly #worker: Worker;
  readonly #input: MediaPath['input'];
  readonly #show: Outputs['show'];
  readonly #elements = new ElementSources();
  readonly #streams = new StreamSources({
    framesOf: framesOfTrack,
    handOver: (feedId, readable) =>
      this.#send({ type: 'source.add', feedId, from: { kind: 'stream', readable } }, [readable]),
  });
  readonly #painted: Signal;
  readonly #listeners = new Set<(stats: CompositorStats) => void>();
  readonly #warningListeners = new Set<(warning: CompositorWarning) => void>();
  readonly #failureListeners = new Set<(reason: string) => void>();
  readonly #thumbnails = new Map<number, Waiting<ImageBitmap>>();
  readonly #trays = new Map<number, Waiting<TraySheet | null>>();
  #nextRequest = 0;
  #closed = false;

  constructor(
    worker: Worker,
    { options, path, outputs }: { options: CompositorOptions; path: MediaPath; outputs: Outputs },
  ) {
    const { width, height, fps, renderer = 'probe' } = options;
    this.programTrack = outputs.program;
    this.monitorTrack = outputs.monitor;
    this.previewTrack = outputs.preview;
    this.needsVisiblePage = needsVisiblePage(path);
    this.#input = path.input;
    this.#show = outputs.show;
    this.#painted = newSignal();
    this.#worker = worker;
    this.#worker.onmessage = ({ data }: MessageEvent<FromCompositor>) => this.#receive(data);
    this.#worker.onerror = ({ message }) => this.#stop(message || NOT_LOADED);
    this.#send(
      { type: 'init', width, height, fps, preview: PREVIEW_SIZE, outputs: outputs.init, renderer },
      outputs.transfer,
    );
  }

  ready(): Promise<void> {
    return this.#painted.promise;
  }

  addSource(feedId: string, track: MediaStreamTrack): void {
    if (track.readyState === 'ended') return;
    switch (this.#input) {
      case 'streams':
        return this.#streams.add(feedId, track);
      case 'tracks':
        return this.#transferTrack(feedId, track);
      case 'elements':
        return this.#playTrack(feedId, track);
    }
  }

  removeSource(feedId: string): void {
    this.#streams.remove(feedId);
    this.#elements.remove(feedId);
    this.#send({ type: 'source.remove', feedId });
  }

  #transferTrack(feedId: string, track: MediaStreamTrack): void {
    this.#elements.remove(feedId);
    // What is transferred is lost to the page, which shows and publishes the track too.
    const copy = track.clone();
    try {
      // TypeScript does not know yet that tracks are transferable.
      const transfer = [copy as unknown as Transferable];
      this.#send({ type: 'source.add', feedId, from: { kind: 'track', track: copy } }, transfer);
    } catch {
      // This browser transfers tracks, but not of this kind: the page plays it.
      copy.stop();
      this.#playTrack(feedId, track);
    }
  }

  #playTrack(feedId: string, track: MediaStreamTrack): void {
    this.#send({ type: 'source.add', feedId, from: { kind: 'page' } });
    this.#elements.add(feedId, track);
  }

  putScene(scene: ProgramScene): void {
    this.#send({ type: 'scene.put', scene });
  }

  putPreview(scene: ProgramScene | null): void {
    this.#send({ type: 'preview.put', scene });
  }

  setClock(serverMinusPerformanceMs: number): void {
    this.#send({ type: 'clock', serverMinusPerformanceMs });
  }

  setRate(fps: number): void {
    this.#send({ type: 'rate', fps });
  }

  onStats(listener: (stats: CompositorStats) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  onWarning(listener: (warning: CompositorWarning) => void): () => void {
    this.#warningListeners.add(listener);
    return () => this.#warningListeners.delete(listener);
  }

  onFailure(listener: (reason: string) => void): () => void {
    this.#failureListeners.add(listener);
    return () => this.#failureListeners.delete(listener);
  }

  renderThumbnail(scene: ProgramScene, widthPx: number): Promise<ImageBitmap> {
    if (this.#closed) return Promise.reject(new Error('The compositor is closed.'));
    return new Promise((resolve, reject) => {
      const requestId = this.#nextRequest++;
      this.#thumbnails.set(requestId, { resolve, reject });
      this.#send({ type: 'thumbnail', requestId, scene, width: widthPx });
    });
  }

  renderTray(
    feedIds: readonly string[],
    { width, height }: { width: number; height: number },
  ): Promise<TraySheet | null> {
    if (this.#closed) return Promise.reject(new Error('The compositor is closed.'));
    return new Promise((resolve, reject) => {
      const requestId = this.#nextRequest++;
      this.#trays.set(requestId, { resolve, reject });
      this.#send({ type: 'tray', requestId, feedIds, width, height });
    });
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#worker.terminate();
    this.#streams.close();
    this.#elements.close();
    this.programTrack.stop();
    this.monitorTrack.stop();
    this.previewTrack.stop();
    this.#listeners.clear();
    this.#warningListeners.clear();
    this.#failureListeners.clear();
    this.#rejectWaiting('The compositor is closed.');
  }

  #send(message: ToCompositor, transfer: Transferable[] = []): void {
    if (!this.#closed) this.#worker.postMessage(message, transfer);
  }

  #receive(message: FromCompositor): void {
    switch (message.type) {
      case 'ready':
      case 'facts':
      case 'tracks':
        return;
      case 'pictures.ask':
        return this.#sendPictures();
      case 'frame':
        this.#show?.(message.output, message.frame);
        return this.#send({ type: 'frame.shown', output: message.output });
      case 'painted':
        return this.#painted.resolve();
      case 'stats':
        for (const listener of this.#listeners) listener(message.stats);
        return;
      case 'thumbnail':
        return this.#settleThumbnail(message);
      case 'tray':
        return this.#settleTray(message);
      case 'warning':
        for (const listener of this.#warningListeners) listener(message.warning);
        return;
      case 'failed':
        return this.#stop(message.error);
    }
  }

  #sendPictures(): void {
    const pictures = this.#elements.take();
    this.#send(
      { type: 'pictures', pictures },
      pictures.map(({ frame }) => frame),
    );
  }

  #settleThumbnail({ requestId, bitmap, error }: Extract<FromCompositor, { type: 'thumbnail' }>): void {
    const waiting = this.#thumbnails.get(requestId);
    this.#thumbnails.delete(requestId);
    if (bitmap) waiting?.resolve(bitmap);
    else waiting?.reject(new Error(error));
  }

  #settleTray({ requestId, bitmap, feedIds }: Extract<FromCompositor, { type: 'tray' }>): void {
    const waiting = this.#trays.get(requestId);
    this.#trays.delete(requestId);
    waiting?.resolve(bitmap && { bitmap, feedIds });
  }

  #stop(reason: string): void {
    this.#rejectWaiting(reason);
    for (const listener of this.#failureListeners) listener(reason);
  }

  #rejectWaiting(reason: string): void {
    this.#painted.reject(new Error(reason));
    for (const waiting of [...this.#thumbnails.values(), ...this.#trays.values()])
      waiting.reject(new Error(reason));
    this.#thumbnails.clear();
    this.#trays.clear();
  }
}

interface Signal {
  promise: Promise<void>;
  resolve: () => void;
  reject: (error: Error) => void;
}

/** Marked as handled: whoever never calls ready() must not get an unhandled rejection on close. */
function newSignal(): Signal {
  const settle: Pick<Signal, 'resolve' | 'reject'> = { resolve: () => undefined, reject: () => undefined };
  const promise = new Promise<void>((resolve, reject) => Object.assign(settle, { resolve, reject }));
  promise.catch(() => {
    /* Reported through ready() to those who ask. */
  });
  return {
    promise,
    resolve: () => settle.resolve(),
    reject: (error) => settle.reject(error),
  };
}
