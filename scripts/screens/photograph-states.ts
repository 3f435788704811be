import type { Page } from '@playwright/test';
import type { Photographer } from './photograph';

/** What a graphic needs before it says something, by its name in the menu; the others say something from the start. */
const WORDS: Readonly<Record<string, readonly (readonly [label: string, text: string])[]>> = {
  'Lower third': [
    ['Name', 'Kim Sato'],
    ['Title', 'Engineer, Friday Media'],
  ],
  Banner: [['Text', 'Questions? Write them in the chat']],
  Ticker: [['Items', 'Doors open at seven\nThe panel begins at half past\nRecorded for members']],
  Message: [
    ['From', 'Kim'],
    ['Message', 'How do you find guests for such a show?'],
  ],
  Logo: [['Text', 'FRIDAY']],
};
const GRAPHICS = ['Lower third', 'Banner', 'Ticker', 'Message', 'Logo', 'Countdown', 'Clock', 'Image'];

/** What opens in a studio in rehearsal: editors, dialogs, menus. Leaves graphics and a rundown behind. */
export async function photographStudioStates(
  studio: Page,
  photographer: Photographer,
  guestName: string,
): Promise<void> {
  await photographGraphics(studio, photographer);
  await photographScenes(studio, photographer);
  await photographMedia(studio, photographer);
  await photographRundown(studio, photographer);
  await photographMenus(studio, photographer, guestName);
}

async function photographGraphics(studio: Page, { photograph, attempt }: Photographer): Promise<void> {
  await studio.getByRole('tab', { name: 'Graphics' }).click();
  await attempt(studio, 'more/studio-graphics-kinds', async () => {
    await studio.getByRole('button', { name: 'Add a graphic' }).click();
    await studio.getByRole('menu').waitFor();
    await photograph(studio, 'more/studio-graphics-kinds');
    await studio.keyboard.press('Escape');
  });
  for (const kind of GRAPHICS)
    await attempt(studio, kind, async () => {
      await studio.getByRole('button', { name: 'Add a graphic' }).click();
      await studio.getByRole('menuitem', { name: kind }).first().click();
      const form = studio.getByRole('form', { name: /^New / });
      for (const [label, text] of WORDS[kind] ?? [])
        await form.getByLabel(label, { exact: false }).first().fill(text);
      await photograph(studio, `more/studio-graphic-${kind.toLowerCase().replace(' ', '-')}`);
      if (kind === 'Image') {
        await form.getByRole('button', { name: /library/ }).click();
        await studio.getByRole('dialog').waitFor();
        await photograph(studio, 'more/studio-picker');
        await studio.keyboard.press('Escape');
        await form.getByRole('button', { name: 'Cancel' }).click();
      } else await form.getByRole('button', { name: 'Add to the list' }).click();
    });
  await attempt(studio, 'more/studio-brand', async () => {
    await studio.getByText('Brand', { exact: true }).click();
    await studio.getByText('Apply to this show').scrollIntoViewIfNeeded();
    await photograph(studio, 'more/studio-brand');
    await studio.getByText('Brand', { exact: true }).click();
  });
  await attempt(studio, 'more/studio-graphic-menu', async () => {
    await studio
      .getByRole('list', { name: /Graphics/ })
      .getByRole('button', { name: /^More for/ })
      .first()
      .click();
    await studio.getByRole('menu').waitFor();
    await photograph(studio, 'more/studio-graphic-menu');
    await studio.keyboard.press('Escape');
  });
}

async function photographScenes(studio: Page, { photograph, attempt }: Photographer): Promise<void> {
  await studio.getByRole('tab', { name: 'Scene' }).click();
  await photograph(studio, 'more/studio-scene');
  await attempt(studio, 'more/studio-free', async () => {
    await studio.keyboard.press('f');
    await studio.getByRole('button', { name: 'Place by hand' }).click();
    const places = studio.getByRole('group', { name: /^Places in/ });
    await places.getByRole('button').first().focus();
    await photograph(studio, 'more/studio-free');
    await studio.keyboard.press('Control+z');
    await studio.keyboard.press('Control+z');
  });
  await attempt(studio, 'more/studio-import-problems', async () => {
    const chooser = studio.waitForEvent('filechooser');
    await studio.getByRole('button', { name: 'Options for scenes' }).click();
    await studio.getByRole('menuitem', { name: 'Import scenes' }).click();
    await (
      await chooser
    ).setFiles({
      name: 'friday.scene.json',
      mimeType: 'application/json',
      buffer: Buffer.from('{"format":"stream-buddy.scenes","scenes":[{"name":"Broken"}]}'),
    });
    await studio.getByRole('dialog', { name: 'Nothing was imported' }).waitFor();
    await photograph(studio, 'more/studio-import-problems');
    await studio.keyboard.press('Escape');
  });
}

/** The library has a file of the page *Media* by now; the show plays it. */
async function photographMedia(studio: Page, { photograph, attempt }: Photographer): Promise<void> {
  await attempt(studio, 'more/studio-media', async () => {
    await studio.getByRole('tab', { name: 'Media' }).click();
    await photograph(studio, 'more/studio-media-empty');
    await studio
      .getByRole('button', { name: /^Add .* to the show$/ })
      .first()
      .click();
    const cues = studio.getByRole('list', { name: 'Clips' });
    await cues.getByRole('listitem').first().waitFor();
    await photograph(studio, 'more/studio-media');
    await cues
      .getByRole('button', { name: /^Edit / })
      .first()
      .click();
    await photograph(studio, 'more/studio-cue');
    await studio
      .getByRole('button', { name: /^(Back|Cancel|Close)/ })
      .first()
      .click();
  });
}

async function photographRundown(studio: Page, { photograph, attempt }: Photographer): Promise<void> {
  await attempt(studio, 'more/studio-rundown', async () => {
    await studio.getByRole('button', { name: 'Plan the show' }).click();
    const dialog = studio.getByRole('dialog', { name: 'Rundown' });
    await photograph(studio, 'more/studio-rundown-empty');
    for (const title of ['Welcome', 'Interview', 'Questions from viewers']) {
      await dialog.getByRole('button', { name: 'Add a part' }).click();
      const field = dialog.getByLabel('Title').last();
      await field.fill(title);
      await field.press('Enter');
    }
    await dialog.getByLabel('Notes').first().fill('Thank the sponsors. Say where to ask.');
    await photograph(studio, 'more/studio-rundown-dialog');
    await studio.keyboard.press('Escape');
    await studio.getByRole('button', { name: 'Start: Welcome' }).click();
    await photograph(studio, 'more/studio-rundown');
    await studio.getByRole('button', { name: /^Welcome/ }).click();
    await studio.getByRole('dialog').waitFor();
    await photograph(studio, 'more/studio-rundown-notes');
    await studio.keyboard.press('Escape');
  });
}

async function photographMenus(
  studio: Page,
  { photograph, attempt }: Photographer,
  guestName: string,
): Promise<void> {
  const opened = (name: string, button: string, opens: 'menu' | 'dialog') =>
    attempt(studio, `more/${name}`, async () => {
      await studio.getByRole('button', { name: button }).first().click();
      await studio.getByRole(opens).waitFor();
      await photograph(studio, `more/${name}`);
      await studio.keyboard.press('Escape');
      await studio.getByRole(opens).waitFor({ state: 'detached' });
    });
  await opened('studio-person-menu', `More for ${guestName}`, 'menu');
  await opened('studio-invite', 'Invite', 'dialog');
  await opened('studio-scene-menu', 'Options for Interview', 'menu');
  await opened('studio-engine', 'Drawn here', 'menu');
  await studio.getByRole('tab', { name: 'Audio' }).click();
  await opened('studio-sound', `Sound of ${guestName}`, 'dialog');
  await attempt(studio, 'more/studio-rename', async () => {
    await studio.getByRole('button', { name: `More for ${guestName}` }).click();
    await studio.getByRole('menuitem', { name: 'Rename' }).click();
    await studio.getByRole('dialog').waitFor();
    await photograph(studio, 'more/studio-rename');
    await studio.keyboard.press('Escape');
  });
}

/** What opens while the show is on air. */
export async function photographLiveStates(
  studio: Page,
  { photograph, attempt }: Photographer,
): Promise<void> {
  await studio.getByRole('tab', { name: 'Out' }).click();
  await attempt(studio, 'more/studio-health', async () => {
    await studio.getByText('Figures of the last minutes').click();
    await studio.getByRole('table').waitFor();
    await photograph(studio, 'more/studio-health');
    await studio.getByRole('table').scrollIntoViewIfNeeded();
    await photograph(studio, 'more/studio-health-people');
    await studio.getByText('Figures of the last minutes').click();
  });
  await attempt(studio, 'more/studio-end-question', async () => {
    await studio.getByRole('banner').getByRole('button', { name: 'End show' }).click();
    await photograph(studio, 'more/studio-end-question');
    await studio.getByRole('alertdialog').getByRole('button', { name: 'Stay live' }).click();
  });
  await attempt(studio, 'more/studio-offline', async () => {
    await studio.context().setOffline(true);
    const lost = studio.getByText('Connection to the server lost');
    await lost.waitFor();
    await photograph(studio, 'more/studio-offline');
    await studio.context().setOffline(false);
    await lost.waitFor({ state: 'detached' });
  });
}

/** Dialogs of the pages around the studio: what opens it, and its name in the picture. */
const DIALOGS: readonly (readonly [path: string, button: string, name: string])[] = [
  ['/shows', 'New show', 'shows-new'],
  ['/shows/:id', 'New guest link', 'show-invite'],
  ['/destinations', 'Add destination', 'destinations-add'],
  ['/team', 'Invite', 'team-invite'],
  ['/settings', 'Change password', 'settings-password'],
];

export async function photographPageDialogs(
  page: Page,
  url: string,
  showId: string,
  { photograph, attempt }: Photographer,
): Promise<void> {
  for (const [path, button, name] of DIALOGS)
    await attempt(page, `more/${name}`, async () => {
      await page.goto(`${url}${path.replace(':id', showId)}`);
      await page.getByRole('button', { name: button }).first().click();
      await page.getByRole('dialog').waitFor();
      await photograph(page, `more/${name}`);
    });
}
