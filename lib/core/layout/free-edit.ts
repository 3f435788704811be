import type { SceneSlot } from '../contract/scene-document';

/** What a free layout is edited on: whole pixels of this canvas, whatever size the program has. */
export const EDIT_CANVAS = { width: 1280, height: 720 } as const;

/** Smaller pictures show nobody and cannot be taken hold of. */
export const SIDE_PX_MIN = 40;

/** How near a line must be to be meant, in px of EDIT_CANVAS. */
export const SNAP_PX = 10;

/** Whole pixels of EDIT_CANVAS, inside it. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Compass directions: the edge or the corner that is held. */
export const HANDLES = ['nw', 'n', 'ne', 'e', 'se', 's', 'sw', 'w'] as const;
export type Handle = (typeof HANDLES)[number];

/** A line that a box lies on after snapping: `at` px from the left (x) or from the top (y). */
export interface Guide {
  axis: 'x' | 'y';
  at: number;
}

export interface Snapped {
  box: Box;
  guides: Guide[];
}

type Shares = NonNullable<SceneSlot['rect']>;

/** Shares of the canvas as a box; what reaches beyond the canvas or is too small is put right. */
export function toBox({ x, y, width, height }: Shares): Box {
  return clampBox({
    x: x * EDIT_CANVAS.width,
    y: y * EDIT_CANVAS.height,
    width: width * EDIT_CANVAS.width,
    height: height * EDIT_CANVAS.height,
  });
}

export function toShares({ x, y, width, height }: Box): Shares {
  return {
    x: x / EDIT_CANVAS.width,
    y: y / EDIT_CANVAS.height,
    width: width / EDIT_CANVAS.width,
    height: height / EDIT_CANVAS.height,
  };
}

/** The nearest box in whole pixels that is large enough and inside the canvas. */
export function clampBox(box: Box): Box {
  const width = between(Math.round(box.width), SIDE_PX_MIN, EDIT_CANVAS.width);
  const height = between(Math.round(box.height), SIDE_PX_MIN, EDIT_CANVAS.height);
  return {
    x: between(Math.round(box.x), 0, EDIT_CANVAS.width - width),
    y: between(Math.round(box.y), 0, EDIT_CANVAS.height - height),
    width,
    height,
  };
}

/** Moved by so many px, stopped by the canvas's edges. */
export function moveBox(box: Box, dx: number, dy: number): Box {
  return clampBox({ ...box, x: box.x + dx, y: box.y + dy });
}

/** The held edges moved by so many px; the others stay, and the box keeps SIDE_PX_MIN. */
export function resizeBox(box: Box, handle: Handle, dx: number, dy: number): Box {
  const across = resizeSpan(
    { start: box.x, end: box.x + box.width },
    { held: heldOf(handle, 'w', 'e'), by: dx, total: EDIT_CANVAS.width },
  );
  const down = resizeSpan(
    { start: box.y, end: box.y + box.height },
    { held: heldOf(handle, 'n', 's'), by: dy, total: EDIT_CANVAS.height },
  );
  return { x: across.start, y: down.start, width: across.end - across.start, height: down.end - down.start };
}

/**
 * Draws a moved box to the nearest line within SNAP_PX on each axis: edges and centre of the canvas and of the other
 * boxes, for each of its own edges and its centre.
 */
export function snapMoved(box: Box, others: readonly Box[]): Snapped {
  const across = nearest([box.x, box.x + box.width / 2, box.x + box.width], linesOf('x', others));
  const down = nearest([box.y, box.y + box.height / 2, box.y + box.height], linesOf('y', others));
  return {
    box: moveBox(box, across?.by ?? 0, down?.by ?? 0),
    guides: guidesOf(across, down),
  };
}

/** As `snapMoved`, for the edges that are held only. */
export function snapResized(box: Box, handle: Handle, others: readonly Box[]): Snapped {
  const heldX = heldOf(handle, 'w', 'e');
  const heldY = heldOf(handle, 'n', 's');
  const across = heldX && nearest([heldX === 'start' ? box.x : box.x + box.width], linesOf('x', others));
  const down = heldY && nearest([heldY === 'start' ? box.y : box.y + box.height], linesOf('y', others));
  return {
    box: resizeBox(box, handle, across?.by ?? 0, down?.by ?? 0),
    guides: guidesOf(across, down),
  };
}

/** A quarter of the canvas each; beyond the first it steps down and right so that none hides another. */
export function newBox(count: number): Box {
  const step = 40 * (count % 8);
  return clampBox({
    x: EDIT_CANVAS.width / 4 + step,
    y: EDIT_CANVAS.height / 4 + step,
    width: EDIT_CANVAS.width / 2,
    height: EDIT_CANVAS.height / 2,
  });
}

/** Above the slot that lies over it now. @returns the same slots when it lies above all others. */
export function bringForward(slots: readonly SceneSlot[], index: number): SceneSlot[] {
  const slot = slots[index];
  const above = slots[index + 1];
  if (!slot || !above) return [...slots];
  return slots.map((known, at) => (at === index ? above : at === index + 1 ? slot : known));
}

type Held = 'start' | 'end' | null;

function heldOf(handle: Handle, start: string, end: string): Held {
  if (handle.includes(start)) return 'start';
  return handle.includes(end) ? 'end' : null;
}

function resizeSpan(
  { start, end }: { start: number; end: number },
  { held, by, total }: { held: Held; by: number; total: number },
): { start: number; end: number } {
  if (held === 'start') return { start: between(Math.round(start + by), 0, end - SIDE_PX_MIN), end };
  if (held === 'end') return { start, end: between(Math.round(end + by), start + SIDE_PX_MIN, total) };
  return { start, end };
}

function linesOf(axis: 'x' | 'y', others: readonly Box[]): number[] {
  const total = axis === 'x' ? EDIT_CANVAS.width : EDIT_CANVAS.height;
  const spans = others.map(
    (box) => (axis === 'x' ? [box.x, box.width] : [box.y, box.height]) as [number, number],
  );
  return [[0, total] as [number, number], ...spans].flatMap(([start, length]) => [
    start,
    start + length / 2,
    start + length,
  ]);
}

function nearest(points: readonly number[], lines: readonly number[]): { at: number; by: number } | null {
  let best: { at: number; by: number } | null = null;
  for (const at of lines)
    for (const point of points) {
      const by = at - point;
      if (Math.abs(by) <= SNAP_PX && (!best || Math.abs(by) < Math.abs(best.by))) best = { at, by };
    }
  return best;
}

function guidesOf(across: { at: number } | null, down: { at: number } | null): Guide[] {
  return [
    ...(across ? [{ axis: 'x', at: across.at } as const] : []),
    ...(down ? [{ axis: 'y', at: down.at } as const] : []),
  ];
}

const between = (value: number, min: number, max: number): number => Math.min(Math.max(value, min), max);
