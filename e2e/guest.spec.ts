import { admitToStage, enterStudio } from '@/scripts/harness/show-steps';
import type { Locator } from '@playwright/test';
import { expectAccessible } from './support/accessible';
import { expect, isColor, test } from './support/fixtures';
import { GUESTS, joinAs, prepareShow } from './support/show';

test('A guest who reloads keeps the seat, and stays muted', async ({
  ownerContext,
  api,
  browser,
  product,
}) => {
  const { showId, inviteUrl } = await prepareShow(api, 'Seats');
  const producer = await ownerContext.newPage();
  await enterStudio(producer, product.url, showId);
  const { page: guest, context } = await joinAs(browser, inviteUrl, GUESTS.ada);
  await admitToStage(producer, 'Ada');
  await guest.getByRole('button', { name: 'Mute', exact: true }).click();
  await expect(guest.getByRole('button', { name: 'Unmute', exact: true })).toBeVisible();

  await guest.reload();
  await expect(guest.getByRole('heading', { name: 'You are on stage' })).toBeVisible({ timeout: 20_000 });
  await expect(guest.getByRole('button', { name: 'Unmute', exact: true })).toBeVisible();
  await expect(producer.getByRole('button', { name: /stage: Ada$/ })).toHaveCount(1);

  await test.step("the producer's mute cannot be lifted by the guest, nor the guest's by the producer", async () => {
    await producer.getByRole('button', { name: 'Mute: Ada' }).click();
    await expect(guest.getByText('The producer muted you. Only they can lift it.')).toBeVisible();
    await guest.getByRole('button', { name: 'Unmute', exact: true }).click();
    await expect(guest.getByText('The producer muted you. Only they can lift it.')).toBeVisible();
    await expectAccessible(guest);
  });
  await context.close();
});

test('A waiting guest is seen by the producer and by nobody else', async ({
  ownerContext,
  api,
  browser,
  product,
}) => {
  const { showId, inviteUrl } = await prepareShow(api, 'At the door');
  const producer = await ownerContext.newPage();
  await enterStudio(producer, product.url, showId);
  const ada = await joinAs(browser, inviteUrl, GUESTS.ada);
  await admitToStage(producer, 'Ada');
  const ben = await joinAs(browser, inviteUrl, GUESTS.ben);
  await expect(ben.page.getByText('The producers see a small picture of you')).toBeVisible();
  await expectAccessible(ben.page);

  const picture = producer.getByRole('article', { name: 'Ben, waiting' }).getByLabel('Picture of Ben');
  await expect
    .poll(async () => isColor(await centreOf(picture), GUESTS.ben.color), { timeout: 15_000 })
    .toBe(true);
  await expect(ada.page.getByText('Ben', { exact: true }), 'backstage knows nothing of him').toHaveCount(0);

  await ben.page.getByRole('button', { name: 'Turn camera off' }).click();
  await expect(ben.page.getByText('The producers see your name')).toBeVisible();
  await expect(picture, 'what was seen does not stay').toHaveCount(0);
  await ada.context.close();
  await ben.context.close();
});

/** The colour in the middle of a canvas. */
async function centreOf(canvas: Locator): Promise<number[]> {
  return canvas.evaluate((element) => {
    const { width, height } = element as HTMLCanvasElement;
    const context = (element as HTMLCanvasElement).getContext('2d')!;
    return [...context.getImageData(width / 2, height / 2, 1, 1).data];
  });
}

test('A guest who is not let in is told so, and cannot take the seat back', async ({
  ownerContext,
  api,
  browser,
  product,
}) => {
  const { showId, inviteUrl } = await prepareShow(api, 'Not now');
  const producer = await ownerContext.newPage();
  await enterStudio(producer, product.url, showId);
  const { page: guest, context } = await joinAs(browser, inviteUrl, GUESTS.ben);
  await producer.getByRole('button', { name: 'Not now: Ben' }).click();
  await expect(guest.getByRole('heading', { name: 'Not this time' })).toBeVisible();
  await expectAccessible(guest);
  await guest.reload();
  await expect(guest.getByRole('heading', { name: 'Not this time' })).toBeVisible();
  await context.close();
});

test('A revoked link lets nobody in, and says so', async ({ openContext, api }) => {
  const { showId, inviteUrl } = await prepareShow(api, 'Revoked');
  const [invite] = await api.query<{ inviteId: string }[]>('invites.list', { showId });
  await api.mutate('invites.revoke', { inviteId: invite!.inviteId });
  const page = await (await openContext({ allow: [/410|Failed to load resource/] })).newPage();
  await page.goto(inviteUrl);
  await expect(page.getByRole('heading', { name: 'This link is closed' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Ask to join' })).toBeHidden();
  await expectAccessible(page);
});
