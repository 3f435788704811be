/// <reference types="dom-mediacapture-transform" />
/** In the page: when keys went down, and how much each picture of the program track differs from the one before. */
export interface TakeProbe {
  pressedAtMs: number;
  /** ms since the page's time origin; by a worker, which no rendering of the page keeps waiting. */
  changes: { atMs: number; amount: number }[];
}

declare global {
  interface Window {
    takeProbe: TakeProbe;
  }
}

/** To be given to `context.addInitScript`: the first video generator that the page makes carries the program. */
export function installTakeProbe(): void {
  const CHANGES_MAX = 20_000;
  const probe: TakeProbe = { pressedAtMs: Infinity, changes: [] };
  window.takeProbe = probe;
  window.addEventListener('keydown', (event) => (probe.pressedAtMs = event.timeStamp), { capture: true });
  const watch = `onmessage = async ({ data: { readable, originMs } }) => {
    const context = new OffscreenCanvas(32, 18).getContext('2d', { willReadFrequently: true });
    const reader = readable.getReader();
    for (let last = null;;) {
      const { done, value: frame } = await reader.read();
      if (done) return;
      const atMs = performance.timeOrigin + performance.now() - originMs;
      context.drawImage(frame, 0, 0, 32, 18);
      frame.close();
      const { data } = context.getImageData(0, 0, 32, 18);
      let sum = 0;
      if (last) for (let index = 0; index < data.length; index += 4) sum += Math.abs(data[index] - last[index]);
      if (last) postMessage({ atMs, amount: sum / (data.length / 4) });
      last = data;
    }
  };`;
  const Generator = window.MediaStreamTrackGenerator;
  let isProgram = true;
  const Watched = class extends (Generator as unknown as new (options: object) => MediaStreamVideoTrack) {
    constructor(options: object) {
      super(options);
      if (!isProgram) return;
      isProgram = false;
      const worker = new Worker(URL.createObjectURL(new Blob([watch], { type: 'text/javascript' })));
      worker.onmessage = ({ data }: MessageEvent<TakeProbe['changes'][number]>) => {
        if (probe.changes.length < CHANGES_MAX) probe.changes.push(data);
      };
      const { readable } = new MediaStreamTrackProcessor({ track: this, maxBufferSize: 1 });
      worker.postMessage({ readable, originMs: performance.timeOrigin }, [readable]);
    }
  };
  window.MediaStreamTrackGenerator = Watched as unknown as typeof MediaStreamTrackGenerator;
}

/** In the page. @returns ms from the last key press to the first picture that differs as scenes do; null: not in time. */
export async function readTake(withinMs: number): Promise<number | null> {
  // Both scenes are still: any other picture is the other scene.
  const CHANGE_MIN = 0.05;
  const probe = window.takeProbe;
  const { pressedAtMs } = probe;
  while (performance.now() - pressedAtMs < withinMs) {
    const seen = probe.changes.find(({ atMs, amount }) => atMs > pressedAtMs && amount > CHANGE_MIN);
    if (seen) return seen.atMs - pressedAtMs;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return null;
}
