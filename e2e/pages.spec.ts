import type { Page } from '@playwright/test';
import { enterStudio } from '@/scripts/harness/show-steps';
import { expectAccessible, expectNoSidewaysScroll } from './support/accessible';
import { expect, test } from './support/fixtures';
import { prepareShow } from './support/show';

const LAPTOP = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
/** Where the studio is used too, laid out as on a laptop or as on a phone. */
const OTHER_DESKS = [
  { width: 1920, height: 1080 },
  { width: 1024, height: 768 },
];
/** Beside Graphics and Scene, which the sizes go through. */
const OTHER_TABS = [/^Audio/, 'Media', /^Chat/, 'Out', 'Log'];

test('Every page is accessible and quiet, on a laptop and on a phone', async ({
  api,
  openContext,
  product,
}, testInfo) => {
  test.setTimeout(180_000);
  const { showId, slug, inviteUrl } = await prepareShow(api, 'Pages');
  const member = await openContext({ storageState: product.ownerState });
  const visitor = await openContext();
  const join = new URL(inviteUrl).pathname;
  // One to an address: a second try shares the workspace with the first.
  const invitation = await api.mutate<{ url: string }>('team.invite', {
    email: `new-${testInfo.retry}-${testInfo.repeatEachIndex}@example.test`,
    role: 'producer',
  });
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
    ...['/sign-in', join, `/watch/${slug}`, new URL(invitation.url).pathname].map((path) => ({
      context: visitor,
      path,
    })),
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
  await test.step('the studio’s other panels and dialogs', async () => {
    await page.setViewportSize(LAPTOP);
    for (const name of OTHER_TABS) {
      await page.getByRole('tab', { name }).click();
      await expectAccessible(page);
    }
    await page.getByRole('button', { name: 'Plan the show' }).click();
    const rundown = page.getByRole('dialog', { name: 'Rundown' });
    await rundown.getByRole('button', { name: 'Add a part' }).click();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await rundown.waitFor({ state: 'detached' });
    for (const size of OTHER_DESKS) {
      await page.setViewportSize(size);
      // Its parts change their order with the next render.
      await expect(() => expectReadingOrder(page)).toPass();
      await expectNoSidewaysScroll(page);
    }
  });
});

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
