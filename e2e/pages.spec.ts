import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { enterStudio } from '@/scripts/harness/show-steps';
import { expect, test } from './support/fixtures';
import { prepareShow } from './support/show';

const SIZES = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];

for (const viewport of SIZES) {
  test(`Every page is accessible and quiet at ${viewport.width}x${viewport.height}`, async ({
    api,
    openContext,
    product,
  }) => {
    test.setTimeout(180_000);
    const { showId, slug, inviteUrl } = await prepareShow(api, `Pages at ${viewport.width}`);
    const member = await openContext({ storageState: product.ownerState, viewport });
    const visitor = await openContext({ viewport });
    const join = new URL(inviteUrl).pathname;
    const visits = [
      ...[
        '/shows',
        `/shows/${showId}`,
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
        await expectAccessible(page);
        await expectNoSidewaysScroll(page);
        await page.close();
      });
    }
    await test.step('studio', async () => {
      const page = await member.newPage();
      await enterStudio(page, product.url, showId);
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
      await page.keyboard.press('d');
      await page.getByRole('tab', { name: 'Scene' }).click();
      await page.keyboard.press('f');
      await page.getByRole('button', { name: 'Place by hand' }).click();
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
    });
  });
}

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
}

async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow, `${page.url()} scrolls sideways`).toBeLessThanOrEqual(0);
}
