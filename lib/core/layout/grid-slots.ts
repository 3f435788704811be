import { evenFloor, type LayoutSpace, type Slot } from './placement';

const TILE_ASPECT = 16 / 9;

/** Equal 16:9 tiles, as large as fit, rows centred: nobody is cropped and nobody is larger than another. */
export function gridSlots(count: number, space: LayoutSpace): Slot[] {
  const columns = bestColumns(count, space);
  const rows = Math.ceil(count / columns);
  const tile = tileSize({ columns, rows }, space);
  const top = evenFloor((space.height - rows * tile.height - (rows - 1) * space.gapPx) / 2);
  return Array.from({ length: count }, (_, index) => {
    const row = Math.floor(index / columns);
    const inRow = row === rows - 1 ? count - row * columns : columns;
    const left = evenFloor((space.width - inRow * tile.width - (inRow - 1) * space.gapPx) / 2);
    return {
      x: left + (index % columns) * (tile.width + space.gapPx),
      y: top + row * (tile.height + space.gapPx),
      ...tile,
      radiusPx: cornerFor(tile.height, space),
      z: index,
    };
  });
}

/** Corners keep their proportion on small tiles. */
export function cornerFor(tileHeightPx: number, space: LayoutSpace): number {
  return Math.max(2, Math.min(space.radiusPx, Math.round(tileHeightPx / 12)));
}

function bestColumns(count: number, space: LayoutSpace): number {
  let best = 1;
  for (let columns = 2; columns <= count; columns += 1) {
    const width = tileSize({ columns, rows: Math.ceil(count / columns) }, space).width;
    if (width > tileSize({ columns: best, rows: Math.ceil(count / best) }, space).width) best = columns;
  }
  return best;
}

interface GridShape {
  columns: number;
  rows: number;
}

function tileSize({ columns, rows }: GridShape, space: LayoutSpace): { width: number; height: number } {
  const widthMax = (space.width - 2 * space.marginPx - (columns - 1) * space.gapPx) / columns;
  const heightMax = (space.height - 2 * space.marginPx - (rows - 1) * space.gapPx) / rows;
  const width = Math.min(widthMax, heightMax * TILE_ASPECT);
  return { width: snapDown(width, space.gridPx), height: snapDown(width / TILE_ASPECT, space.gridPx) };
}

/** Down, not to the nearest: a tile must never outgrow its share. */
function snapDown(px: number, gridPx: number): number {
  return Math.max(gridPx, Math.floor(px / gridPx) * gridPx);
}
