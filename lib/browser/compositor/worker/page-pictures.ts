import type { SourcePicture } from './messages';

/**
 * Pictures that the page takes of its video elements and sends here: asked for once a frame, and not again before the
 * answer, so that a busy page is never asked faster than it answers.
 */
export class PagePictures {
  readonly #inlets = new Map<string, FrameInlet>();
  readonly #ask: () => void;
  #isAsked = false;

  constructor(ask: () => void) {
    this.#ask = ask;
  }

  open(feedId: string): ReadableStream<VideoFrame> {
    this.#inlets.get(feedId)?.close();
    const inlet = new FrameInlet(() => {
      if (this.#inlets.get(feedId) === inlet) this.#inlets.delete(feedId);
    });
    this.#inlets.set(feedId, inlet);
    return inlet.readable;
  }

  /** Call once a frame. */
  askIfDue(): void {
    if (this.#isAsked || this.#inlets.size === 0) return;
    this.#isAsked = true;
    this.#ask();
  }

  /** The page's answer; may be empty. */
  take(pictures: readonly SourcePicture[]): void {
    this.#isAsked = false;
    for (const { feedId, frame } of pictures) {
      const inlet = this.#inlets.get(feedId);
      if (inlet) inlet.put(frame);
      else frame.close();
    }
  }
}

/** A stream that holds one frame at most: a newer one takes its place. */
class FrameInlet {
  readonly readable: ReadableStream<VideoFrame>;
  #controller: ReadableStreamDefaultController<VideoFrame> | null = null;
  #waiting: VideoFrame | null = null;
  #isWanted = false;

  constructor(onCancel: () => void) {
    this.readable = new ReadableStream<VideoFrame>(
      {
        start: (controller) => void (this.#controller = controller),
        pull: () => {
          this.#isWanted = true;
          this.#pass();
        },
        cancel: () => {
          this.#controller = null;
          this.#drop();
          onCancel();
        },
      },
      { highWaterMark: 0 },
    );
  }

  put(frame: VideoFrame): void {
    this.#drop();
    if (!this.#controller) return frame.close();
    this.#waiting = frame;
    this.#pass();
  }

  close(): void {
    this.#drop();
    this.#controller?.close();
    this.#controller = null;
  }

  #pass(): void {
    if (!this.#isWanted || !this.#waiting) return;
    this.#isWanted = false;
    this.#controller?.enqueue(this.#waiting);
    this.#waiting = null;
  }

  #drop(): void {
    this.#waiting?.close();
    this.#waiting = null;
  }
}
