/// <reference types="dom-mediacapture-transform" />
import type { SyntheticSource } from './synthetic-source';
import type { RunOptions, RunResult } from './run';

interface Parts {
  startSources: (count: number, moving: boolean) => Promise<SyntheticSource[]>;
  size: { width: number; height: number; fps: number };
}

/**
 * What most studios in the browser do: hidden video elements drawn by requestAnimationFrame on the page's thread into
 * a canvas that is captured. frameMs is the time of the draw calls, as the page sees it.
 */
export async function runCanvasBaseline(
  { sources: count, seconds }: RunOptions,
  parts: Parts,
): Promise<RunResult> {
  const sources = await parts.startSources(count, true);
  const videos = await Promise.all(sources.map(playHidden));
  const canvas = document.createElement('canvas');
  Object.assign(canvas, parts.size);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no 2D canvas');
  const { readable } = new MediaStreamTrackProcessor({
    track: canvas.captureStream(parts.size.fps).getVideoTracks()[0] as MediaStreamVideoTrack,
  });
  const reader = readable.getReader();
  let received = 0;
  const pump = async (): Promise<void> => {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      received += 1;
      value.close();
    }
  };
  void pump();
  const times = await drawFor(seconds, () => drawGrid(context, videos), parts.size.fps);
  const fps = received / seconds;
  await reader.cancel();
  for (const video of videos) video.srcObject = null;
  for (const source of sources) source.stop();
  const sorted = times.sort((a, b) => a - b);
  return {
    renderer: 'main-thread canvas2d',
    fps,
    frameMsP50: sorted[sorted.length >> 1] ?? 0,
    frameMsP95: sorted[Math.floor(sorted.length * 0.95)] ?? 0,
    framesMissed: Math.max(0, Math.round(seconds * parts.size.fps) - received),
    framesDropped: 0,
    shedding: 'nothing',
  };
}

async function playHidden({ track }: SyntheticSource): Promise<HTMLVideoElement> {
  const video = document.createElement('video');
  video.muted = true;
  video.srcObject = new MediaStream([track]);
  await video.play();
  return video;
}

function drawFor(seconds: number, draw: () => void, fps: number): Promise<number[]> {
  return new Promise((resolve) => {
    const times: number[] = [];
    const startMs = performance.now();
    let frame = 0;
    const step = (): void => {
      const nowMs = performance.now();
      if (nowMs - startMs > seconds * 1000) return resolve(times);
      if (nowMs - startMs >= (frame * 1000) / fps) {
        frame = Math.floor(((nowMs - startMs) * fps) / 1000) + 1;
        draw();
        times.push(performance.now() - nowMs);
      }
      requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  });
}

function drawGrid(context: CanvasRenderingContext2D, videos: HTMLVideoElement[]): void {
  const { width, height } = context.canvas;
  const columns = Math.ceil(Math.sqrt(videos.length));
  const rows = Math.ceil(videos.length / columns);
  const gradient = context.createLinearGradient(0, 0, width, height);
  gradient.addColorStop(0, '#203a78');
  gradient.addColorStop(1, '#0a0f1f');
  context.fillStyle = gradient;
  context.fillRect(0, 0, width, height);
  for (const [index, video] of videos.entries()) {
    const [tileWidth, tileHeight] = [width / columns - 20, height / rows - 20];
    const x = (index % columns) * (width / columns) + 10;
    const y = Math.floor(index / columns) * (height / rows) + 10;
    context.save();
    context.beginPath();
    context.roundRect(x, y, tileWidth, tileHeight, 20);
    context.clip();
    context.drawImage(video, x, y, tileWidth, tileHeight);
    context.restore();
  }
}
