import type { GraphicSpecOf, ProgramGraphic } from '../../contract/graphic';
import type { RasterOp } from '../draw-list';
import type { Rect } from '../placement';
import { piece, still, type Element, type ElementContext, type Piece } from './element';
import { MARGIN_X_PX } from './lower';
import { graphicOp, plate, plateOp, row, type Anchor } from './plate';
import type { StripSpec } from './plate-spec';
import { titleText } from './theme';

const BANNER_HEIGHT_PX = 68;
const BANNER_FONT_PX = 32;
const TICKER_HEIGHT_PX = 52;
const TICKER_FONT_PX = 25;
const TICKER_GAP_PX = 56;
/** Of floating bars: from the canvas and from each other. */
const FLOAT_PX = 20;
const FLOAT_RADIUS_PX = 14;

/** One line over the whole width. */
export function banner(
  graphic: ProgramGraphic,
  { text, edge }: GraphicSpecOf<'banner'>,
  context: ElementContext,
): Element {
  const { style, px } = context;
  const bar = barAt(edge, px(BANNER_HEIGHT_PX), context);
  const { weights, tracking } = style.theme;
  const isBlock = style.theme.rows === 'blocks';
  const fontPx = px(BANNER_FONT_PX);
  const line = row(titleText(text, style), fontPx, {
    weight: isBlock ? weights.title : weights.title - 60,
    color: isBlock ? style.onAccent : style.text,
    trackingPx: fontPx * tracking,
  });
  const accentEdge = {
    side: edge === 'bottom' ? ('top' as const) : ('bottom' as const),
    sizePx: px(5),
    color: style.accent,
    isInset: false,
  };
  const spec = plate([line], context, {
    ...barDress(bar, context),
    align: 'center',
    padXPx: px(MARGIN_X_PX),
    fill: isBlock ? style.accent : style.plate,
    edge: style.theme.edge && !style.theme.bars.isFloating ? accentEdge : null,
  });
  const op = plateOp(graphic.graphicId, spec, bar.anchor);
  const pieces = text === '' ? [] : [piece(op, bar.from, { travelPx: bar.heightPx })];
  return barElement(graphic, pieces, { edge, heightPx: bar.heightPx, rank: 1 });
}

/** Items that run to the left without an end, behind a label that stands still. */
export function ticker(
  graphic: ProgramGraphic,
  { label, items, speedPxPerSecond }: GraphicSpecOf<'ticker'>,
  context: ElementContext,
): Element {
  const { style, px, canvas } = context;
  const bar = barAt('bottom', px(TICKER_HEIGHT_PX), context);
  const isAccent = style.theme.bars.tickerGround === 'accent';
  const fontPx = px(TICKER_FONT_PX);
  const ground = plate([], context, {
    ...barDress(bar, context),
    fill: isAccent ? style.accent : style.plate,
    edge: null,
  });
  const labelFontPx = px(TICKER_FONT_PX - 3);
  const labelRow = row(label.toUpperCase(), labelFontPx, {
    weight: 800,
    color: isAccent ? style.text : style.onAccent,
    trackingPx: labelFontPx * 0.06,
  });
  const labelSpec = plate([labelRow], context, {
    heightPx: bar.rect.height,
    padXPx: px(20),
    padYPx: 0,
    fill: isAccent ? opaque(style.plate) : style.accent,
    radiusPx: bar.radiusPx,
    edge: null,
    border: null,
    shadowPx: 0,
  });
  const strip: StripSpec = {
    kind: 'strip',
    font: style.font,
    items,
    fontPx,
    weight: style.theme.weights.text + 120,
    color: isAccent ? style.onAccent : style.text,
    separatorColor: isAccent ? style.onAccent : style.accentText,
    heightPx: bar.rect.height,
    gapPx: px(TICKER_GAP_PX),
  };
  const travelPx = bar.heightPx;
  const at: Anchor = { x: bar.rect.x, y: bar.rect.y, anchorX: 0, anchorY: 0 };
  const isMoving = graphic.shownAtMs !== null;
  // At rest the first item stands beside the label, whose width only the rasteriser knows: a wide letter each is enough.
  const labelRoomPx = label === '' ? 0 : px(40) + labelFontPx * label.length;
  const running: RasterOp = {
    ...graphicOp(graphic.graphicId, strip, {
      ...at,
      x: isMoving ? bar.rect.x + bar.rect.width : at.x + px(24) + labelRoomPx,
    }),
    clip: bar.rect,
    repeats: true,
  };
  const pieces: Piece[] = [
    piece(plateOp(graphic.graphicId, ground, bar.anchor), bar.from, { travelPx }),
    piece(running, bar.from, {
      travelPx,
      scrollPxPerSecond: isMoving ? (speedPxPerSecond * canvas.width) / 1280 : 0,
    }),
    ...(label === '' ? [] : [piece(graphicOp(graphic.graphicId, labelSpec, at), bar.from, { travelPx })]),
  ];
  return barElement(graphic, items.length === 0 ? [] : pieces, {
    edge: 'bottom',
    heightPx: bar.heightPx,
    rank: 0,
  });
}

interface BarPlace {
  rect: Rect;
  /** With the room around it: what it takes of the edge. */
  heightPx: number;
  radiusPx: number;
  anchor: Anchor;
  from: Piece['from'];
}

function barAt(edge: 'top' | 'bottom', thicknessPx: number, { canvas, style, px }: ElementContext): BarPlace {
  const floatPx = style.theme.bars.isFloating ? even(px(FLOAT_PX)) : 0;
  const height = even(thicknessPx);
  const rect = {
    x: floatPx,
    y: edge === 'bottom' ? canvas.height - floatPx - height : floatPx,
    width: canvas.width - 2 * floatPx,
    height,
  };
  const anchor: Anchor = { x: rect.x, y: rect.y, anchorX: 0, anchorY: 0 };
  return {
    rect,
    heightPx: height + floatPx,
    radiusPx: floatPx === 0 ? 0 : px(FLOAT_RADIUS_PX),
    anchor,
    from: edge === 'bottom' ? 'below' : 'above',
  };
}

function barDress({ rect, radiusPx }: BarPlace, { canvas }: ElementContext) {
  return {
    widthPx: rect.width,
    widthPxMax: canvas.width,
    heightPx: rect.height,
    padYPx: 0,
    radiusPx,
    shadowPx: 0,
  };
}

function barElement(graphic: ProgramGraphic, pieces: readonly Piece[], bar: Element['bar']): Element {
  return {
    graphic,
    standsOn: bar?.edge ?? 'none',
    bar: pieces.length === 0 ? null : bar,
    at: still(pieces),
    endsAtMs: null,
  };
}

const opaque = (color: string): string => color.slice(0, 7);
const even = (px: number): number => Math.round(px / 2) * 2;
