import { assetUrl } from '../contract/asset';
import type { FontId } from '../contract/brand';
import type { Logo } from '../contract/logo';
import type { FeedView, FlatPaint, Paint, SceneDocument } from '../contract/scene-document';
import { avatarColor, initialsOf } from './avatar';
import type { PlateSpec, StripSpec } from './graphics/plate-spec';
import { flatPaint } from './flat-paint';
import { designPx, type CanvasSize, type Placement, type Rect } from './placement';

export interface VideoOp extends Rect {
  kind: 'video';
  feedId: string;
  cropMode: 'cover' | 'contain';
  radiusPx: number;
  alpha: number;
  /** Left and right change sides. */
  mirrored?: true;
}

/** One step of drawing a frame, in order. Renderers know these three and nothing about scenes. */
export type DrawOp =
  /** The whole canvas; over what is there when `alpha` (0..1) is given. */
  { kind: 'background'; paint: FlatPaint; alpha?: number } | VideoOp | RasterOp;

/**
 * A picture made once per `key` and reused. (x, y) is where its anchor goes; only the rasteriser knows how wide a
 * text is. Anchors: 0 left/top, 0.5 centre, 1 right/bottom.
 */
export interface RasterOp {
  kind: 'raster';
  key: string;
  spec: RasterSpec;
  x: number;
  y: number;
  anchorX: 0 | 0.5 | 1;
  anchorY: 0 | 0.5 | 1;
  alpha: number;
  /** Draws the picture scaled to this size, even px, instead of its own; only while it moves. */
  width?: number;
  height?: number;
  /** The graphic it belongs to, for warnings. */
  owner?: string;
  /** Nothing is drawn outside; even, as all rects. */
  clip?: Rect;
  /** The picture goes on to the right end to end; only with `clip`. */
  repeats?: true;
  /** How much of its width is seen, from its left or right side. */
  reveal?: { share: number; from: 'left' | 'right' };
}

export type RasterSpec =
  | { kind: 'name-tag'; text: string; fontPx: number; widthPxMax: number }
  | { kind: 'avatar'; initials: string; color: string; widthPx: number; heightPx: number; radiusPx: number }
  | { kind: 'logo-text'; text: string; fontPx: number; widthPxMax: number; font?: FontId }
  | { kind: 'logo-image'; dataUrl: string; widthPxMax: number; heightPxMax: number }
  | { kind: 'card'; text: string; fontPx: number; widthPxMax: number }
  /** Fills its size, what does not fit is cut; with `contain` all of it is seen, as large as it can be. */
  | { kind: 'cover-image'; dataUrl: string; widthPx: number; heightPx: number; fit?: 'contain' }
  | PlateSpec
  | StripSpec;

export interface DrawListInput extends DrawContext {
  document: SceneDocument;
  placements: readonly Placement[];
  feeds: readonly FeedView[];
}

export interface DrawContext {
  canvas: CanvasSize;
  /** Is there a picture to show for this feed: live, or held for at most PICTURE_HOLD_MS? */
  hasPicture: (feedId: string) => boolean;
}

/** All lengths for a 1280 px wide canvas. */
const NAME_TAG_FONT_PX = 24;
/** On tiles narrower than this the tag shrinks with the tile. */
const NAME_TAG_FULL_TILE_PX = 480;
const NAME_TAG_FONT_SCALE_MIN = 0.62;
const NAME_TAG_INSET_PX = 16;
const LOGO_FONT_PX = 30;
const LOGO_MARGIN_PX = 28;
const LOGO_WIDTH_PX_MAX = 320;
const LOGO_HEIGHT_PX_MAX = 72;
const CARD_FONT_PX = 76;
const CARD_WIDTH_SHARE = 0.82;

/** Turns a placed scene into drawing steps: background, feeds (or the card), name tags, logo. Pure. */
export function drawList(input: DrawListInput): DrawOp[] {
  const { document, placements, canvas } = input;
  return [
    ...backgroundOps(document.background, canvas),
    ...placements.flatMap((placement) => feedOps(placement, input)),
    ...(placements.length === 0 ? cardOps(document.card, canvas) : []),
    ...logoOps(document.logo, canvas),
  ];
}

/** The loop that a background is made of, as renderers and the clip player know it. */
export const loopFeedId = (assetId: string): string => `loop:${assetId}`;

/** @param alpha - over what is there. */
export function backgroundOps(background: Paint, canvas: CanvasSize, alpha?: number): DrawOp[] {
  const flat: DrawOp = {
    kind: 'background',
    paint: flatPaint(background),
    ...(alpha === undefined ? {} : { alpha }),
  };
  if (background.kind === 'image') return [flat, { ...imageOp(background, canvas), alpha: alpha ?? 1 }];
  if (background.kind !== 'video') return [flat];
  const { width, height } = canvas;
  const place = { x: 0, y: 0, width, height, cropMode: 'cover', radiusPx: 0 } as const;
  return [flat, { kind: 'video', feedId: loopFeedId(background.assetId), ...place, alpha: alpha ?? 1 }];
}

function imageOp({ assetId, fit }: Extract<Paint, { kind: 'image' }>, canvas: CanvasSize): RasterOp {
  const spec: RasterSpec = {
    kind: 'cover-image',
    dataUrl: assetUrl(assetId),
    widthPx: canvas.width,
    heightPx: canvas.height,
    ...(fit === 'contain' ? { fit } : {}),
  };
  return raster(spec, { x: 0, y: 0, anchorX: 0, anchorY: 0 });
}

function feedOps(placement: Placement, input: DrawListInput): DrawOp[] {
  const feed = input.feeds.find(({ feedId }) => feedId === placement.feedId);
  const picture = pictureOp(placement, feed, input);
  const tagged = input.document.nameTags && feed !== undefined && isTagged(feed);
  return tagged ? [picture, nameTagOp(placement, feed.name, input.canvas)] : [picture];
}

/** The feed's picture, or an avatar where none may be shown. */
export function pictureOp(
  placement: Placement,
  feed: FeedView | undefined,
  { hasPicture }: Pick<DrawContext, 'hasPicture'>,
): Exclude<DrawOp, { kind: 'background' }> {
  const { x, y, width, height, feedId, cropMode, radiusPx } = placement;
  if (!hasPicture(feedId)) return avatarOp(placement, feed?.name ?? '');
  const mirror = feed?.mirrored ? ({ mirrored: true } as const) : {};
  return { kind: 'video', feedId, cropMode, radiusPx, alpha: 1, x, y, width, height, ...mirror };
}

/** Whether a feed may carry its name, where the scene has name tags. */
export const isTagged = ({ name, hasLowerThird }: FeedView): boolean => name !== '' && hasLowerThird !== true;

function avatarOp(placement: Placement, name: string): RasterOp {
  const spec: RasterSpec = {
    kind: 'avatar',
    initials: initialsOf(name),
    color: avatarColor(placement.feedId),
    widthPx: placement.width,
    heightPx: placement.height,
    radiusPx: placement.radiusPx,
  };
  return raster(spec, { x: placement.x, y: placement.y, anchorX: 0, anchorY: 0 });
}

/** At the lower left of the tile; smaller on small tiles. */
export function nameTagOp(placement: Placement, text: string, canvas: CanvasSize): RasterOp {
  const fullTilePx = designPx(canvas, NAME_TAG_FULL_TILE_PX);
  const scale = Math.min(1, Math.max(NAME_TAG_FONT_SCALE_MIN, placement.width / fullTilePx));
  const insetPx = Math.round(designPx(canvas, NAME_TAG_INSET_PX) * scale);
  const spec: RasterSpec = {
    kind: 'name-tag',
    text,
    fontPx: Math.max(6, Math.round(designPx(canvas, NAME_TAG_FONT_PX) * scale)),
    widthPxMax: placement.width - 2 * insetPx,
  };
  return raster(spec, {
    x: placement.x + insetPx,
    y: placement.y + placement.height - insetPx,
    anchorX: 0,
    anchorY: 1,
  });
}

/** At the top right; none for a scene without a logo. */
export function logoOps(logo: Logo, canvas: CanvasSize): RasterOp[] {
  const spec = logoSpec(logo, canvas);
  if (!spec) return [];
  const marginPx = Math.round(designPx(canvas, LOGO_MARGIN_PX));
  return [raster(spec, { x: canvas.width - marginPx, y: marginPx, anchorX: 1, anchorY: 0 })];
}

function logoSpec(logo: Logo, canvas: CanvasSize): RasterSpec | null {
  const widthPxMax = Math.round(designPx(canvas, LOGO_WIDTH_PX_MAX));
  switch (logo.kind) {
    case 'none':
      return null;
    case 'text':
      return {
        kind: 'logo-text',
        text: logo.text,
        fontPx: Math.round(designPx(canvas, LOGO_FONT_PX)),
        widthPxMax,
      };
    case 'image': {
      const heightPxMax = Math.round(designPx(canvas, LOGO_HEIGHT_PX_MAX));
      return { kind: 'logo-image', dataUrl: logo.dataUrl, widthPxMax, heightPxMax };
    }
  }
}

/** In the middle; none for an empty text. */
export function cardOps(text: string, canvas: CanvasSize): RasterOp[] {
  if (text === '') return [];
  const spec: RasterSpec = {
    kind: 'card',
    text,
    fontPx: Math.round(designPx(canvas, CARD_FONT_PX)),
    widthPxMax: Math.round(canvas.width * CARD_WIDTH_SHARE),
  };
  return [raster(spec, { x: canvas.width / 2, y: canvas.height / 2, anchorX: 0.5, anchorY: 0.5 })];
}

function raster(spec: RasterSpec, at: Pick<RasterOp, 'x' | 'y' | 'anchorX' | 'anchorY'>): RasterOp {
  return { kind: 'raster', key: JSON.stringify(spec), spec, ...at, alpha: 1 };
}
