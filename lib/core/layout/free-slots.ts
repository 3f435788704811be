import type { SceneSlot } from '../contract/scene-document';
import { cornerFor } from './grid-slots';
import { evenFloor, layoutSpace, type CanvasSize, type Rect, type Slot } from './placement';

/** Smaller tiles show nobody and cannot be taken hold of. */
const SIDE_PX_MIN = 16;

/** A rect in shares of the canvas to even pixels inside it, never smaller than SIDE_PX_MIN. */
export function freeRect(rect: NonNullable<SceneSlot['rect']>, canvas: CanvasSize): Rect {
  const [x, width] = span(rect.x, rect.width, canvas.width);
  const [y, height] = span(rect.y, rect.height, canvas.height);
  return { x, y, width, height };
}

/** Corners are round where a tile stands free, and square on the canvas's edge. Later slots lie above. */
export function freeSlots(rects: readonly NonNullable<SceneSlot['rect']>[], canvas: CanvasSize): Slot[] {
  const space = layoutSpace(canvas);
  return rects.map((shares, z) => {
    const rect = freeRect(shares, canvas);
    const isAtEdge =
      rect.x === 0 ||
      rect.y === 0 ||
      rect.x + rect.width === canvas.width ||
      rect.y + rect.height === canvas.height;
    const radiusPx = isAtEdge ? 0 : cornerFor(Math.min(rect.width, rect.height), space);
    return { ...rect, radiusPx, z };
  });
}

function span(start: number, length: number, total: number): [start: number, length: number] {
  const px = Math.max(SIDE_PX_MIN, Math.min(evenFloor(total), even(length * total)));
  return [Math.max(0, Math.min(even(start * total), evenFloor(total - px))), px];
}

function even(px: number): number {
  return Math.round(px / 2) * 2;
}
