import type { FontId } from '../../contract/brand';

/** One or more lines of text on a ground: what lower thirds, bars, clocks and cards are made of. Lengths in px. */
export interface PlateSpec {
  kind: 'plate';
  font: FontId;
  rows: PlateRow[];
  align: 'left' | 'center' | 'right';
  /** null: as wide as its text. */
  widthPx: number | null;
  widthPxMax: number;
  /** null: as high as its text. */
  heightPx: number | null;
  padXPx: number;
  padYPx: number;
  gapPx: number;
  /** `#rrggbbaa`; null: no ground. */
  fill: string | null;
  radiusPx: number;
  edge: { side: 'left' | 'top' | 'bottom'; sizePx: number; color: string; isInset: boolean } | null;
  border: string | null;
  /** Room around the plate that its shadow takes; 0: none. */
  shadowPx: number;
}

export interface PlateRow {
  text: string;
  fontPx: number;
  weight: number;
  color: string;
  trackingPx: number;
  linesMax: number;
  /** Digits of one width, so that a running clock does not tremble. */
  isClock: boolean;
}

/** The items of a ticker in one line, to be repeated end to end. */
export interface StripSpec {
  kind: 'strip';
  font: FontId;
  items: string[];
  fontPx: number;
  weight: number;
  color: string;
  separatorColor: string;
  heightPx: number;
  /** Between items, the separator in the middle of it. */
  gapPx: number;
}
