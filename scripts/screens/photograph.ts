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
/**
 * How long any one step of a page may take: no step is slow by itself, but the machine may be busy with other work ten
 * times over, and a studio that draws in software then has a turn every few seconds only.
 */
export const STEP_TIMEOUT_MS = 180_000;

export interface Photographer {
  /** Takes `<name>.jpg` and `<name>-phone.jpg` of a page as it is now, and leaves it in its first size. */
  photograph(page: Page, name: string): Promise<void>;
  /**
   * A state that nothing later stands on: where it cannot be reached, its pictures are missing, dialogs and menus are
   * closed again, and the walk goes on.
   */
  attempt(page: Page, what: string, work: () => Promise<void>): Promise<void>;
  /** What was not photographed, and why. */
  failures(): readonly string[];
}

export interface PhotographerOptions {
  outputDir: string;
  /** The whole page, not only what fits the window. */
  isFullPage: boolean;
  /** Also a small laptop and a large screen, to the folder that git ignores. */
  isEverySize: boolean;
  /** Only pictures with such a name are taken. */
  only: RegExp;
  log(line: string): void;
}

export async function createPhotographer(options: PhotographerOptions): Promise<Photographer> {
  await mkdir(join(options.outputDir, MORE), { recursive: true });
  const sizes = [
    ...SIZES.map((size) => ({ ...size, isKept: true })),
    ...(options.isEverySize ? FURTHER_SIZES.map((size) => ({ ...size, isKept: false })) : []),
  ];
  const failures: string[] = [];
  return {
    async photograph(page, name) {
      if (!options.only.test(name)) return;
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
          timeout: STEP_TIMEOUT_MS,
        });
      }
      if (before !== null) await page.setViewportSize(before);
      options.log(name);
    },
    async attempt(page, what, work) {
      try {
        await work();
      } catch (error) {
        const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
        failures.push(`${what}: ${reason}`);
        options.log(`missing: ${what}: ${reason}`);
        await closeAll(page);
      }
    },
    failures: () => failures,
  };
}

/** More than menus in dialogs ever lie over each other. */
const LAYERS_MAX = 4;

async function closeAll(page: Page): Promise<void> {
  await page.context().setOffline(false);
  const layers = page.locator('[role="dialog"], [role="alertdialog"], [role="menu"]');
  for (let layer = 0; layer < LAYERS_MAX && (await layers.count()) > 0; layer++)
    await page.keyboard.press('Escape');
}

/** Fonts are there, nothing is loading, and the new size has been laid out and painted. */
async function untilQuiet(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      document.fonts.status === 'loaded' &&
      document.querySelector('[aria-busy="true"], .animate-pulse, [data-thumbnail="empty"]') === null &&
      [...document.images].every(({ complete, loading }) => complete || loading === 'lazy'),
    undefined,
    { timeout: STEP_TIMEOUT_MS },
  );
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
      }),
  );
}
