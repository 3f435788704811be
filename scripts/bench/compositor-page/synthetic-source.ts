/// <reference types="dom-mediacapture-transform" />

export interface SyntheticSource {
  track: MediaStreamTrack;
  stop: () => void;
}

const WIDTH = 640;
const HEIGHT = 360;
const FPS = 30;
/** Different pictures that take turns, made once, so that a source costs almost nothing while measuring. */
const PICTURES = 8;

/** A 640x360 camera of one colour, 30 frames a second, fed from a worker so that a busy page does not slow it. */
export function newSource(color: string, moving: boolean): Promise<SyntheticSource> {
  const generator = new MediaStreamTrackGenerator({ kind: 'video' });
  const worker = new Worker(new URL('./synthetic-worker.ts', import.meta.url), { type: 'module' });
  const { writable } = generator;
  const options = { writable, color, moving, width: WIDTH, height: HEIGHT, fps: FPS, pictures: PICTURES };
  worker.postMessage(options, [writable]);
  const source = {
    track: generator,
    stop: () => {
      worker.terminate();
      generator.stop();
    },
  };
  return new Promise((resolve) => {
    worker.onmessage = () => resolve(source);
  });
}
