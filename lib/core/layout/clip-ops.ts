import type { ProgramClip } from '../contract/media';
import { levelAt } from '../media/playback';
import type { DrawOp } from './draw-list';
import { BEHIND_FILES } from './flat-paint';
import type { CanvasSize } from './placement';
import type { FramePlan } from './staging';

/** Shapes that differ by less fill the canvas: a strip of a pixel or two is seen as a fault. */
const SHAPE_DIFFERENCE_MAX = 0.01;

/** The pictures of a clip. */
export interface ClipPicture extends CanvasSize {
  /** It has parts that are seen through. */
  isTransparent: boolean;
}

/** A clip over the feeds, as a frame draws it. */
export interface ClipLayer {
  /** The clip alone, as it is when it has faded in. */
  ops: readonly DrawOp[];
  /** How much of it is seen, above 0, at most 1. */
  level: number;
  /** Where it has faded in, nothing below is seen. */
  isOpaque: boolean;
}

/**
 * The drawing steps of a clip at rest.
 * @param place - the feed of its pictures, and the canvas it is drawn on.
 */
export function clipOps(
  { fit }: Pick<ProgramClip, 'fit'>,
  picture: ClipPicture,
  { feedId, canvas: { width, height } }: { feedId: string; canvas: CanvasSize },
): DrawOp[] {
  const isSameShape =
    Math.abs((picture.width * height) / (picture.height * width) - 1) < SHAPE_DIFFERENCE_MAX;
  const cropMode = isSameShape ? 'cover' : fit;
  return [
    // The feeds must not be seen beside it, but where the clip itself shows them.
    ...(cropMode === 'contain' && !picture.isTransparent ? [BACKDROP] : []),
    { kind: 'video', feedId, cropMode, alpha: 1, x: 0, y: 0, width, height, radiusPx: 0 },
  ];
}

const BACKDROP: DrawOp = { kind: 'background', paint: BEHIND_FILES };

/** @param ops - of `clipOps`. @param nowMs - server time. @returns null while nothing of the clip is seen. */
export function clipLayer(
  clip: ProgramClip,
  { ops, picture }: { ops: readonly DrawOp[]; picture: ClipPicture },
  nowMs: number,
): ClipLayer | null {
  const level = levelAt(clip, nowMs);
  return level === 0 ? null : { ops, level, isOpaque: !picture.isTransparent };
}

/**
 * A frame with a clip over it, below everything that `plan` draws over its scenes.
 * @param plan - the frame without it; asked for only where something of it is seen.
 */
export function planWithClip(layer: ClipLayer | null, plan: () => FramePlan): FramePlan {
  if (!layer) return plan();
  const { ops, level, isOpaque } = layer;
  if (isOpaque && level === 1) return { ...COVERED, over: ops };
  const below = plan();
  // One over the other, its backdrop and its picture would let through less than either: both are mixed in at once.
  if (ops.length > 1) {
    const under = below.mix ? { under: below.mix } : {};
    return { ops, mix: { from: below.ops, kind: 'fade', progress: level, ...under } };
  }
  return { ...below, over: ops.map((op) => ({ ...op, alpha: level })) };
}

/** The same array always, so that renderers keep what they made of it. */
const COVERED: FramePlan = { ops: [BACKDROP], mix: null };
