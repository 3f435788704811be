/** Reads the program on a thread of its own, as an encoder does, and answers questions about what it saw. */
export type SinkQuestion =
  | { type: 'attach'; readable: ReadableStream<VideoFrame> }
  /** Starts counting anew. */
  | { type: 'reset' }
  | { type: 'report'; points: { x: number; y: number }[] };

export interface SinkReport {
  frames: number;
  seconds: number;
  gapMsMax: number;
  /** Frames whose timestamp was not above the one before. */
  nonMonotonic: number;
  colorSpace: string;
  format: string | null;
  /** RGB of the newest frame at the asked points. */
  colors: number[][];
}

const scope = globalThis as unknown as {
  onmessage: ((event: MessageEvent<SinkQuestion>) => void) | null;
  postMessage: (report: SinkReport) => void;
};

const seen = { frames: 0, sinceMs: 0, lastMs: 0, gapMsMax: 0, nonMonotonic: 0, timestamp: -1 };
let newest: VideoFrame | null = null;

scope.onmessage = ({ data }) => {
  if (data.type === 'attach') void read(data.readable);
  else if (data.type === 'reset') reset();
  else scope.postMessage(report(data.points));
};

function reset(): void {
  const nowMs = performance.now();
  Object.assign(seen, { frames: 0, sinceMs: nowMs, lastMs: nowMs, gapMsMax: 0, nonMonotonic: 0 });
}

async function read(readable: ReadableStream<VideoFrame>): Promise<void> {
  reset();
  const reader = readable.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const nowMs = performance.now();
    seen.frames += 1;
    seen.gapMsMax = Math.max(seen.gapMsMax, nowMs - seen.lastMs);
    seen.lastMs = nowMs;
    if (value.timestamp <= seen.timestamp) seen.nonMonotonic += 1;
    seen.timestamp = value.timestamp;
    newest?.close();
    newest = value;
  }
}

function report(points: { x: number; y: number }[]): SinkReport {
  const { frames, gapMsMax, nonMonotonic } = seen;
  return {
    frames,
    seconds: (performance.now() - seen.sinceMs) / 1000,
    gapMsMax,
    nonMonotonic,
    format: newest?.format ?? null,
    colorSpace: newest ? JSON.stringify(newest.colorSpace.toJSON()) : '',
    colors: newest ? colorsOf(newest, points) : [],
  };
}

function colorsOf(frame: VideoFrame, points: { x: number; y: number }[]): number[][] {
  const context = new OffscreenCanvas(frame.displayWidth, frame.displayHeight).getContext('2d');
  if (!context) return [];
  context.drawImage(frame, 0, 0);
  return points.map(({ x, y }) => [...context.getImageData(x, y, 1, 1).data.slice(0, 3)]);
}
