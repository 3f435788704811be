import { OWNER } from '@/scripts/harness/product-api';
import { expectAccessible } from './support/accessible';
import { expect, test } from './support/fixtures';

test('A newcomer creates the owner and the workspace, once', async ({ openContext, product }) => {
  const context = await openContext();
  const page = await context.newPage();
  await page.goto('/');
  await expect(page).toHaveURL(/\/setup$/);
  await page.getByLabel('Your name').fill(OWNER.name);
  await page.getByLabel('Workspace').fill('Friday Media');
  await page.getByLabel('Email').fill(OWNER.email);
  await page.getByLabel('Password').fill('short');
  await page.getByRole('button', { name: 'Create your studio' }).click();
  await expect(page.getByLabel('Password')).toHaveAttribute('aria-invalid', 'true');
  await expectAccessible(page);
  await page.getByLabel('Password').fill(OWNER.password);
  await page.getByRole('button', { name: 'Create your studio' }).click();
  await expect(page.getByText('Friday Media is ready')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Try a rehearsal' })).toBeVisible();
  await expectAccessible(page);
  await context.storageState({ path: product.ownerState });

  const stranger = await (await openContext()).newPage();
  await stranger.goto('/setup');
  await expect(stranger, 'set-up is closed for good').toHaveURL(/\/sign-in/);
  await stranger.getByLabel('Email').fill(OWNER.email);
  await stranger.getByLabel('Password').fill(OWNER.password);
  await stranger.getByRole('button', { name: 'Sign in' }).click();
  await expect(stranger.getByRole('heading', { name: 'Shows', exact: true })).toBeVisible();
});
