import { admitToStage, endShow, enterStudio, goLive } from '@/scripts/harness/show-steps';
import { expectAccessible } from './support/accessible';
import { expect, isColor, readColor, test } from './support/fixtures';
import { GUESTS, joinAs, prepareShow } from './support/show';

test('A viewer opens the watch page, waits, sees the program, and is told when it ends', async ({
  ownerContext,
  openContext,
  api,
  browser,
  product,
}) => {
  test.setTimeout(120_000);
  const { showId, slug, inviteUrl } = await prepareShow(api, 'For viewers');
  const viewer = await (await openContext()).newPage();
  await viewer.goto(`/watch/${slug}`);
  await expect(viewer.getByRole('heading', { name: 'For viewers' })).toBeVisible();

  const producer = await ownerContext.newPage();
  await enterStudio(producer, product.url, showId);
  const guest = await joinAs(browser, inviteUrl, GUESTS.ada);
  await admitToStage(producer, 'Ada');
  await producer.keyboard.press('2');
  await goLive(producer);

  await expect
    .poll(async () => isColor(await readColor(viewer, 'video', { x: 0.5, y: 0.4 }), GUESTS.ada.color), {
      timeout: 40_000,
    })
    .toBe(true);
  for (const page of [viewer, guest.page]) await expectAccessible(page);
  await endShow(producer);
  await expect(viewer.getByText('The show has ended')).toBeVisible({ timeout: 30_000 });
  // Whoever comes late learns the same, and that it is on again.
  const tomorrow = new Date(Date.now() + 86_400_000);
  await api.mutate('shows.schedule', { showId, scheduledAt: tomorrow });
  const latecomer = await (await openContext()).newPage();
  await latecomer.goto(`/watch/${slug}`);
  await expect(latecomer.getByText('The show has ended')).toBeVisible();
  await expect(latecomer.getByRole('heading', { name: 'For viewers' })).toBeVisible();
  await expect(latecomer.getByText(/It is on again tomorrow/)).toBeVisible();
  await guest.context.close();
});
