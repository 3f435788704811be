import type { DrawOp } from '@/lib/core/layout/draw-list';
import type { FramePlan } from '@/lib/core/layout/staging';
import type { CanvasSize } from '@/lib/core/layout/placement';
import type { OutputName, RendererName } from './messages';

export type { OutputName } from './messages';

/** Draws draw lists. All renderers get the same list and must show the same picture. */
export interface Renderer {
  readonly name: RendererName;
  /** Takes the frame over and closes it in time. Resolves when the next render shows it. */
  accept: (feedId: string, frame: VideoFrame) => Promise<{ width: number; height: number }>;
  forget: (feedId: string) => void;
  /** Draws a frame of one of the two outputs. Pass the same arrays while the scene stays the same. */
  render: (output: OutputName, plan: FramePlan, timing: FrameTiming) => VideoFrame;
  /** Draws a still of any size from the same sources. */
  still: (ops: readonly DrawOp[], size: CanvasSize) => Promise<ImageBitmap>;
  dispose: () => void;
}

export type OutputSizes = Readonly<Record<OutputName, CanvasSize>>;

/** In microseconds. */
export interface FrameTiming {
  timestamp: number;
  duration: number;
}

/** Stamped on every program frame, so that no reader has to guess. */
export const PROGRAM_COLOR_SPACE = {
  primaries: 'bt709',
  transfer: 'bt709',
  matrix: 'bt709',
  fullRange: false,
} as const;
