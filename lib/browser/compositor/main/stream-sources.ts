/// <reference types="dom-mediacapture-transform" />

/**
 * A track that sends nothing for so long (muted, a still screen) is handed over as it is. A remote one may wait a second
 * and more for its first key frame.
 */
const FIRST_FRAME_MS = 2_000;

export interface StreamSourcesParts {
  /** Opens a stream of a track's frames; each call another one. */
  framesOf: (track: MediaStreamTrack) => ReadableStream<VideoFrame>;
  /** Transfers the stream to the worker. */
  handOver: (feedId: string, readable: ReadableStream<VideoFrame>) => void;
}

/**
 * Opens tracks for the worker, and hands each stream over when its first frame is in it.
 *
 * Chromium reads one frame of a stream ahead while it transfers it. Does the page learn that the worker has the stream
 * after it made this frame and before it passed it on, then the frame is lost: nobody closes it, and a source may stand
 * still that lends only a few. Of a stream that already holds a frame none is read ahead.
 */
export class StreamSources {
  readonly #parts: StreamSourcesParts;
  /** The newest of each feed, until it is handed over. */
  readonly #waiting = new Map<string, ReadableStream<VideoFrame>>();

  constructor(parts: StreamSourcesParts) {
    this.#parts = parts;
  }

  add(feedId: string, track: MediaStreamTrack): void {
    const readable = this.#parts.framesOf(track);
    this.#waiting.set(feedId, readable);
    const first = this.#putFirstFrame(track, readable).catch(() => {
      /* A track that broke has no frames to lose. */
    });
    // A page that was busy for so long has frames to deliver first.
    const late = sleep(FIRST_FRAME_MS).then(nextTask);
    void Promise.race([first, late]).then(() => {
      if (this.#waiting.get(feedId) !== readable) return first.then(() => empty(readable));
      this.#waiting.delete(feedId);
      this.#parts.handOver(feedId, readable);
    });
  }

  /** Of a stream that was handed over the worker must be told. */
  remove(feedId: string): void {
    this.#waiting.delete(feedId);
  }

  close(): void {
    this.#waiting.clear();
  }

  /** Resolves when the stream has its first frame, or none will come. */
  async #putFirstFrame(track: MediaStreamTrack, readable: ReadableStream<VideoFrame>): Promise<void> {
    // A stream that has not begun yet asks its track for nothing.
    await nextTask();
    askForOne(readable);
    // Nothing tells when a frame is in a stream: one that was opened later has it at the same time.
    const reader = this.#parts.framesOf(track).getReader();
    const { value } = await reader.read();
    value?.close();
    // Nothing is on its way any more: see `closingStream`.
    void reader.cancel();
    // The other stream's may be delivered by the task after this one.
    await nextTask();
  }
}

/** @param track - not ended. @throws where the browser has no MediaStreamTrackProcessor in its pages. */
export function framesOfTrack(track: MediaStreamTrack): ReadableStream<VideoFrame> {
  // One frame waiting at most: an old picture is worth nothing on air.
  const init = { track: track as MediaStreamVideoTrack, maxBufferSize: 1 };
  return new MediaStreamTrackProcessor(init).readable;
}

/** The next frame stays in the stream for whoever reads it then. */
function askForOne(readable: ReadableStream<VideoFrame>): void {
  const reader = readable.getReader();
  reader.read().catch(() => {
    /* Whoever lets go of a stream is told that its reading came to nothing. */
  });
  reader.releaseLock();
}

/** Ends a stream that has its first frame. */
async function empty(readable: ReadableStream<VideoFrame>): Promise<void> {
  const reader = readable.getReader();
  const { value } = await reader.read();
  value?.close();
  await reader.cancel();
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Not a timer: those of a hidden page fire once a second. */
const nextTask = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
