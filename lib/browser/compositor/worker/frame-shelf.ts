/** Holds the newest frame of each source open, until the next replaces it. */
export class FrameShelf {
  readonly #frames = new Map<string, VideoFrame>();

  /** Takes the frame over. */
  put(feedId: string, frame: VideoFrame): void {
    this.#frames.get(feedId)?.close();
    this.#frames.set(feedId, frame);
  }

  get(feedId: string): VideoFrame | undefined {
    return this.#frames.get(feedId);
  }

  forget(feedId: string): void {
    this.#frames.get(feedId)?.close();
    this.#frames.delete(feedId);
  }

  /** Copies of all, for another renderer; whoever asks closes them. */
  copies(): Map<string, VideoFrame> {
    return new Map(Array.from(this.#frames, ([feedId, frame]) => [feedId, frame.clone()]));
  }

  close(): void {
    for (const frame of this.#frames.values()) frame.close();
    this.#frames.clear();
  }
}
