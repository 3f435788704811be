import type { RasterOp } from './draw-list';
import type { CanvasSize, Rect } from './placement';

/** Where a raster of a known size is drawn. */
export interface RasterPlace {
  /** Left edges of its copies, even; more than one when it repeats. */
  xs: number[];
  /** Even. */
  y: number;
  /** What may be touched, even; null: all of it. */
  clip: Rect | null;
}

/** A strip of two pixels over the widest program would be this many; more is a mistake in the spec. */
const COPIES_MAX = 1_000;

/** Turns anchor, repetition, clip and reveal into places, the same for every renderer. */
export function placeRaster(op: RasterOp, size: CanvasSize): RasterPlace {
  const x = evenRound(op.x - size.width * op.anchorX);
  const y = evenRound(op.y - size.height * op.anchorY);
  const clip = intersect(op.clip && evenRect(op.clip), op.reveal && revealed(op.reveal, { x, y, ...size }));
  if (!op.repeats || !op.clip) return { xs: [x], y, clip };
  const left = evenRound(op.clip.x);
  const right = left + evenRound(op.clip.width);
  const width = Math.max(2, evenRound(size.width));
  const first = x + Math.max(0, Math.floor((left - x) / width)) * width;
  const xs: number[] = [];
  for (let at = first; at < right && xs.length < COPIES_MAX; at += width) xs.push(at);
  return { xs, y, clip };
}

function revealed({ share, from }: NonNullable<RasterOp['reveal']>, rect: Rect): Rect {
  const width = evenRound(rect.width * share);
  const x = from === 'left' ? rect.x : rect.x + evenRound(rect.width) - width;
  return { x, y: rect.y, width, height: evenRound(rect.height) + 2 };
}

function intersect(a: Rect | undefined, b: Rect | undefined): Rect | null {
  if (!a || !b) return a ?? b ?? null;
  const [x, y] = [Math.max(a.x, b.x), Math.max(a.y, b.y)];
  const right = Math.min(a.x + a.width, b.x + b.width);
  const bottom = Math.min(a.y + a.height, b.y + b.height);
  return { x, y, width: Math.max(0, right - x), height: Math.max(0, bottom - y) };
}

function evenRect({ x, y, width, height }: Rect): Rect {
  return { x: evenRound(x), y: evenRound(y), width: evenRound(width), height: evenRound(height) };
}

/** Positions are even, since 4:2:0 pictures have one colour sample per 2x2 pixels. */
const evenRound = (px: number): number => Math.round(px / 2) * 2;
