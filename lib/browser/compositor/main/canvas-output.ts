import type { CanvasSize } from '@/lib/core/layout/placement';

/** Chrome has it at the track, Firefox at the stream. */
interface AsksForFrame {
  requestFrame?: () => void;
}

/** A track made of a canvas that nobody sees: for browsers without a generator. */
export class CanvasOutput {
  readonly track: MediaStreamTrack;
  readonly #context: CanvasRenderingContext2D;
  readonly #request: () => void;

  constructor({ width, height }: CanvasSize) {
    const canvas = document.createElement('canvas');
    Object.assign(canvas, { width, height });
    // Every frame is read back for the track: a canvas in a card's memory gave 9 frames a second without one, this 30.
    const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
    // 0: a frame for each request, and none besides.
    const stream = canvas.captureStream(0);
    const [track] = stream.getVideoTracks();
    if (!context || !track) throw new Error('This browser captures no 2D canvas.');
    this.#context = context;
    this.track = track;
    const owner = ([track, stream] as AsksForFrame[]).find(({ requestFrame }) => requestFrame !== undefined);
    this.#request = () => owner?.requestFrame?.();
  }

  /** Takes the frame over. */
  show(frame: VideoFrame): void {
    const { width, height } = this.#context.canvas;
    try {
      this.#context.drawImage(frame, 0, 0, width, height);
    } finally {
      frame.close();
    }
    this.#request();
  }
}
