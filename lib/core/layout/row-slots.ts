import { cornerFor, gridSlots } from './grid-slots';
import { evenFloor, type LayoutSpace, type Slot } from './placement';

/** More than three tall tiles in a row would cut shoulders off; a grid shows them better. */
const SIDE_BY_SIDE_MAX = 3;
/** 66 % of the canvas height, as drawn: leaves room for a logo above and a lower third below. */
const SIDE_BY_SIDE_HEIGHT_SHARE = 0.66;
const SPLIT_ONE_ROW_MAX = 3;
const SPLIT_COLUMNS_MAX = 4;
const SPLIT_GAP_PX = 4;

/** One feed, 16:9, framed by the background. */
export function soloSlots(_count: number, space: LayoutSpace): Slot[] {
  return gridSlots(1, space);
}

/** Two or three tall tiles of one height. One alone is solo; more than three become a grid. */
export function sideBySideSlots(count: number, space: LayoutSpace): Slot[] {
  if (count === 1 || count > SIDE_BY_SIDE_MAX) return gridSlots(count, space);
  const share = (space.width - 2 * space.marginPx - (count - 1) * space.gapPx) / count;
  const width = evenFloor(share);
  const height = space.snap(space.height * SIDE_BY_SIDE_HEIGHT_SHARE);
  const left = evenFloor((space.width - count * width - (count - 1) * space.gapPx) / 2);
  return Array.from({ length: count }, (_, index) => ({
    x: left + index * (width + space.gapPx),
    y: evenFloor((space.height - height) / 2),
    width,
    height,
    radiusPx: cornerFor(height, space),
    z: index,
  }));
}

/** The whole canvas shared edge to edge, with a hairline of background between. */
export function splitSlots(count: number, space: LayoutSpace): Slot[] {
  const rows = splitRows(count);
  const slots: Slot[] = [];
  for (let row = 0; row < rows; row += 1) {
    const inRow = Math.floor(count / rows) + (row < count % rows ? 1 : 0);
    const [y, height] = share(space.height, rows, row);
    for (let column = 0; column < inRow; column += 1) {
      const [x, width] = share(space.width, inRow, column);
      slots.push({ x, y, width, height, radiusPx: 0, z: slots.length });
    }
  }
  return slots;
}

function splitRows(count: number): number {
  return count <= SPLIT_ONE_ROW_MAX ? 1 : Math.max(2, Math.ceil(count / SPLIT_COLUMNS_MAX));
}

/** Start and length of part `index` of `parts` that fill `total` exactly, SPLIT_GAP_PX apart. */
function share(total: number, parts: number, index: number): [start: number, length: number] {
  const start = evenFloor((index * (total + SPLIT_GAP_PX)) / parts);
  const next =
    index === parts - 1 ? total + SPLIT_GAP_PX : evenFloor(((index + 1) * (total + SPLIT_GAP_PX)) / parts);
  return [start, next - SPLIT_GAP_PX - start];
}
