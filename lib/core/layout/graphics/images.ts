import type { GraphicSpecOf, ProgramGraphic } from '../../contract/graphic';
import type { RasterOp, RasterSpec } from '../draw-list';
import { cameFrom, placeAnchor, standsOn } from './clocks';
import { piece, still, type Element, type ElementContext } from './element';
import { graphicOp } from './plate';

const BUG_WIDTH_PX = 260;
const BUG_HEIGHT_PX = 84;
const BUG_FONT_PX = 30;
const IMAGE_WIDTH_PX = 480;
const IMAGE_HEIGHT_PX = 300;

/** A sign that stays in a corner. */
export function logoBug(
  graphic: ProgramGraphic,
  { logo, corner }: GraphicSpecOf<'logo-bug'>,
  context: ElementContext,
): Element {
  const { px, style } = context;
  const sizes = { widthPxMax: px(BUG_WIDTH_PX), heightPxMax: px(BUG_HEIGHT_PX) };
  const spec: RasterSpec | null =
    logo.kind === 'none'
      ? null
      : logo.kind === 'image'
        ? { kind: 'logo-image', dataUrl: logo.dataUrl, ...sizes }
        : {
            kind: 'logo-text',
            text: logo.text,
            fontPx: px(BUG_FONT_PX),
            widthPxMax: sizes.widthPxMax,
            font: style.font,
          };
  return cornered(
    graphic,
    corner,
    spec ? graphicOp(graphic.graphicId, spec, placeAnchor(corner, context)) : null,
  );
}

/** An image over everything, or in a corner. */
export function image(
  graphic: ProgramGraphic,
  { dataUrl, place }: GraphicSpecOf<'image'>,
  context: ElementContext,
): Element {
  const { canvas, px } = context;
  // A draft whose image is not chosen yet.
  if (dataUrl === '') return { graphic, standsOn: 'none', bar: null, at: still([]), endsAtMs: null };
  if (place === 'full') {
    const spec: RasterSpec = { kind: 'cover-image', dataUrl, widthPx: canvas.width, heightPx: canvas.height };
    const op = graphicOp(graphic.graphicId, spec, { x: 0, y: 0, anchorX: 0, anchorY: 0 });
    return { graphic, standsOn: 'none', bar: null, at: still([piece(op, 'nowhere')]), endsAtMs: null };
  }
  const isLarge = place === 'center';
  const spec: RasterSpec = {
    kind: 'logo-image',
    dataUrl,
    widthPxMax: px(isLarge ? 2 * IMAGE_WIDTH_PX : IMAGE_WIDTH_PX),
    heightPxMax: px(isLarge ? 2 * IMAGE_HEIGHT_PX : IMAGE_HEIGHT_PX),
  };
  return cornered(graphic, place, graphicOp(graphic.graphicId, spec, placeAnchor(place, context)));
}

function cornered(
  graphic: ProgramGraphic,
  place: Parameters<typeof placeAnchor>[0],
  op: RasterOp | null,
): Element {
  return {
    graphic,
    standsOn: standsOn(place),
    bar: null,
    at: still(op ? [piece(op, cameFrom(place))] : []),
    endsAtMs: null,
  };
}
