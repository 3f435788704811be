/** Hands frames to the page, one at a time: the next is sent when the page has shown the last. */
export class PageOutlet {
  readonly writable: WritableStream<VideoFrame>;
  #shown: (() => void) | null = null;

  /** @param send - takes the frame over. */
  constructor(send: (frame: VideoFrame) => void) {
    this.writable = new WritableStream<VideoFrame>({
      write: (frame) =>
        new Promise((resolve) => {
          this.#shown = resolve;
          send(frame);
        }),
    });
  }

  /** The page has shown the last frame. */
  confirm(): void {
    this.#shown?.();
    this.#shown = null;
  }
}

/** Where nobody needs a second copy of the program. */
export function newFrameSink(): WritableStream<VideoFrame> {
  return new WritableStream<VideoFrame>({ write: (frame) => frame.close() });
}
