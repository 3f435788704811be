/**
 * Inter for the worker, which sees none of the page's fonts. Families get names that nothing else uses and are loaded
 * before the first text is drawn: Chromium keeps drawing a family in the fallback font if it was ever used before its
 * file arrived (compositor.md §5, Font trap).
 */
const SUBSETS = [
  {
    family: 'program-inter-latin',
    url: new URL('@fontsource-variable/inter/files/inter-latin-wght-normal.woff2', import.meta.url),
  },
  {
    family: 'program-inter-latin-ext',
    url: new URL('@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2', import.meta.url),
  },
  {
    family: 'program-inter-cyrillic',
    url: new URL('@fontsource-variable/inter/files/inter-cyrillic-wght-normal.woff2', import.meta.url),
  },
  {
    family: 'program-inter-greek',
    url: new URL('@fontsource-variable/inter/files/inter-greek-wght-normal.woff2', import.meta.url),
  },
];

/** A program without its font is better than no program. */
const LOAD_TIMEOUT_MS = 4_000;

/** For CSS font shorthands: each letter comes from the first family that has it. */
export function fontFamily(): string {
  return `${SUBSETS.map(({ family }) => `"${family}"`).join(', ')}, system-ui, sans-serif`;
}

/** @returns false when a file did not come in time; its letters are then drawn in the system font. */
export async function loadFonts(fonts: { add: (face: FontFace) => unknown }): Promise<boolean> {
  const loaded = await Promise.allSettled(
    SUBSETS.map(async ({ family, url }) => {
      const response = await fetch(url, { signal: AbortSignal.timeout(LOAD_TIMEOUT_MS) });
      if (!response.ok) throw new Error(`${url.pathname}: ${response.status}`);
      const face = new FontFace(family, await response.arrayBuffer(), { weight: '100 900' });
      fonts.add(await face.load());
    }),
  );
  return loaded.every(({ status }) => status === 'fulfilled');
}
