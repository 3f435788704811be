import type { GraphicSpec } from '../contract/graphic';

/**
 * Characters of each text that a picture has room for at a size that can be read from a sofa. The rasteriser still
 * shortens what is wider than its plate: letters differ.
 */
export const GRAPHIC_CHARS = {
  title: 60,
  subtitle: 90,
  banner: 120,
  tickerLabel: 20,
  tickerItem: 140,
  label: 40,
  author: 60,
  message: 280,
} as const;

export interface FittedSpec {
  spec: GraphicSpec;
  /** The texts that were cut, by the name of their field; empty when all of it fits. */
  cut: string[];
}

/** Cuts every text to what a picture has room for, and makes each one line. Fitting a fitted spec changes nothing. */
export function fitGraphicSpec(spec: GraphicSpec): FittedSpec {
  const cut: string[] = [];
  const fit = (field: string, text: string, charsMax: number): string => {
    const line = oneLine(text);
    const fitted = shorten(line, charsMax);
    if (fitted !== line) cut.push(field);
    return fitted;
  };
  return { spec: fitTexts(spec, fit), cut };
}

function fitTexts(
  spec: GraphicSpec,
  fit: (field: string, text: string, charsMax: number) => string,
): GraphicSpec {
  switch (spec.kind) {
    case 'lower-third':
      return {
        ...spec,
        title: fit('title', spec.title, GRAPHIC_CHARS.title),
        subtitle: fit('subtitle', spec.subtitle, GRAPHIC_CHARS.subtitle),
      };
    case 'banner':
      return { ...spec, text: fit('text', spec.text, GRAPHIC_CHARS.banner) };
    case 'ticker':
      return {
        ...spec,
        label: fit('label', spec.label, GRAPHIC_CHARS.tickerLabel),
        items: spec.items
          .map((item, index) => fit(`items.${index}`, item, GRAPHIC_CHARS.tickerItem))
          .filter((item) => item !== ''),
      };
    case 'countdown':
    case 'clock':
      return { ...spec, label: fit('label', spec.label, GRAPHIC_CHARS.label) };
    case 'message':
      return {
        ...spec,
        author: fit('author', spec.author, GRAPHIC_CHARS.author),
        text: fit('text', spec.text, GRAPHIC_CHARS.message),
      };
    case 'logo-bug':
    case 'image':
      return spec;
  }
}

/** Line breaks and tabs become spaces; halves of surrogate pairs and control characters go: they break JSON and fonts. */
function oneLine(text: string): string {
  return text
    .replace(/\s+/gu, ' ')
    .replace(/[\p{Cc}\p{Cs}]/gu, '')
    .trim();
}

/** Cuts where people see a character end; the ellipsis counts. */
function shorten(text: string, charsMax: number): string {
  if (text.length <= charsMax) return text;
  let kept = '';
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text)) {
    if (kept.length + segment.length > charsMax - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}
