import type { GraphicSpecOf, ProgramGraphic } from '../../contract/graphic';
import { piece, still, type Element, type ElementContext, type Piece } from './element';
import { plate, plateOp, row, type Anchor } from './plate';
import type { PlateSpec } from './plate-spec';
import { titleText } from './theme';

/** Title-safe: 3.75 % from the sides, a little more from below, where players put their controls. */
export const MARGIN_X_PX = 48;
export const MARGIN_Y_PX = 44;

type Align = GraphicSpecOf<'lower-third'>['align'];

const TITLE_PX = 38;
const SUBTITLE_PX = 23;
const BLOCK_TITLE_PX = 44;
const BLOCK_SUBTITLE_PX = 26;
const BLOCK_TITLE_HEIGHT_PX = 64;
const BLOCK_SUBTITLE_HEIGHT_PX = 44;
const MESSAGE_WIDTH_PX = 780;

/** A name and what it stands for. */
export function lowerThird(
  graphic: ProgramGraphic,
  spec: Pick<GraphicSpecOf<'lower-third'>, 'title' | 'subtitle' | 'align'>,
  context: ElementContext,
): Element {
  const pieces =
    context.style.theme.rows === 'blocks'
      ? blocks(graphic.graphicId, spec, context)
      : [onePlate(graphic.graphicId, spec, context)];
  return lowerElement(graphic, spec.title === '' && spec.subtitle === '' ? [] : pieces);
}

function onePlate(
  graphicId: string,
  { title, subtitle, align }: Pick<GraphicSpecOf<'lower-third'>, 'title' | 'subtitle' | 'align'>,
  context: ElementContext,
): Piece {
  const { style, px } = context;
  const rows = [
    row(titleText(title, style), px(TITLE_PX), { weight: style.theme.weights.title, color: style.text }),
    row(subtitle, px(SUBTITLE_PX), { weight: style.theme.weights.text, color: style.quiet }),
  ];
  const spec = plate(rows, context, { align: textAlign(align), edge: edgeFor(align, context) });
  return piece(plateOp(graphicId, spec, lowerAnchor(align, context)), sideOf(align));
}

/** Two plates, each as wide as its text, the second a moment later. */
function blocks(
  graphicId: string,
  { title, subtitle, align }: Pick<GraphicSpecOf<'lower-third'>, 'title' | 'subtitle' | 'align'>,
  context: ElementContext,
): Piece[] {
  const { style, px } = context;
  const { weights, tracking } = style.theme;
  const anchor = lowerAnchor(align, context);
  const titlePx = px(BLOCK_TITLE_PX);
  const block = (heightPx: number, fill: string): Partial<PlateSpec> => ({
    ...{ heightPx, fill, padYPx: 0, padXPx: px(22), align: textAlign(align) },
  });
  const titleRow = row(titleText(title, style), titlePx, {
    weight: weights.title,
    color: style.onAccent,
    trackingPx: titlePx * tracking,
  });
  const subtitleRow = row(subtitle, px(BLOCK_SUBTITLE_PX), { weight: weights.text, color: style.text });
  const subtitleHeightPx = subtitle === '' ? 0 : px(BLOCK_SUBTITLE_HEIGHT_PX);
  const titleSpec = plate([titleRow], context, block(px(BLOCK_TITLE_HEIGHT_PX), style.accent));
  const subtitleSpec = plate([subtitleRow], context, block(subtitleHeightPx, style.plate));
  const titleAt = { ...anchor, y: anchor.y - subtitleHeightPx };
  const from = sideOf(align);
  return [
    ...(subtitle === '' ? [] : [piece(plateOp(graphicId, subtitleSpec, anchor), from, { delay: 0.3 })]),
    ...(title === '' ? [] : [piece(plateOp(graphicId, titleSpec, titleAt), from)]),
  ];
}

/** What somebody wrote, and who. */
export function messageCard(
  graphic: ProgramGraphic,
  { author, text, align }: GraphicSpecOf<'message'>,
  context: ElementContext,
): Element {
  const { style, px } = context;
  const { weights } = style.theme;
  const authorPx = px(22);
  const rows = [
    row(titleText(author, style), authorPx, {
      weight: weights.title,
      color: style.accentText,
      trackingPx: authorPx * style.theme.tracking,
    }),
    row(text, px(30), { weight: weights.text + 60, color: style.text, linesMax: 4 }),
  ];
  const spec = plate(rows, context, {
    widthPxMax: px(MESSAGE_WIDTH_PX),
    padXPx: px(28),
    padYPx: px(20),
    gapPx: px(8),
    edge: edgeFor('left', context),
  });
  const op = plateOp(graphic.graphicId, spec, lowerAnchor(align, context));
  return lowerElement(graphic, author === '' && text === '' ? [] : [piece(op, sideOf(align))]);
}

function lowerElement(graphic: ProgramGraphic, pieces: readonly Piece[]): Element {
  return { graphic, standsOn: 'bottom', bar: null, at: still(pieces), endsAtMs: null };
}

function lowerAnchor(align: Align, { canvas, px }: ElementContext): Anchor {
  const y = canvas.height - px(MARGIN_Y_PX);
  switch (align) {
    case 'left':
      return { x: px(MARGIN_X_PX), y, anchorX: 0, anchorY: 1 };
    case 'center':
      return { x: canvas.width / 2, y, anchorX: 0.5, anchorY: 1 };
    case 'right':
      return { x: canvas.width - px(MARGIN_X_PX), y, anchorX: 1, anchorY: 1 };
  }
}

/** An edge at the left of centred text looks like a mistake: there it lies under the text. */
function edgeFor(align: Align, { style, px }: ElementContext): PlateSpec['edge'] {
  const { edge } = style.theme;
  if (!edge) return null;
  const side = align === 'center' ? 'bottom' : 'left';
  return { side, sizePx: px(edge.sizePx), color: style.accent, isInset: edge.isInset };
}

const textAlign = (align: Align): PlateSpec['align'] => (align === 'center' ? 'center' : 'left');

const sideOf = (align: Align): Piece['from'] => (align === 'center' ? 'below' : align);
