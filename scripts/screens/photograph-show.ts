import type { Browser, BrowserContext, Page } from '@playwright/test';
import { sceneTemplate } from '@/lib/core/scene/scene-template';
import { NAME_HELPER } from '../harness/browsers';
import type { ProductApi } from '../harness/product-api';
import { admit, endShow, enterStudio, goLive } from '../harness/show-steps';
import { STEP_TIMEOUT_MS, type Photographer } from './photograph';
import { photographLiveStates, photographStudioStates } from './photograph-states';

export interface ShowInHand {
  url: string;
  owner: BrowserContext;
  visitor: BrowserContext;
  /** Each with a camera of their own; the last one has it off and is left in the waiting room. */
  guests: readonly { name: string; browser: Browser }[];
  api: ProductApi;
  showId: string;
  slug: string;
  inviteUrl: string;
}

/** One show from an empty studio to its end, as producer, guests and viewers see it. */
export async function photographShow(show: ShowInHand, photographer: Photographer): Promise<void> {
  const { photograph, attempt } = photographer;
  const studio = await show.owner.newPage();
  await studio.goto(`${show.url}/shows/${show.showId}/studio`);
  await studio.getByRole('button', { name: 'Enter studio' }).waitFor();
  await photograph(studio, 'more/studio-enter');
  await enterStudio(studio, show.url, show.showId);
  await photograph(studio, 'more/studio-empty');
  await studio.keyboard.press('?');
  await studio.getByRole('dialog').waitFor();
  await photograph(studio, 'more/studio-shortcuts');
  await studio.keyboard.press('Escape');

  const watch = await show.visitor.newPage();
  await watch.goto(`${show.url}/watch/${show.slug}`);
  await watch.getByRole('heading').first().waitFor();
  await photograph(watch, 'more/watch-before');

  const pages: Page[] = [];
  for (const [index, guest] of show.guests.entries()) {
    const page = await openLobby(guest.browser, show.inviteUrl);
    pages.push(page);
    if (index === 0) await photograph(page, 'join-welcome');
    await page.getByRole('button', { name: /camera and microphone/i }).click();
    await page.getByLabel(/your name/i).fill(guest.name);
    await untilPlaying(page);
    if (index === 0) await photograph(page, 'more/join-lobby');
    const isLast = index === show.guests.length - 1;
    if (isLast) await page.getByRole('button', { name: 'Turn camera off' }).click();
    await page.getByRole('button', { name: 'Ask to join' }).click();
    await page.locator('[data-stage="waiting"]').waitFor();
    if (isLast) await studio.getByRole('button', { name: `Admit: ${guest.name}` }).waitFor();
    else await untilPainted(studio, guest.name);
    if (index === 0) await photograph(page, 'join-waiting');
    if (!isLast) await admit(studio, guest.name);
  }
  const guestPage = pages[0]!;
  await guestPage.locator('[data-stage="backstage"]').waitFor();
  await photograph(guestPage, 'join-backstage');
  await photographGuestStates(guestPage, photographer);
  for (const { name } of show.guests.slice(0, -1))
    await studio.getByRole('button', { name: `To stage: ${name}` }).click();
  const scene = sceneTemplate('interview').findIndex(({ document }) => document.showsFeeds);
  await studio.keyboard.press(String(scene + 1));
  for (const { name } of show.guests.slice(0, -1)) await untilPainted(studio, name);
  await photograph(studio, 'studio-rehearsal');
  await studio.keyboard.press('d');
  await studio.getByTestId('preview-video').waitFor();
  for (const [key, name] of [
    ['Control+k', 'more/studio-palette'],
    ['n', 'more/studio-new-scene'],
  ] as const)
    await attempt(studio, name, async () => {
      await studio.keyboard.press(key);
      await studio.getByRole('dialog').waitFor();
      await photograph(studio, name);
      await studio.keyboard.press('Escape');
      await studio.getByRole('dialog').waitFor({ state: 'detached' });
    });
  await photograph(studio, 'studio-mode');
  await studio.keyboard.press('d');
  await studio.getByTestId('preview-video').waitFor({ state: 'detached' });

  await showLowerThird(studio, show.guests[0]!.name);
  await attempt(studio, 'more/studio-chat', async () => {
    await studio.getByRole('tab', { name: 'Chat' }).click();
    await photograph(studio, 'more/studio-chat');
  });
  await studio.getByRole('tab', { name: 'Out' }).click();
  await attempt(studio, 'studio-check', async () => {
    await studio.getByRole('banner').getByRole('button', { name: 'Go live' }).click();
    await studio.getByRole('alertdialog').getByRole('button', { name: 'Check' }).click();
    await studio.locator('[data-check="done"], [data-check="broken"]').waitFor();
    await photograph(studio, 'studio-check');
    await studio.getByRole('alertdialog').getByRole('button', { name: 'Not yet' }).click();
  });

  await photographStudioStates(studio, photographer, show.guests[0]!.name);
  await attempt(studio, 'graphics of the show', async () => {
    await studio.getByRole('tab', { name: 'Graphics' }).click();
    for (const name of [show.guests[0]!.name, 'Doors open at seven', 'FRIDAY'])
      await studio
        .getByRole('switch', { name: new RegExp(`^${name}.* on the program$`) })
        .first()
        .click();
  });
  await goLive(studio);
  await studio.getByRole('tab', { name: 'Out' }).click();
  await studio.locator('[data-destination="Event site"][data-relay="live"]').waitFor();
  for (const tab of ['Graphics', 'Audio', 'Media', 'Scene', 'Log', 'Out']) {
    await studio.getByRole('tab', { name: tab }).click();
    await photograph(studio, LIVE_PICTURES[tab] ?? `more/studio-live-${tab.toLowerCase()}`);
  }
  await photographLiveStates(studio, photographer);
  await photograph(guestPage, 'join-on-air');
  await attempt(watch, 'watch-live', async () => {
    await watch.reload();
    await watch.waitForFunction(() => (document.querySelector('video')?.videoWidth ?? 0) > 0);
    await photograph(watch, 'watch-live');
  });
  const shows = await show.owner.newPage();
  await shows.goto(`${show.url}/shows`);
  await shows.getByRole('heading').first().waitFor();
  await photograph(shows, 'shows-live');
  await shows.close();
  await photographRemote(studio, show, photographer);

  await endShow(studio);
  await photograph(studio, 'more/studio-ended');
  await photograph(watch, 'more/watch-after');
  await studio.getByRole('button', { name: `Not now: ${show.guests.at(-1)!.name}` }).click();
  await pages.at(-1)!.locator('[data-stage="waiting"]').waitFor({ state: 'detached' });
  await photograph(pages.at(-1)!, 'more/join-closed');
  await studio.close();
  await watch.close();
}

/** The same show from a phone, with the pictures that the studio sends of its scenes. */
async function photographRemote(studio: Page, show: ShowInHand, { photograph }: Photographer): Promise<void> {
  await studio.keyboard.press('d');
  const remote = await show.owner.newPage();
  await remote.goto(`${show.url}/shows/${show.showId}/remote`);
  const scenes = remote.getByRole('region', { name: 'Scenes' });
  const count = await scenes.getByRole('listitem').count();
  await remote.waitForFunction(
    (all) => document.querySelectorAll('#scenes canvas[data-painted]').length >= all,
    count,
  );
  await photograph(remote, 'remote');
  await remote.getByRole('button', { name: /^Chat/ }).filter({ visible: true }).click();
  await remote.getByRole('dialog').waitFor();
  await photograph(remote, 'more/remote-chat');
  await remote.close();
  await studio.keyboard.press('d');
  await studio.getByRole('button', { name: 'Open the remote on your phone' }).click();
  await studio.getByRole('dialog').waitFor();
  await photograph(studio, 'more/studio-remote-link');
  await studio.keyboard.press('Escape');
}

/** What opens on a guest's page. */
async function photographGuestStates(page: Page, { photograph, attempt }: Photographer): Promise<void> {
  await attempt(page, 'more/join-devices', async () => {
    await page.getByRole('button', { name: 'Camera, microphone and speaker' }).click();
    await page.getByRole('dialog').waitFor();
    await photograph(page, 'more/join-devices');
    await page.keyboard.press('Escape');
  });
  await attempt(page, 'more/join-chat', async () => {
    await page.getByRole('button', { name: 'Chat' }).click();
    await photograph(page, 'more/join-chat');
    await page.getByRole('button', { name: 'Chat' }).click();
  });
}

const LIVE_PICTURES: Readonly<Record<string, string>> = {
  Out: 'studio-live',
  Graphics: 'studio-graphics',
  Audio: 'studio-audio',
};

async function showLowerThird(studio: Page, name: string): Promise<void> {
  await studio.getByRole('button', { name: `More for ${name}` }).click();
  await studio.getByRole('menuitem', { name: 'Show a lower third' }).click();
}

async function openLobby(browser: Browser, inviteUrl: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  context.setDefaultTimeout(STEP_TIMEOUT_MS);
  await context.addInitScript(NAME_HELPER);
  await context.addInitScript(nameDevices);
  const page = await context.newPage();
  await page.goto(inviteUrl);
  await page.getByRole('button', { name: 'Ask to join' }).waitFor();
  return page;
}

/** Chromium calls a made-up camera by the path of its file, which belongs in no picture. */
function nameDevices(): void {
  const list = navigator.mediaDevices.enumerateDevices.bind(navigator.mediaDevices);
  navigator.mediaDevices.enumerateDevices = async () =>
    (await list()).map(({ deviceId, groupId, kind }) => {
      const label = kind === 'videoinput' ? 'Built-in camera' : 'Built-in microphone';
      return { deviceId, groupId, kind, label, toJSON: () => ({ deviceId, groupId, kind, label }) };
    });
}

async function untilPlaying(page: Page): Promise<void> {
  await page.waitForFunction(() => (document.querySelector('video')?.videoWidth ?? 0) > 0);
}

async function untilPainted(studio: Page, name: string): Promise<void> {
  await studio.locator(`[aria-label="Picture of ${name}"][data-painted]`).waitFor();
}
