import { admitToStage, endShow, goLive } from '@/scripts/harness/show-steps';
import { expectAccessible } from './support/accessible';
import { expect, test } from './support/fixtures';

test('A newcomer tries a rehearsal: two synthetic guests, the test destination, live', async ({
  ownerContext,
}) => {
  test.setTimeout(120_000);
  const page = await ownerContext.newPage();
  await page.goto('/shows');
  await page
    .getByRole('button', { name: /rehearsal/i })
    .first()
    .click();
  await expect(page).toHaveURL(/\/studio\?rehearsal=1$/);
  await page.getByRole('button', { name: 'Enter studio' }).click();
  for (const name of ['Robin', 'Sasha']) await admitToStage(page, name);
  await page.keyboard.press('2');
  for (const name of ['Robin', 'Sasha'])
    await expect(page.getByLabel(`Picture of ${name}`), `${name}'s camera arrives`).toHaveAttribute(
      'data-painted',
      'true',
    );

  await goLive(page);
  const card = page.locator('[data-destination="Test destination"]');
  await expect(card).toHaveAttribute('data-relay', 'live', { timeout: 30_000 });
  await expect(card.getByText('LIVE', { exact: true })).toBeVisible();
  await expectAccessible(page);
  await endShow(page);
});
