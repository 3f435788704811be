import type { RendererName } from '@/lib/browser/compositor/worker/messages';

/** One measured run, as the page and the script that drives it both see it. */
export interface RunOptions {
  sources: number;
  seconds: number;
  renderer?: RendererName;
}

export interface RunResult {
  renderer: string;
  fps: number;
  frameMsP50: number;
  frameMsP95: number;
  framesMissed: number;
  framesDropped: number;
}
