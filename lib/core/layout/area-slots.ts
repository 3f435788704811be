import { cornerFor } from './grid-slots';
import { evenFloor, type LayoutSpace, type Rect, type Slot } from './placement';

/** Portraits and landscapes alike survive a crop to this shape. */
const TILE_ASPECT_WANTED = 4 / 3;

/**
 * Shares an area among `count` tiles of one size, shaped as close to 4:3 as rows allow; a last row that is not full is
 * centred.
 * @param z - of the first tile.
 */
export function areaSlots(
  count: number,
  area: Rect,
  { space, z }: { space: LayoutSpace; z: number },
): Slot[] {
  const rows = bestRows(count, area, space);
  const columns = Math.ceil(count / rows);
  const [width, height] = [shareOf(area.width, columns, space), shareOf(area.height, rows, space)];
  const radiusPx = cornerFor(Math.min(width, height), space);
  const top = area.y + evenFloor((area.height - rows * height - (rows - 1) * space.gapPx) / 2);
  return Array.from({ length: count }, (_, index) => {
    const row = Math.floor(index / columns);
    const inRow = Math.min(columns, count - row * columns);
    const left = area.x + evenFloor((area.width - inRow * width - (inRow - 1) * space.gapPx) / 2);
    return {
      x: left + (index % columns) * (width + space.gapPx),
      y: top + row * (height + space.gapPx),
      width,
      height,
      radiusPx,
      z: z + index,
    };
  });
}

/** Even length of one of `parts` that share `total`, gaps between. */
function shareOf(total: number, parts: number, { gapPx }: LayoutSpace): number {
  return Math.max(2, evenFloor((total - (parts - 1) * gapPx) / parts));
}

function bestRows(count: number, area: Rect, { gapPx }: LayoutSpace): number {
  let best = 1;
  let bestError = Infinity;
  for (let rows = 1; rows <= count; rows += 1) {
    const columns = Math.ceil(count / rows);
    const width = (area.width - (columns - 1) * gapPx) / columns;
    const height = (area.height - (rows - 1) * gapPx) / rows;
    const error = Math.abs(Math.log(width / height / TILE_ASPECT_WANTED));
    if (error < bestError) [best, bestError] = [rows, error];
  }
  return best;
}
