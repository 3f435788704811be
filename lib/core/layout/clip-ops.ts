import type { ProgramClip } from '../contract/media';
import { levelAt } from '../media/playback';
import type { DrawOp } from './draw-list';
import { BEHIND_FILES } from './flat-paint';
import type { CanvasSize } from './placement';

/** Shapes that differ by less fill the canvas: a strip of a pixel or two is seen as a fault. */
const SHAPE_DIFFERENCE_MAX = 0.01;

/**
 * The drawing steps of a clip over the feeds at `nowMs` (server time); none while it is not seen.
 * @param picture - the size of its pictures; null while none has been decoded.
 */
export function clipOps(
  clip: ProgramClip,
  picture: CanvasSize | null,
  at: { feedId: string; canvas: CanvasSize; nowMs: number },
): DrawOp[] {
  const alpha = levelAt(clip, at.nowMs);
  if (alpha === 0 || !picture) return [];
  const { width, height } = at.canvas;
  const isSameShape =
    Math.abs((picture.width * height) / (picture.height * width) - 1) < SHAPE_DIFFERENCE_MAX;
  const cropMode = isSameShape ? 'cover' : clip.fit;
  const place = { x: 0, y: 0, width, height, radiusPx: 0 };
  return [
    // The feeds must not be seen beside it.
    ...(cropMode === 'contain' ? [{ kind: 'background', paint: BEHIND_FILES, alpha } as const] : []),
    { kind: 'video', feedId: at.feedId, cropMode, alpha, ...place },
  ];
}
