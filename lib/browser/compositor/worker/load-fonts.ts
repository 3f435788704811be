import { assetOfFont, type BundledFontId, type FontId } from '@/lib/core/contract/brand';

/**
 * The program's fonts for the worker, which sees none of the page's. Families get names that nothing else uses and are
 * loaded before the first text is drawn: Chromium keeps drawing a family in the fallback font if it was ever used before
 * its file arrived (compositor.md §5, Font trap).
 */
const SUBSETS = [
  {
    font: 'inter',
    family: 'program-inter-latin',
    url: new URL('@fontsource-variable/inter/files/inter-latin-wght-normal.woff2', import.meta.url),
  },
  {
    font: 'inter',
    family: 'program-inter-latin-ext',
    url: new URL('@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2', import.meta.url),
  },
  {
    font: 'inter',
    family: 'program-inter-cyrillic',
    url: new URL('@fontsource-variable/inter/files/inter-cyrillic-wght-normal.woff2', import.meta.url),
  },
  {
    font: 'inter',
    family: 'program-inter-greek',
    url: new URL('@fontsource-variable/inter/files/inter-greek-wght-normal.woff2', import.meta.url),
  },
  {
    font: 'oswald',
    family: 'program-oswald-latin',
    url: new URL('@fontsource-variable/oswald/files/oswald-latin-wght-normal.woff2', import.meta.url),
  },
  {
    font: 'oswald',
    family: 'program-oswald-latin-ext',
    url: new URL('@fontsource-variable/oswald/files/oswald-latin-ext-wght-normal.woff2', import.meta.url),
  },
  {
    font: 'oswald',
    family: 'program-oswald-cyrillic',
    url: new URL('@fontsource-variable/oswald/files/oswald-cyrillic-wght-normal.woff2', import.meta.url),
  },
] as const satisfies readonly { font: BundledFontId; family: string; url: URL }[];

/** As their files say. */
const WEIGHTS: Readonly<Record<BundledFontId, string>> = { inter: '100 900', oswald: '200 700' };

/** A program without its font is better than no program. */
const LOAD_TIMEOUT_MS = 4_000;

/** For CSS font shorthands: each letter comes from the first family that has it, Inter's before the system's. */
export function fontFamily(font: FontId = 'inter'): string {
  const assetId = assetOfFont(font);
  const families = [
    ...(assetId === null ? [] : [assetFontFamily(assetId)]),
    ...SUBSETS.filter((subset) => subset.font === font).map(({ family }) => family),
    ...(font === 'inter'
      ? []
      : SUBSETS.filter((subset) => subset.font === 'inter').map(({ family }) => family)),
  ].map((family) => `"${family}"`);
  return `${families.join(', ')}, system-ui, sans-serif`;
}

/** The name of a font of the library, for `AssetFonts`, which loads it. */
export const assetFontFamily = (assetId: string): string => `program-asset-${assetId}`;

/** @returns false when a file did not come in time; its letters are then drawn in another font. */
export async function loadFonts(fonts: { add: (face: FontFace) => unknown }): Promise<boolean> {
  const loaded = await Promise.allSettled(
    SUBSETS.map(async ({ font, family, url }) => {
      const response = await fetch(url, { signal: AbortSignal.timeout(LOAD_TIMEOUT_MS) });
      if (!response.ok) throw new Error(`${url.pathname}: ${response.status}`);
      const face = new FontFace(family, await response.arrayBuffer(), { weight: WEIGHTS[font] });
      fonts.add(await face.load());
    }),
  );
  return loaded.every(({ status }) => status === 'fulfilled');
}
