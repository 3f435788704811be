import {
  backgroundOps,
  cardOps,
  isTagged,
  logoOps,
  nameTagOp,
  pictureOp,
  type DrawContext,
  type DrawOp,
  type RasterOp,
} from './draw-list';
import type { FeedView, SceneDocument } from '../contract/scene-document';
import { glideTiles, type Tile } from './glide-tiles';
import type { Placement } from './placement';

/** What a scene shows of its feeds: one end of a glide. */
export interface SceneLayer {
  document: SceneDocument;
  feeds: readonly FeedView[];
  tiles: readonly Tile[];
}

/**
 * The drawing steps between two layers: feeds glide (glideTiles), what both have stays, and the rest of one (background,
 * card, logo, name tags) fades into that of the other.
 * @param progress - eased, 0 draws `from`, 1 draws `to`.
 */
export function glideList(
  from: SceneLayer,
  to: SceneLayer,
  at: DrawContext & { progress: number },
): DrawOp[] {
  const { progress, canvas } = at;
  const tiles = glideTiles(from.tiles, to.tiles, progress);
  return [
    ...backgroundOps(from.document.background, canvas),
    ...(isSame(from.document.background, to.document.background)
      ? []
      : backgroundOps(to.document.background, canvas, progress)),
    ...tiles.flatMap((tile) => tileOps(tile, { from, to }, at)),
    ...crossfade(cardOf(from, at), cardOf(to, at), progress),
    ...crossfade(logoOps(from.document.logo, canvas), logoOps(to.document.logo, canvas), progress),
  ];
}

interface Ends {
  from: SceneLayer;
  to: SceneLayer;
}

function tileOps(tile: Tile, ends: Ends, at: DrawContext & { progress: number }): DrawOp[] {
  const [start, end] = [endOf(tile, ends.from, at), endOf(tile, ends.to, at)];
  const place = end?.place ?? start?.place ?? tile;
  const feed = end?.feed ?? start?.feed;
  const picture = pictureOp(place, feed, at);
  const { x, y, width, height, radiusPx, alpha } = tile;
  const moved: DrawOp =
    picture.kind === 'video'
      ? { ...picture, x, y, width, height, radiusPx, alpha }
      : { ...picture, x, y, width, height, alpha };
  return [moved, ...tagsOf(tile, [start?.tag ?? null, end?.tag ?? null], at.progress)];
}

/** One end of a tile's way: its place, its feed and its name tag there. */
function endOf(tile: Tile, layer: SceneLayer, { canvas }: DrawContext) {
  const place = layer.tiles.find(({ feedId }) => feedId === tile.feedId);
  if (!place) return null;
  const feed = layer.feeds.find(({ feedId }) => feedId === tile.feedId);
  const hasTag = layer.document.nameTags && feed !== undefined && isTagged(feed);
  return { place, feed, tag: hasTag ? { op: nameTagOp(place, feed.name, canvas), place } : null };
}

type Tag = { op: RasterOp; place: Placement } | null;

/** Tags ride on their tile. One that only gets more or less room keeps its size; others fade into each other. */
function tagsOf(tile: Tile, [start, end]: readonly [Tag, Tag], progress: number): RasterOp[] {
  const ride = ({ op, place }: NonNullable<Tag>, share: number): RasterOp => ({
    ...op,
    x: tile.x + op.x - place.x,
    y: tile.y + tile.height - (place.y + place.height - op.y),
    alpha: tile.alpha * share,
  });
  if (start && end) {
    if (isSameTag(start.op, end.op)) return [ride(end, 1)];
    return [ride(start, 1 - progress), ride(end, progress)];
  }
  // A tile that comes or goes already fades; a tag that comes or goes on a tile that stays fades by itself.
  const [only, share] = end ? [end, progress] : [start, 1 - progress];
  return only ? [ride(only, tile.alpha < 1 ? 1 : share)] : [];
}

function isSameTag(a: RasterOp, b: RasterOp): boolean {
  if (a.spec.kind !== 'name-tag' || b.spec.kind !== 'name-tag') return false;
  return a.spec.text === b.spec.text && a.spec.fontPx === b.spec.fontPx;
}

function cardOf({ document, tiles }: SceneLayer, { canvas }: DrawContext): RasterOp[] {
  return tiles.length === 0 ? cardOps(document.card, canvas) : [];
}

function crossfade(from: readonly RasterOp[], to: readonly RasterOp[], progress: number): RasterOp[] {
  if (isSame(from, to)) return [...to];
  return [
    ...from.map((op) => ({ ...op, alpha: op.alpha * (1 - progress) })),
    ...to.map((op) => ({ ...op, alpha: op.alpha * progress })),
  ];
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
