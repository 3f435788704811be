import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { enterStudio } from '@/scripts/harness/show-steps';
import { expect, test } from './support/fixtures';
import { prepareShow } from './support/show';

const LAPTOP = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

test('Every page is accessible and quiet, on a laptop and on a phone', async ({
  api,
  openContext,
  product,
}) => {
  test.setTimeout(180_000);
  const { showId, slug, inviteUrl } = await prepareShow(api, 'Pages');
  const member = await openContext({ storageState: product.ownerState });
  const visitor = await openContext();
  const join = new URL(inviteUrl).pathname;
  const visits = [
    ...[
      '/shows',
      `/shows/${showId}`,
      `/shows/${showId}/remote`,
      '/destinations',
      '/media',
      '/recordings',
      '/team',
      '/activity',
      '/settings',
      '/doctor',
    ].map((path) => ({ context: member, path })),
    ...['/sign-in', join, `/watch/${slug}`].map((path) => ({ context: visitor, path })),
  ];
  for (const { context, path } of visits) {
    await test.step(path, async () => {
      const page = await context.newPage();
      await page.goto(path);
      await page.getByRole('heading').first().waitFor();
      for (const size of [LAPTOP, PHONE]) {
        await page.setViewportSize(size);
        await expectAccessible(page);
        await expectNoSidewaysScroll(page);
      }
      await page.close();
    });
  }
  const page = await member.newPage();
  await enterStudio(page, product.url, showId);
  for (const size of [LAPTOP, PHONE]) {
    await test.step(`the studio at ${size.width}x${size.height}`, async () => {
      await page.setViewportSize(size);
      await page.getByRole('tab', { name: 'Graphics' }).click();
      await expectReadingOrder(page);
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
      // Studio mode on, and off again for the next size.
      await page.keyboard.press('d');
      await page.getByRole('tab', { name: 'Scene' }).click();
      await page.keyboard.press('f');
      // Placed once, it stays so.
      if (size === LAPTOP) await page.getByRole('button', { name: 'Place by hand' }).click();
      await page.getByRole('group', { name: /^Places in/ }).waitFor();
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
      for (const key of ['Control+k', 'n', '?']) {
        await page.keyboard.press(key);
        await page.getByRole('dialog').waitFor();
        await expectAccessible(page);
        await page.keyboard.press('Escape');
        await page.getByRole('dialog').waitFor({ state: 'detached' });
      }
      await page.keyboard.press('d');
    });
  }
});

async function expectAccessible(page: Page): Promise<void> {
  // No page has frames, for which axe would open another page each time.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
}

/** The keyboard goes through the studio's parts as the eye does: each lies below or right of the one before. */
async function expectReadingOrder(page: Page): Promise<void> {
  await page.evaluate(() => window.scrollTo(0, 0));
  const parts = await page.locator('header, main, aside').evaluateAll((elements) =>
    elements.map((element) => {
      const { top, left, bottom, right } = element.getBoundingClientRect();
      return { name: element.getAttribute('aria-label') ?? element.tagName, top, left, bottom, right };
    }),
  );
  for (const [index, part] of parts.entries()) {
    const before = parts[index - 1];
    if (!before) continue;
    const isAfter = part.top >= before.bottom - 1 || part.left >= before.right - 1;
    expect(isAfter, `${part.name} comes after ${before.name}`).toBe(true);
  }
}

async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow, `${page.url()} scrolls sideways`).toBeLessThanOrEqual(0);
}
