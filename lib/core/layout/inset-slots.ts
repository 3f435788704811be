import { cornerFor, gridSlots } from './grid-slots';
import { evenFloor, type LayoutSpace, type Slot } from './placement';

/** Three insets of 16:9 fit above each other on the right edge without touching the top margin. */
export const INSETS_MAX = 3;
const INSET_WIDTH_SHARE = 0.22;
const INSET_ASPECT = 16 / 9;
/** Width of the column beside a presentation, of the canvas: 21 % for one column, 2 x 12.5 % for two. */
const SIDE_SHARE_ONE = 0.22;
const SIDE_SHARE_TWO = 0.125;
const ONE_COLUMN_MAX = 4;
/** Tiles beside a presentation are nearly square at most, so that a face fills them. */
const SIDE_ASPECT_MIN = 1.15;

/** The first feed fills the canvas; up to three more lie over its right edge, from the bottom up. */
export function pictureInPictureSlots(count: number, space: LayoutSpace): Slot[] {
  const main: Slot = { x: 0, y: 0, width: space.width, height: space.height, radiusPx: 0, z: 0 };
  const width = space.snap(space.width * INSET_WIDTH_SHARE);
  const height = space.snap(width / INSET_ASPECT);
  const insets = Array.from({ length: Math.min(count - 1, INSETS_MAX) }, (_, index) => ({
    x: space.width - space.marginPx - width,
    y: space.height - space.marginPx - height - index * (height + space.gapPx),
    width,
    height,
    radiusPx: cornerFor(height, space),
    z: index + 1,
  }));
  return [main, ...insets];
}

/** One large feed (the shared screen) and the others in one or two columns on its right. */
export function presentationSlots(count: number, space: LayoutSpace): Slot[] {
  if (count === 1) return gridSlots(1, space);
  const side = sideColumns(count - 1, space);
  const mainWidth = space.width - 2 * space.marginPx - space.gapPx - side.totalWidth;
  const mainHeight = evenFloor((mainWidth * 9) / 16);
  const main: Slot = {
    x: space.marginPx,
    y: evenFloor((space.height - mainHeight) / 2),
    width: mainWidth,
    height: mainHeight,
    radiusPx: cornerFor(mainHeight, space),
    z: 0,
  };
  return [main, ...sideSlots(count - 1, side, { main, space })];
}

interface SideColumns {
  columns: number;
  tileWidth: number;
  totalWidth: number;
}

function sideColumns(count: number, space: LayoutSpace): SideColumns {
  const columns = count <= ONE_COLUMN_MAX ? 1 : 2;
  const tileWidth = space.snap(space.width * (columns === 1 ? SIDE_SHARE_ONE : SIDE_SHARE_TWO));
  return { columns, tileWidth, totalWidth: columns * tileWidth + (columns - 1) * space.gapPx };
}

function sideSlots(count: number, side: SideColumns, place: { main: Slot; space: LayoutSpace }): Slot[] {
  const { main, space } = place;
  const rows = Math.ceil(count / side.columns);
  // Two tiles end level with the large feed; more may use the height between the margins.
  const room = rows <= 2 ? main.height : space.height - 2 * space.marginPx;
  const height = evenFloor(
    Math.min(side.tileWidth / SIDE_ASPECT_MIN, (room - (rows - 1) * space.gapPx) / rows),
  );
  const top = evenFloor((space.height - rows * height - (rows - 1) * space.gapPx) / 2);
  return Array.from({ length: count }, (_, index) => ({
    x: main.x + main.width + space.gapPx + (index % side.columns) * (side.tileWidth + space.gapPx),
    y: top + Math.floor(index / side.columns) * (height + space.gapPx),
    width: side.tileWidth,
    height,
    radiusPx: cornerFor(height, space),
    z: index + 1,
  }));
}
