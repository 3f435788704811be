import type { DrawOp } from '@/lib/core/layout/draw-list';
import type { CanvasSize } from '@/lib/core/layout/placement';
import type { RendererName } from './messages';

/** Draws draw lists. All renderers get the same list and must show the same picture. */
export interface Renderer {
  readonly name: RendererName;
  /** Takes the frame over and closes it in time. Resolves when the next render shows it. */
  accept: (feedId: string, frame: VideoFrame) => Promise<{ width: number; height: number }>;
  forget: (feedId: string) => void;
  /** Draws the program. Pass the same array while the scene stays the same. */
  render: (ops: readonly DrawOp[], timing: { timestamp: number; duration: number }) => VideoFrame;
  /** Draws a still of any size from the same sources. */
  still: (ops: readonly DrawOp[], size: CanvasSize) => Promise<ImageBitmap>;
  dispose: () => void;
}

/** Stamped on every program frame, so that no reader has to guess. */
export const PROGRAM_COLOR_SPACE = {
  primaries: 'bt709',
  transfer: 'bt709',
  matrix: 'bt709',
  fullRange: false,
} as const;
