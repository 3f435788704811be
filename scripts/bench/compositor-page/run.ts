import type { TransitionKind } from '@/lib/core/contract/scene-document';
import type { RendererName } from '@/lib/browser/compositor/worker/messages';

/** One measured run, as the page and the script that drives it both see it. */
export interface RunOptions {
  /** One change after the other between a grid of all sources and the first alone, without a pause. */
  transition?: Exclude<TransitionKind, 'cut'>;
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
  /** What the compositor gave up at the end, if anything. */
  shedding: string;
}
