import { evenFloor, type Placement, type Rect } from './placement';

/** A placed feed on its way in, out or elsewhere. */
export interface Tile extends Placement {
  /** 0..1 */
  alpha: number;
}

/** Feeds come and go at this share of their size. */
const OUTSIDE_SCALE = 0.86;

/**
 * The tiles between two layouts. Feeds of both glide from their old place to their new one; the others fade, growing or
 * shrinking a little about their centre. Rects stay even and, when both layouts are inside the canvas, inside it.
 * @param from - as they were shown when the glide began, which may be in the middle of another one.
 * @param progress - eased, 0..1.
 * @returns tiles in drawing order.
 */
export function glideTiles(from: readonly Tile[], to: readonly Placement[], progress: number): Tile[] {
  const orders = new Map<Tile, number>();
  const put = (tile: Tile, order: number): void => void orders.set(tile, order);
  for (const tile of from) {
    if (to.some(({ feedId }) => feedId === tile.feedId)) continue;
    put({ ...scaled(tile, mix(1, OUTSIDE_SCALE, progress)), alpha: tile.alpha * (1 - progress) }, tile.z);
  }
  for (const place of to) {
    const start = from.find(({ feedId }) => feedId === place.feedId);
    if (!start) put({ ...scaled(place, mix(OUTSIDE_SCALE, 1, progress)), alpha: progress }, place.z);
    // Two that change places pass each other half way, where they are of one size.
    else put(between(start, place, progress), progress < 0.5 ? start.z : place.z);
  }
  return [...orders].sort(([, a], [, b]) => a - b).map(([tile], z) => ({ ...tile, z }));
}

/** A layout at rest. */
export function restingTiles(placements: readonly Placement[]): Tile[] {
  return placements.map((placement) => ({ ...placement, alpha: 1 }));
}

function between(from: Tile, to: Placement, progress: number): Tile {
  const edge = (a: number, b: number): number => even(mix(a, b, progress));
  const [x, y] = [edge(from.x, to.x), edge(from.y, to.y)];
  return {
    ...to,
    x,
    y,
    width: Math.max(2, edge(from.x + from.width, to.x + to.width) - x),
    height: Math.max(2, edge(from.y + from.height, to.y + to.height) - y),
    radiusPx: Math.round(mix(from.radiusPx, to.radiusPx, progress)),
    alpha: mix(from.alpha, 1, progress),
  };
}

function scaled<Place extends Rect & { radiusPx: number }>(place: Place, scale: number): Place {
  const width = Math.max(2, even(place.width * scale));
  const height = Math.max(2, even(place.height * scale));
  return {
    ...place,
    x: place.x + evenFloor((place.width - width) / 2),
    y: place.y + evenFloor((place.height - height) / 2),
    width,
    height,
    radiusPx: Math.round(place.radiusPx * scale),
  };
}

function mix(a: number, b: number, share: number): number {
  return a + (b - a) * share;
}

function even(px: number): number {
  return Math.round(px / 2) * 2;
}
