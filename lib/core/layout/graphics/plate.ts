import type { RasterOp } from '../draw-list';
import { designPx, type CanvasSize } from '../placement';
import type { PlateRow, PlateSpec } from './plate-spec';
import type { Style } from './theme';

/** Where something stands and which of its points is there. */
export type Anchor = Pick<RasterOp, 'x' | 'y' | 'anchorX' | 'anchorY'>;

/** Scales lengths of the 1280 px design to whole pixels. */
export type Px = (designLengthPx: number) => number;

export function pxOf(canvas: CanvasSize): Px {
  return (length) => Math.round(designPx(canvas, length));
}

export function row(
  text: string,
  fontPx: number,
  style: { weight: number; color: string } & Partial<PlateRow>,
): PlateRow {
  return { text, fontPx, trackingPx: 0, linesMax: 1, isClock: false, ...style };
}

/** A plate in the theme's dress. */
export function plate(
  rows: PlateRow[],
  { style, px }: { style: Style; px: Px },
  changes: Partial<Omit<PlateSpec, 'kind' | 'rows'>>,
): PlateSpec {
  const { theme } = style;
  const edge = theme.edge && {
    side: 'left' as const,
    sizePx: px(theme.edge.sizePx),
    color: style.accent,
    isInset: theme.edge.isInset,
  };
  return {
    kind: 'plate',
    font: style.font,
    rows: rows.filter(({ text }) => text !== ''),
    align: 'left',
    widthPx: null,
    widthPxMax: px(760),
    heightPx: null,
    padXPx: px(24),
    padYPx: px(14),
    gapPx: px(4),
    fill: style.plate,
    radiusPx: px(theme.radiusPx),
    edge,
    border: style.border,
    shadowPx: px(theme.shadowPx),
    ...changes,
  };
}

/** The op of a plate whose visible corner, not its shadow's, is at the anchor. */
export function plateOp(graphicId: string, spec: PlateSpec, at: Anchor): RasterOp {
  const shift = (anchor: 0 | 0.5 | 1): number => (anchor - 0.5) * 2 * spec.shadowPx;
  return graphicOp(graphicId, spec, { ...at, x: at.x + shift(at.anchorX), y: at.y + shift(at.anchorY) });
}

export function graphicOp(graphicId: string, spec: RasterOp['spec'], at: Anchor): RasterOp {
  return { kind: 'raster', key: JSON.stringify(spec), spec, ...at, alpha: 1, owner: graphicId };
}
