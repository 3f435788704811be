import type { FeedView, LayoutId } from '../contract/scene-document';

export interface CanvasSize {
  width: number;
  height: number;
}

/** Whole pixels; x, y, width and height are even, since 4:2:0 pictures have one colour sample per 2x2 pixels. */
export interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Where one feed goes. Later `z` is drawn over earlier. */
export interface Placement extends Rect {
  feedId: string;
  /** cover: fill the rect and crop the rest. contain: show all of it, centred (shared screens: text must not be cut). */
  cropMode: 'cover' | 'contain';
  radiusPx: number;
  z: number;
}

/** A place that a layout offers, before it is known who takes it. */
export interface Slot extends Rect {
  radiusPx: number;
  z: number;
}

type SlotsOf = (feedCount: number, space: LayoutSpace) => Slot[];
type FeedOrder = (feeds: readonly FeedView[]) => readonly FeedView[];
interface LayoutRow {
  feedsMax: number;
  slots: SlotsOf;
  order: FeedOrder;
  /** Its places while a shared screen takes the first of them (SC9). null: it has a large one for a screen anyway. */
  led: SlotsOf | null;
}
export type LayoutTable = Readonly<Record<LayoutId, LayoutRow>>;

/** The canvas with the distances that layouts share, all in px of that canvas. */
export interface LayoutSpace extends CanvasSize {
  /** Positions and sizes are multiples of this where the layout can choose. */
  gridPx: number;
  /** Rounds a length to the grid, never to nothing. */
  snap: (px: number) => number;
  marginPx: number;
  gapPx: number;
  radiusPx: number;
}

/** Distances are drawn for a 1280 px wide canvas (studio picture: 3.2 % margin, 1.6 % gap, 24 px corners). */
const DESIGN_WIDTH_PX = 1280;
const MARGIN_PX = 40;
const GAP_PX = 20;
const RADIUS_PX = 24;
/** Small canvases (thumbnails) cannot afford a 4 px grid; 2 keeps them even. */
const FINE_GRID_BELOW_PX = 640;

export function layoutSpace(canvas: CanvasSize): LayoutSpace {
  const scale = canvas.width / DESIGN_WIDTH_PX;
  const gridPx = canvas.width < FINE_GRID_BELOW_PX ? 2 : 4;
  const snap = (px: number): number => Math.max(gridPx, Math.round(px / gridPx) * gridPx);
  return {
    width: canvas.width,
    height: canvas.height,
    gridPx,
    snap,
    marginPx: snap(MARGIN_PX * scale),
    gapPx: snap(GAP_PX * scale),
    radiusPx: Math.max(2, Math.round(RADIUS_PX * scale)),
  };
}

/** Scales a length of the 1280 px design to the canvas. */
export function designPx(canvas: CanvasSize, px: number): number {
  return (px * canvas.width) / DESIGN_WIDTH_PX;
}

/** The largest even number that is not above `px`. */
export function evenFloor(px: number): number {
  return Math.floor(px / 2) * 2;
}

/** The largest even rect of the source's shape, centred in the tile. Every renderer puts pictures there, to the pixel. */
export function containedRect(source: CanvasSize, tile: Rect): Rect {
  const scale = Math.min(tile.width / source.width, tile.height / source.height);
  const width = Math.min(tile.width, Math.max(2, Math.round((source.width * scale) / 2) * 2));
  const height = Math.min(tile.height, Math.max(2, Math.round((source.height * scale) / 2) * 2));
  return {
    x: tile.x + evenFloor((tile.width - width) / 2),
    y: tile.y + evenFloor((tile.height - height) / 2),
    width,
    height,
  };
}
