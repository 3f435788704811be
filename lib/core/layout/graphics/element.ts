import type { ProgramGraphic } from '../../contract/graphic';
import type { RasterOp } from '../draw-list';
import type { CanvasSize } from '../placement';
import type { Px } from './plate';
import type { Style } from './theme';

/** What the parts of a graphic are drawn with. */
export interface ElementContext {
  canvas: CanvasSize;
  style: Style;
  px: Px;
}

/** A picture of a graphic at rest, and how it gets there. */
export interface Piece {
  op: RasterOp;
  /** Where it comes from. `bar`: over its own edge of the canvas, `heightPx` far. */
  from: 'left' | 'right' | 'below' | 'above' | 'middle' | 'nowhere';
  /** Of a bar: how far it must move to be out of the picture; 0 for others. */
  travelPx: number;
  /** Starts this much later than the graphic, as a share of its time in. */
  delay: number;
  /** A ticker's items: design px per second, to the left, since it was shown. */
  scrollPxPerSecond: number;
}

export const piece = (op: RasterOp, from: Piece['from'], changes: Partial<Piece> = {}): Piece => ({
  op,
  from,
  travelPx: 0,
  delay: 0,
  scrollPxPerSecond: 0,
  ...changes,
});

/** One graphic, laid out. */
export interface Element {
  graphic: ProgramGraphic;
  /** Of the canvas' lower and upper edge: it stands on what bars leave free there. */
  standsOn: 'bottom' | 'top' | 'none';
  /** A bar takes this much of its edge, from the edge inwards in the order of `barRank`. */
  bar: { edge: 'top' | 'bottom'; heightPx: number; rank: number } | null;
  /** What it shows at a time. The same ops as long as nothing but time has changed. @returns until when they hold. */
  at: (nowMs: number) => { pieces: readonly Piece[]; untilMs: number };
  /** It goes by itself at this time. */
  endsAtMs: number | null;
}

export function still(pieces: readonly Piece[]): Element['at'] {
  const answer = { pieces, untilMs: Infinity };
  return () => answer;
}
