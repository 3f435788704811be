import { areaSlots } from './area-slots';
import { cornerFor, gridSlots } from './grid-slots';
import { evenFloor, type LayoutSpace, type Slot } from './placement';

/** The host's box, of the width between the margins: a portrait beside the wider picture of the guest. */
const INTERVIEW_HOST_SHARE = 0.36;
const INTERVIEW_HEIGHT_SHARE = 0.76;
/** The anchor's box; the rest is for the picture of the story. */
const NEWS_ANCHOR_SHARE = 0.34;
/** Kept free at the bottom for a lower third and a ticker. */
const NEWS_BAND_SHARE = 0.22;
/** Height of the strip under a spotlight: faces of 110 px at 720. */
const STRIP_HEIGHT_SHARE = 0.155;
const STRIP_ASPECT = 16 / 9;

/** The whole canvas for one feed, without a frame. */
export function cinemaSlots(_count: number, space: LayoutSpace): Slot[] {
  return [{ x: 0, y: 0, width: space.width, height: space.height, radiusPx: 0, z: 0 }];
}

/** The host in a narrow box on the left, the guests share a wider one on the right. One alone is solo. */
export function interviewSlots(count: number, space: LayoutSpace): Slot[] {
  if (count === 1) return gridSlots(1, space);
  const height = space.snap(space.height * INTERVIEW_HEIGHT_SHARE);
  return hostAndOthers(count, space, {
    hostShare: INTERVIEW_HOST_SHARE,
    y: evenFloor((space.height - height) / 2),
    height,
  });
}

/** The anchor on the left, the story on the right, and room under both for what is written. One alone fills the canvas. */
export function newsSlots(count: number, space: LayoutSpace): Slot[] {
  if (count === 1) return cinemaSlots(1, space);
  const height = evenFloor(space.height * (1 - NEWS_BAND_SHARE) - space.marginPx);
  return hostAndOthers(count, space, { hostShare: NEWS_ANCHOR_SHARE, y: space.marginPx, height });
}

/** One large feed and a strip of all others under it. */
export function spotlightSlots(count: number, space: LayoutSpace): Slot[] {
  if (count === 1) return gridSlots(1, space);
  const others = count - 1;
  const { marginPx, gapPx } = space;
  const room = space.width - 2 * marginPx - (others - 1) * gapPx;
  const stripHeight = space.snap(space.height * STRIP_HEIGHT_SHARE);
  const width = Math.max(2, evenFloor(Math.min(room / others, stripHeight * STRIP_ASPECT)));
  const height = Math.max(2, evenFloor(width / STRIP_ASPECT));
  const mainHeight = evenFloor(space.height - 2 * marginPx - gapPx - height);
  const mainWidth = Math.min(evenFloor(mainHeight * STRIP_ASPECT), space.width - 2 * marginPx);
  const main: Slot = {
    x: evenFloor((space.width - mainWidth) / 2),
    y: marginPx,
    width: mainWidth,
    height: mainHeight,
    radiusPx: cornerFor(mainHeight, space),
    z: 0,
  };
  const left = evenFloor((space.width - others * width - (others - 1) * gapPx) / 2);
  const strip = Array.from({ length: others }, (_, index) => ({
    x: left + index * (width + gapPx),
    y: marginPx + mainHeight + gapPx,
    width,
    height,
    radiusPx: cornerFor(height, space),
    z: index + 1,
  }));
  return [main, ...strip];
}

function hostAndOthers(
  count: number,
  space: LayoutSpace,
  box: { hostShare: number; y: number; height: number },
): Slot[] {
  const { y, height } = box;
  const inner = space.width - 2 * space.marginPx;
  const width = space.snap(inner * box.hostShare);
  const host = { x: space.marginPx, y, width, height, radiusPx: cornerFor(height, space), z: 0 };
  const rest = {
    x: space.marginPx + width + space.gapPx,
    y,
    width: inner - width - space.gapPx,
    height,
  };
  return [host, ...areaSlots(count - 1, rest, { space, z: 1 })];
}
