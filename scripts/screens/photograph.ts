import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Page } from '@playwright/test';

/** A laptop, and a phone held upright: each screen must be right on both. */
const SIZES = [
  { width: 1440, height: 900, suffix: '' },
  { width: 390, height: 844, suffix: '-phone' },
] as const;

/** The sizes between and beyond, looked at but not kept. */
const FURTHER_SIZES = [
  { width: 1024, height: 768, suffix: '-small' },
  { width: 1920, height: 1080, suffix: '-large' },
] as const;

/** Text stays sharp, and the pictures that are kept in the repository stay below 2 MB together. */
const QUALITY = 78;
/** Folder of the states that documentation does not show; ignored by git. */
const MORE = 'more';
const QUIET_TIMEOUT_MS = 15_000;

export interface Photographer {
  /** Takes `<name>.jpg` and `<name>-phone.jpg` of a page as it is now, and leaves it in its first size. */
  photograph(page: Page, name: string): Promise<void>;
}

export interface PhotographerOptions {
  outputDir: string;
  /** The whole page, not only what fits the window. */
  isFullPage: boolean;
  /** Also a small laptop and a large screen, to the folder that git ignores. */
  isEverySize: boolean;
  log(line: string): void;
}

export async function createPhotographer(options: PhotographerOptions): Promise<Photographer> {
  await mkdir(join(options.outputDir, MORE), { recursive: true });
  const sizes = [
    ...SIZES.map((size) => ({ ...size, isKept: true })),
    ...(options.isEverySize ? FURTHER_SIZES.map((size) => ({ ...size, isKept: false })) : []),
  ];
  return {
    async photograph(page, name) {
      const before = page.viewportSize();
      for (const { width, height, suffix, isKept } of sizes) {
        await page.setViewportSize({ width, height });
        await untilQuiet(page);
        await page.screenshot({
          path: join(options.outputDir, isKept ? '' : MORE, `${isKept ? name : basename(name)}${suffix}.jpg`),
          type: 'jpeg',
          quality: QUALITY,
          fullPage: options.isFullPage,
          animations: 'disabled',
        });
      }
      if (before !== null) await page.setViewportSize(before);
      options.log(name);
    },
  };
}

/** Fonts are there, nothing is loading, and the new size has been laid out and painted. */
async function untilQuiet(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      document.fonts.status === 'loaded' &&
      document.querySelector('[aria-busy="true"], .animate-pulse') === null,
    undefined,
    { timeout: QUIET_TIMEOUT_MS },
  );
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
      }),
  );
}
