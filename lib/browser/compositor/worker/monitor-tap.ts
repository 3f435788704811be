import type { FrameTap } from './program-loop';

/** The page's own picture of the program: every `every`-th frame, and none while the page has not taken the last. */
export class MonitorTap implements FrameTap {
  readonly #writer: WritableStreamDefaultWriter<VideoFrame>;
  readonly #every: number;
  #count = 0;
  #isWriting = false;
  #isOver = false;

  constructor(writable: WritableStream<VideoFrame>, every: number) {
    this.#writer = writable.getWriter();
    this.#every = every;
  }

  offer(frame: VideoFrame): void {
    if (this.#isOver || this.#count++ % this.#every !== 0 || this.#isWriting) return;
    void this.#write(frame.clone());
  }

  async #write(copy: VideoFrame): Promise<void> {
    this.#isWriting = true;
    try {
      await this.#writer.write(copy);
    } catch {
      // The page stopped the track: nobody looks any more, and the program goes on.
      copy.close();
      this.#isOver = true;
    } finally {
      this.#isWriting = false;
    }
  }
}
