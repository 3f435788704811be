import { OWNER } from '@/scripts/harness/product-api';
import { expect, test } from './support/fixtures';
import { focused, listen, tabTo } from './support/keyboard';
import { GUESTS, joinAs } from './support/show';

test('A producer runs a whole show with the keyboard alone, and hears what happens', async ({
  browser,
  openContext,
}) => {
  const page = await (await openContext()).newPage();
  const heard = await listen(page);
  const press = (...keys: string[]) =>
    keys.reduce((done, key) => done.then(() => page.keyboard.press(key)), Promise.resolve());
  const type = (text: string) => page.keyboard.type(text);
  const scene = (name: string) => page.getByRole('button', { name, exact: true });

  await test.step('signs in and makes a show', async () => {
    await page.goto('/sign-in');
    await tabTo(page, 'Email');
    await type(OWNER.email);
    await tabTo(page, 'Password');
    await type(OWNER.password);
    await press('Enter');
    await page.getByRole('heading', { name: 'Shows', exact: true }).waitFor();
    await tabTo(page, 'New show');
    await press('Enter');
    await expect.poll(() => focused(page)).toBe('Title');
    await type('By hand');
    await press('Enter');
    await page.getByRole('heading', { name: 'By hand' }).waitFor();
    await tabTo(page, 'Open studio');
    await press('Enter');
    await expect(page.getByRole('button', { name: 'Enter studio' })).toBeEnabled();
    await tabTo(page, 'Enter studio');
    await press('Enter');
    await page.getByTestId('program-video').waitFor({ timeout: 60_000 });
    await expect.poll(() => focused(page), 'the keyboard starts at the title').toBe('By hand');
  });

  let inviteUrl = '';
  await test.step('invites a guest, hears them knock, lets them in and puts them on stage', async () => {
    await tabTo(page, 'Invite');
    await press('Enter');
    await page.getByRole('dialog', { name: 'Invite guests' }).waitFor();
    await press('Enter');
    const link = page.getByLabel('Guest link');
    await link.waitFor();
    inviteUrl = await link.inputValue();
    await expect(link).toBeFocused();
    await press('Escape');
    await expect.poll(() => focused(page)).toBe('Invite');
    const ada = await joinAs(browser, inviteUrl, GUESTS.ada);
    const knock = 'Ada is waiting. Press A to let them in.';
    await expect.poll(heard).toContain(knock);
    await press('a');
    await expect(page.getByRole('button', { name: 'To stage: Ada' })).toBeVisible();
    await tabTo(page, 'To stage: Ada');
    await press('Enter');
    await expect(page.getByRole('button', { name: 'Off stage: Ada' })).toBeFocused();
    expect((await heard()).filter((text) => text === knock)).toHaveLength(1);
    await expect(ada.page.getByRole('heading', { name: 'You are on stage' })).toBeVisible();
  });

  await test.step('makes a scene and a graphic', async () => {
    await press('Escape', 'd', 'n');
    await expect.poll(() => focused(page)).toMatch(/^Name/);
    await tabTo(page, 'Questions?');
    await press('Enter');
    await expect(scene('Questions?, in preview')).toBeVisible();
    await tabTo(page, 'Out');
    await press('Home');
    await expect(page.getByRole('tab', { name: 'Graphics' })).toHaveAttribute('aria-selected', 'true');
    await expect.poll(() => focused(page)).toBe('Graphics');
    await tabTo(page, 'Add a graphic');
    await press('Enter');
    await expect(page.getByRole('menuitem', { name: 'Lower third' })).toBeFocused();
    await press('ArrowDown');
    await expect(page.getByRole('menuitem', { name: 'Banner' })).toBeFocused();
    await press('Enter');
    await expect.poll(() => focused(page)).toBe('Text');
    await type('Ask us anything');
    await tabTo(page, 'Save and show');
    await press('Enter');
    await expect(page.getByRole('switch', { name: 'Ask us anything on the program' })).toBeChecked();
    await expect.poll(() => focused(page), 'back where the graphic was begun').toBe('Add a graphic');
    await press('Escape', 'Alt+1');
    await expect(page.getByRole('switch', { name: 'Ask us anything on the program' })).not.toBeChecked();
  });

  await test.step('goes live', async () => {
    await tabTo(page, 'Go live');
    await press('Enter');
    const question = page.getByRole('alertdialog', { name: 'Go live?' });
    await question.waitFor();
    await tabTo(page, 'Go live');
    await press('Enter');
    await question.waitFor({ state: 'detached' });
    await page.locator('[data-phase="live"]').first().waitFor({ timeout: 60_000 });
    await expect.poll(() => focused(page), 'the same button goes on').toBe('End show');
    expect((await heard()).filter((text) => text === 'The show is live.')).toHaveLength(1);
  });

  await test.step('takes with each transition', async () => {
    await press('Escape');
    for (const [key, number, name] of [
      ['z', '2', 'Interview'],
      ['x', '6', 'Questions?'],
      ['c', '2', 'Interview'],
      ['v', '3', 'Host solo'],
    ] as const) {
      await press(key, number);
      await expect(scene(`${name}, in preview`)).toBeVisible();
      await press('Space');
      await expect(scene(`${name}, on air`)).toBeVisible();
    }
    await expect.poll(heard).toContain('On air: Host solo. Preview: Interview.');
  });

  await test.step('ends the show', async () => {
    // Tab goes on from the button that Escape left.
    await press('Shift+Tab');
    await tabTo(page, 'End show');
    await press('Enter');
    await page.getByRole('alertdialog', { name: 'End the show?' }).waitFor();
    await tabTo(page, 'End show for everyone');
    await press('Enter');
    await page.locator('[data-phase="ended"]').first().waitFor({ timeout: 60_000 });
    await expect.poll(heard).toContain('The show has ended.');
    await expect.poll(() => focused(page)).toBe('Back to rehearsal');
  });
});
