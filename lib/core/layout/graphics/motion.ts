import type { RasterOp } from '../draw-list';
import { designPx, type CanvasSize } from '../placement';
import type { Piece } from './element';
import { easeOut } from './presence';
import type { Theme } from './theme';

const SLIDE_PX = 56;
const RISE_PX = 26;

/** A piece on its way, at `level` 0..1 of being there. Only position, opacity and how much is seen change. */
export function movedPiece(
  { op, from, travelPx, delay }: Piece,
  level: number,
  { theme, canvas }: { theme: Theme; canvas: CanvasSize },
): RasterOp {
  const own = delay === 0 ? level : Math.max(0, (level - delay) / (1 - delay));
  const there = easeOut(own);
  if (from === 'nowhere') return { ...op, alpha: op.alpha * own };
  const { kind } = theme.motion;
  if (travelPx > 0) {
    // A bar that wipes would leave its running text behind: bars of every theme come over their edge.
    return shifted(op, 0, (from === 'below' ? 1 : -1) * travelPx * (1 - there), kind === 'rise' ? own : 1);
  }
  const left = 1 - there;
  if (kind === 'wipe' && from !== 'middle') {
    return { ...op, reveal: { share: there, from: from === 'right' ? 'right' : 'left' } };
  }
  if (kind === 'rise' || from === 'below' || from === 'middle') {
    return shifted(op, 0, designPx(canvas, RISE_PX) * left, own);
  }
  return shifted(op, designPx(canvas, SLIDE_PX) * left * (from === 'right' ? 1 : -1), 0, own);
}

function shifted(op: RasterOp, dx: number, dy: number, alpha: number): RasterOp {
  return {
    ...op,
    x: op.x + dx,
    y: op.y + dy,
    alpha: op.alpha * alpha,
    ...(op.clip ? { clip: { ...op.clip, x: op.clip.x + dx, y: op.clip.y + dy } } : {}),
  };
}
