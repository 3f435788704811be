import type { FontId, Look, ThemeId } from '../../contract/brand';

/** What sets one theme apart: a row of a table, so that a fourth is a row and no new code. Lengths for a 1280 px wide canvas. */
export interface Theme {
  motion: { kind: 'slide' | 'wipe' | 'rise'; inMs: number; outMs: number };
  /** Of names, headlines and labels. */
  titleCase: 'as-typed' | 'upper';
  weights: { title: number; text: number };
  /** Between letters of upper-case text, as a share of its size. */
  tracking: number;
  radiusPx: number;
  /** Of the plate behind text, 0..1. */
  plateAlpha: number;
  /** A hairline of the text colour around plates. */
  hasBorder: boolean;
  shadowPx: number;
  /** The accent at the left side of a plate. */
  edge: { sizePx: number; isInset: boolean } | null;
  /** blocks: title and subtitle each on a plate of its own, the title's in the accent colour. */
  rows: 'together' | 'blocks';
  /** Banner and ticker: over the whole width, or with room around them. */
  bars: { isFloating: boolean; tickerGround: 'accent' | 'primary' };
}

export const THEMES: Readonly<Record<ThemeId, Theme>> = {
  clean: {
    motion: { kind: 'slide', inMs: 400, outMs: 300 },
    titleCase: 'as-typed',
    weights: { title: 700, text: 480 },
    tracking: 0,
    radiusPx: 6,
    plateAlpha: 0.92,
    hasBorder: false,
    shadowPx: 0,
    edge: { sizePx: 7, isInset: false },
    rows: 'together',
    bars: { isFloating: false, tickerGround: 'accent' },
  },
  bold: {
    motion: { kind: 'wipe', inMs: 450, outMs: 300 },
    titleCase: 'upper',
    weights: { title: 820, text: 600 },
    tracking: 0.02,
    radiusPx: 0,
    plateAlpha: 1,
    hasBorder: false,
    shadowPx: 0,
    edge: null,
    rows: 'blocks',
    bars: { isFloating: false, tickerGround: 'primary' },
  },
  glass: {
    motion: { kind: 'rise', inMs: 500, outMs: 350 },
    titleCase: 'as-typed',
    weights: { title: 620, text: 430 },
    tracking: 0,
    radiusPx: 20,
    plateAlpha: 0.66,
    hasBorder: true,
    shadowPx: 22,
    edge: { sizePx: 5, isInset: true },
    rows: 'together',
    bars: { isFloating: true, tickerGround: 'primary' },
  },
};

/** The colours and letters of one show in one theme. Colours as `#rrggbb` or `#rrggbbaa`. */
export interface Style {
  theme: Theme;
  font: FontId;
  plate: string;
  accent: string;
  /** The accent where it can be read as text on a plate that hides the picture, else the text colour. */
  accentText: string;
  text: string;
  /** For second lines: the text colour, a little back. */
  quiet: string;
  onAccent: string;
  border: string | null;
}

export function styleOf({ theme: themeId, font, colors }: Look): Style {
  const theme = THEMES[themeId];
  const text = readableOn(colors.primary, colors.text);
  const isReadable = contrast(colors.primary, colors.accent) >= CONTRAST_MIN;
  return {
    theme,
    font,
    plate: withAlpha(colors.primary, theme.plateAlpha),
    accent: colors.accent,
    accentText: isReadable && theme.plateAlpha >= SOLID_ALPHA ? colors.accent : text,
    text,
    quiet: withAlpha(text, 0.82),
    onAccent: readableOn(colors.accent, colors.text),
    border: theme.hasBorder ? withAlpha(text, 0.26) : null,
  };
}

export function titleText(text: string, { theme }: Pick<Style, 'theme'>): string {
  return theme.titleCase === 'upper' ? text.toUpperCase() : text;
}

/** WCAG 1.4.3 asks 3:1 of large text; everything on air is large. */
const CONTRAST_MIN = 3;
/** Through a thinner plate the picture shows, and no colour can be promised against it. */
const SOLID_ALPHA = 0.9;
const INK = '#0a0d14';
const PAPER = '#ffffff';

/** The wanted colour where it can be read on `ground`, else black or white, whichever is read better. */
export function readableOn(ground: string, wanted: string): string {
  if (contrast(ground, wanted) >= CONTRAST_MIN) return wanted;
  return contrast(ground, INK) > contrast(ground, PAPER) ? INK : PAPER;
}

/** WCAG 2 contrast ratio, 1..21. */
function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

function luminance(color: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** @param alpha - 0..1 */
export function withAlpha(color: string, alpha: number): string {
  return `${color.slice(0, 7)}${Math.round(alpha * 255)
    .toString(16)
    .padStart(2, '0')}`;
}
