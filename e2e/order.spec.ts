import type { Locator, Page } from '@playwright/test';
import { admitToStage, enterStudio } from '@/scripts/harness/show-steps';
import { expect, test } from './support/fixtures';
import { GUESTS, joinAs, prepareShow } from './support/show';

test('A producer puts scenes and people in order by mouse and by keyboard, and the others see it', async ({
  ownerContext,
  api,
  browser,
  product,
}) => {
  const { showId, inviteUrl } = await prepareShow(api, 'In order');
  const [first, second] = [await ownerContext.newPage(), await ownerContext.newPage()];
  for (const page of [first, second]) await enterStudio(page, product.url, showId);
  const scenes = (page: Page) => namesOf(page.getByRole('complementary', { name: 'Scenes' }));
  expect(await scenes(first)).toEqual(['Starting soon', 'Interview', 'Host solo', 'Screen', 'Outro']);

  await test.step('a scene, dragged with the mouse', async () => {
    await drag(first, sceneOf(first, 'Outro'), sceneOf(first, 'Interview'));
    const order = ['Starting soon', 'Outro', 'Interview', 'Host solo', 'Screen'];
    await expect.poll(() => scenes(first)).toEqual(order);
    await expect.poll(() => scenes(second)).toEqual(order);
    await first.reload();
    await enterStudio(first, product.url, showId);
    expect(await scenes(first), 'and it stays').toEqual(order);
  });

  await test.step('a scene, moved with the keyboard, spoken', async () => {
    await first.getByRole('button', { name: 'Move Starting soon' }).focus();
    await press(first, 'Space', 'Starting soon picked up at place 1 of 5.');
    await press(first, 'ArrowDown', 'Starting soon is over place 2 of 5.');
    await press(first, 'Space', 'Starting soon put down at place 2 of 5.');
    const order = ['Outro', 'Starting soon', 'Interview', 'Host solo', 'Screen'];
    await expect.poll(() => scenes(first)).toEqual(order);
    await expect.poll(() => scenes(second)).toEqual(order);
  });

  await test.step('what is put back changes nothing, and a click is no drag', async () => {
    await first.getByRole('button', { name: 'Move Outro' }).focus();
    await press(first, 'Space', 'Outro picked up at place 1 of 5.');
    await press(first, 'ArrowDown', 'Outro is over place 2 of 5.');
    await press(first, 'Escape', 'Outro stays at place 1 of 5.');
    await first.getByRole('button', { name: 'Host solo', exact: true }).click();
    await expect(first.getByRole('button', { name: 'Host solo, on program' })).toBeVisible();
    expect((await scenes(second))[0]).toBe('Outro');
  });

  await test.step('people on stage, dragged with the mouse', async () => {
    const ada = await joinAs(browser, inviteUrl, GUESTS.ada);
    await admitToStage(first, 'Ada');
    const ben = await joinAs(browser, inviteUrl, GUESTS.ben);
    await admitToStage(first, 'Ben');
    const people = (page: Page) =>
      page.locator('[data-place="stage"]').evaluateAll((items) => items.map((item) => item.dataset['seat']));
    await expect.poll(() => people(second)).toEqual(['Ada', 'Ben']);
    await drag(first, first.locator('[data-seat="Ben"]'), first.locator('[data-seat="Ada"]'));
    await expect.poll(() => people(first)).toEqual(['Ben', 'Ada']);
    await expect.poll(() => people(second)).toEqual(['Ben', 'Ada']);
    await ada.context.close();
    await ben.context.close();
  });
});

const sceneOf = (page: Page, name: string): Locator =>
  page.getByRole('complementary', { name: 'Scenes' }).getByRole('listitem').filter({ hasText: name });

async function namesOf(rail: Locator): Promise<string[]> {
  const labels = await rail
    .getByRole('listitem')
    .locator('button:has(canvas)')
    .evaluateAll((buttons) => buttons.map((button) => button.getAttribute('aria-label') ?? ''));
  return labels.map((label) => label.split(',')[0] ?? '');
}

/** In steps, as a hand does: a single jump would not start a drag. */
async function drag(page: Page, from: Locator, to: Locator): Promise<void> {
  const [start, end] = [await from.boundingBox(), await to.boundingBox()];
  if (!start || !end) throw new Error('nothing to drag');
  await page.mouse.move(start.x + start.width / 2, start.y + 30);
  await page.mouse.down();
  await page.mouse.move(end.x + end.width / 2, end.y + 30, { steps: 12 });
  await page.mouse.up();
}

/** Pressed again when nothing is spoken: dnd-kit hears arrow keys only a moment after what was picked up is announced. */
async function press(page: Page, key: string, spoken: string): Promise<void> {
  const words = page.getByText(spoken);
  await expect(async () => {
    if ((await words.count()) === 0) await page.keyboard.press(key);
    await expect(words).toBeAttached({ timeout: 1_000 });
  }).toPass({ timeout: 15_000 });
}
