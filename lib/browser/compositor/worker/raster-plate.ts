import type { PlateRow, PlateSpec, StripSpec } from '@/lib/core/layout/graphics/plate-spec';
import { fontFamily } from './load-fonts';
import type { NewRaster, Raster } from './raster';
import { drawLine, measure, shorten, wrap, type TextLine } from './text-lines';

type Context = OffscreenCanvasRenderingContext2D;

const LINE_HEIGHT = 1.24;
const SHADOW = 'rgba(0, 0, 0, 0.42)';
const SHEEN_TOP = 'rgba(255, 255, 255, 0.16)';
const SHEEN_BOTTOM = 'rgba(255, 255, 255, 0.02)';
/** Of the accent under centred text, as a share of the plate. */
const UNDERLINE_SHARE = 0.16;
/** Browsers draw canvases of at least this width on every graphics card; of an average ticker it is ten times the need. */
const STRIP_WIDTH_PX_MAX = 16_000;

/**
 * Draws text on its ground.
 * @param onCut - called when a text is wider than its room and was shortened.
 */
export function drawPlate(spec: PlateSpec, newRaster: NewRaster, onCut: () => void): Raster {
  const { padXPx, padYPx, gapPx, shadowPx } = spec;
  const edge = edgeRoom(spec);
  const textWidthMax = (spec.widthPx ?? spec.widthPxMax) - 2 * padXPx - edge.left;
  const blocks = spec.rows.map((row) => layOutRow(row, spec, textWidthMax));
  if (blocks.some(({ isCut }) => isCut)) onCut();
  const textWidth = Math.max(0, ...blocks.map(({ width }) => width));
  const textHeight =
    blocks.reduce((sum, { height }) => sum + height, 0) + gapPx * Math.max(0, blocks.length - 1);
  const width = evenUp(spec.widthPx ?? textWidth + 2 * padXPx + edge.left);
  const height = evenUp(spec.heightPx ?? textHeight + 2 * padYPx + edge.top + edge.bottom);
  return newRaster(width + 2 * shadowPx, height + 2 * shadowPx, (context) => {
    context.translate(shadowPx, shadowPx);
    drawGround(context, spec, { width, height });
    let top = (height - edge.top - edge.bottom - textHeight) / 2 + edge.top;
    const x = textX(spec, width, edge.left);
    for (const block of blocks) {
      for (const [index, text] of block.lines.entries()) {
        const middle = top + block.lineHeight * (index + 0.5);
        const line = { text, font: block.font, x, middle, align: spec.align, color: block.row.color };
        if (block.row.isClock) drawClockLine(context, line);
        else drawLine(context, { ...line, trackingPx: block.row.trackingPx });
      }
      top += block.height + gapPx;
    }
  });
}

/** One line of all items, each followed by a gap with a dot in it: its end fits its beginning. */
export function drawStrip(spec: StripSpec, newRaster: NewRaster, onCut: () => void): Raster {
  const font = `${spec.weight} ${spec.fontPx}px ${fontFamily(spec.font)}`;
  const items: { text: string; x: number; width: number }[] = [];
  let x = 0;
  for (const text of spec.items) {
    const width = Math.ceil(measure(text, font));
    if (x + width + spec.gapPx > STRIP_WIDTH_PX_MAX) {
      onCut();
      break;
    }
    items.push({ text, x, width });
    x += width + spec.gapPx;
  }
  // Even, as positions are: an odd width would open a gap at the seam.
  const width = Math.max(2, evenUp(x));
  return newRaster(width, spec.heightPx, (context) => {
    const middle = spec.heightPx / 2;
    for (const item of items) {
      drawLine(context, { text: item.text, font, x: item.x, middle, align: 'left', color: spec.color });
      context.fillStyle = spec.separatorColor;
      context.beginPath();
      context.arc(item.x + item.width + spec.gapPx / 2, middle, spec.fontPx * 0.13, 0, 2 * Math.PI);
      context.fill();
    }
  });
}

/** As 4:2:0 pictures need it; a renderer that pads by itself would put the plate elsewhere than one that does not. */
const evenUp = (px: number): number => Math.ceil(px / 2) * 2;

interface RowBlock {
  row: PlateRow;
  font: string;
  lines: string[];
  width: number;
  lineHeight: number;
  height: number;
  isCut: boolean;
}

function layOutRow(row: PlateRow, spec: PlateSpec, widthPxMax: number): RowBlock {
  const font = `${row.weight} ${row.fontPx}px ${fontFamily(spec.font)}`;
  const { trackingPx, linesMax } = row;
  const lineHeight = Math.round(row.fontPx * LINE_HEIGHT);
  const lines = row.isClock
    ? [row.text]
    : linesMax === 1
      ? [shorten(row.text, font, { widthPxMax, trackingPx })]
      : wrap(row.text, { font, widthPxMax, linesMax, trackingPx });
  const widthOf = (text: string): number =>
    row.isClock ? clockWidth(text, font) : measure(text, font, trackingPx);
  return {
    ...{ row, font, lines, lineHeight },
    width: Math.max(...lines.map(widthOf)),
    height: lineHeight * lines.length,
    isCut: lines.join(' ') !== row.text,
  };
}

function drawGround(context: Context, spec: PlateSpec, size: { width: number; height: number }): void {
  const { width, height } = size;
  if (spec.fill === null) return;
  const shape = new Path2D();
  shape.roundRect(0, 0, width, height, spec.radiusPx);
  if (spec.shadowPx > 0) drawShadow(context, spec, size);
  context.save();
  context.clip(shape);
  context.fillStyle = spec.fill;
  context.fillRect(0, 0, width, height);
  if (spec.border !== null) {
    const sheen = context.createLinearGradient(0, 0, 0, height);
    sheen.addColorStop(0, SHEEN_TOP);
    sheen.addColorStop(1, SHEEN_BOTTOM);
    context.fillStyle = sheen;
    context.fillRect(0, 0, width, height);
  }
  drawEdge(context, spec, size);
  context.restore();
  if (spec.border === null) return;
  context.strokeStyle = spec.border;
  context.lineWidth = 1.5;
  context.stroke(shape);
}

/** Around the plate only: under glass it would darken what is seen through it. */
function drawShadow(
  context: Context,
  spec: PlateSpec,
  { width, height }: { width: number; height: number },
): void {
  const { shadowPx, radiusPx } = spec;
  const outside = new Path2D();
  outside.rect(-shadowPx, -shadowPx, width + 2 * shadowPx, height + 2 * shadowPx);
  outside.roundRect(0, 0, width, height, radiusPx);
  context.save();
  context.clip(outside, 'evenodd');
  context.shadowColor = SHADOW;
  context.shadowBlur = shadowPx * 0.9;
  context.shadowOffsetY = shadowPx * 0.2;
  context.fillStyle = '#000000';
  context.beginPath();
  context.roundRect(0, 0, width, height, radiusPx);
  context.fill();
  context.restore();
}

function drawEdge(
  context: Context,
  spec: PlateSpec,
  { width, height }: { width: number; height: number },
): void {
  const { edge, padXPx, padYPx } = spec;
  if (edge === null) return;
  context.fillStyle = edge.color;
  if (!edge.isInset) {
    if (edge.side === 'left') context.fillRect(0, 0, edge.sizePx, height);
    else context.fillRect(0, edge.side === 'top' ? 0 : height - edge.sizePx, width, edge.sizePx);
    return;
  }
  context.beginPath();
  if (edge.side === 'left') {
    context.roundRect(padXPx, padYPx, edge.sizePx, height - 2 * padYPx, edge.sizePx / 2);
  } else {
    const barWidth = width * UNDERLINE_SHARE;
    const y = edge.side === 'top' ? padYPx : height - padYPx - edge.sizePx;
    context.roundRect((width - barWidth) / 2, y, barWidth, edge.sizePx, edge.sizePx / 2);
  }
  context.fill();
}

/** What the accent takes from the text's room. */
function edgeRoom({ edge, padXPx, padYPx }: PlateSpec): { left: number; top: number; bottom: number } {
  const none = { left: 0, top: 0, bottom: 0 };
  if (edge === null) return none;
  const room = edge.sizePx + (edge.isInset ? Math.round((edge.side === 'left' ? padXPx : padYPx) * 0.7) : 0);
  return { ...none, [edge.side]: room };
}

function textX({ align, padXPx }: PlateSpec, width: number, left: number): number {
  if (align === 'left') return left + padXPx;
  return align === 'right' ? width - padXPx : (width + left) / 2;
}

const DIGITS = [...'0123456789'];

const isDigit = (letter: string): boolean => letter >= '0' && letter <= '9';

function cellWidth(font: string): number {
  return Math.ceil(Math.max(...DIGITS.map((digit) => measure(digit, font))));
}

function clockWidth(text: string, font: string): number {
  const cell = cellWidth(font);
  return [...text].reduce((sum, letter) => sum + (isDigit(letter) ? cell : measure(letter, font)), 0);
}

/** Every digit in the middle of a cell of one width; canvases know no tabular figures. */
function drawClockLine(context: Context, line: TextLine): void {
  const cell = cellWidth(line.font);
  const width = clockWidth(line.text, line.font);
  const start =
    line.align === 'center' ? line.x - width / 2 : line.align === 'right' ? line.x - width : line.x;
  let x = start;
  for (const letter of line.text) {
    const room = isDigit(letter) ? cell : measure(letter, line.font);
    drawLine(context, { ...line, text: letter, x: x + room / 2, align: 'center' });
    x += room;
  }
}
