import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { launchGuestBrowser, NAME_HELPER } from '../harness/browsers';
import { findFreePorts } from '../harness/free-ports';
import { prepareGuestMedia } from '../harness/guest-media';
import { startProduct } from '../harness/product';
import { OWNER, productApi, type ProductApi } from '../harness/product-api';
import { createRtmpServer } from '../harness/rtmp-server';
import { createPhotographer, type Photographer, type PhotographerOptions } from './photograph';
import { photographShow } from './photograph-show';
import { photographPageDialogs } from './photograph-states';

const VIEWPORT = { width: 1440, height: 900 };
const RTMP_KEY = 'screens-key-4f2a';
const GUESTS = 3;

/**
 * Makes the picture of every screen from the running product: a new installation, first run to last show, by the same
 * steps and with the same names each time. Clocks, times and camera frames differ between two runs; nothing else does.
 */
export async function takeScreens(options: PhotographerOptions): Promise<void> {
  const cleanups: (() => Promise<unknown>)[] = [];
  try {
    const scratch = await mkdtemp(join(tmpdir(), 'screens-'));
    cleanups.push(() => rm(scratch, { recursive: true, force: true }));
    const photographer = await createPhotographer(options);
    const rtmp = await createRtmpServer(await findFreePorts(1));
    cleanups.push(() => rtmp.dispose());
    const product = await startProduct();
    cleanups.push(() => product.stop());
    options.log(`healthy at ${product.url}`);
    const browser = await launchGuestBrowser(null);
    cleanups.push(() => browser.close());
    const guests: { name: string; browser: Browser }[] = [];
    for (let index = 0; index < GUESTS; index++) {
      const media = await prepareGuestMedia(index, scratch);
      const guest = { name: media.name, browser: await launchGuestBrowser(media) };
      guests.push(guest);
      cleanups.push(() => guest.browser.close());
    }

    const owner = await openContext(browser);
    await photographFirstRun(await owner.newPage(), product.url, photographer);
    const api = productApi(owner.request, product.url);
    const show = await arrangeWorkspace(api, rtmp.url);
    const visitor = await openContext(browser);
    await photographPages(visitor, product.url, [['more/sign-in', '/sign-in']], photographer);
    await photographPages(
      owner,
      product.url,
      [
        ['more/shows', '/shows'],
        ['show', `/shows/${show.showId}`],
        ['destinations', '/destinations'],
        ['team', '/team'],
        ['more/settings', '/settings'],
        ['doctor', '/doctor'],
        ['more/recordings-empty', '/recordings'],
      ],
      photographer,
    );
    const page = await owner.newPage();
    await photographPageDialogs(page, product.url, show.showId, photographer);
    await page.close();
    await photographShow({ url: product.url, owner, visitor, guests, api, ...show }, photographer);
    await photographPages(
      owner,
      product.url,
      [
        ['activity', '/activity'],
        ['more/recordings', '/recordings'],
        ['more/show-after', `/shows/${show.showId}`],
      ],
      photographer,
    );
  } finally {
    for (const cleanup of cleanups.reverse())
      await cleanup().catch((error: unknown) => options.log(`cleaning up: ${String(error)}`));
  }
}

async function openContext(browser: Browser): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: VIEWPORT, permissions: ['camera', 'microphone'] });
  await context.addInitScript(NAME_HELPER);
  return context;
}

async function photographFirstRun(page: Page, url: string, { photograph }: Photographer): Promise<void> {
  await page.goto(url);
  await page.getByLabel('Your name').waitFor();
  await photograph(page, 'setup');
  await page.getByLabel('Your name').fill(OWNER.name);
  await page.getByLabel('Workspace').fill('Friday Media');
  await page.getByLabel('Email').fill(OWNER.email);
  await page.getByLabel('Password').fill(OWNER.password);
  await page.getByRole('button', { name: 'Create your studio' }).click();
  await page.getByRole('button', { name: 'Try a rehearsal' }).waitFor();
  await photograph(page, 'more/setup-done');
  await page.goto(`${url}/shows`);
  await page.getByRole('heading', { name: 'Shows', exact: true }).waitFor();
  await photograph(page, 'more/shows-empty');
  await page.close();
}

/** A team in the middle of its week: enough that lists look as they do in use. */
async function arrangeWorkspace(
  api: ProductApi,
  rtmpUrl: string,
): Promise<{ showId: string; slug: string; inviteUrl: string }> {
  const destination = async (platform: string, name: string, url: string, key: string) =>
    (
      await api.mutate<{ destinationId: string }>('destinations.create', {
        platform,
        name,
        url,
        backupUrl: null,
        key,
      })
    ).destinationId;
  await destination('twitch', 'Friday on Twitch', 'rtmp://live.twitch.tv/app', 'live_example_key_77c1');
  const own = await destination('custom', 'Event site', rtmpUrl, RTMP_KEY);
  const listed = await api.query<{ destinationId: string; platform: string }[]>('destinations.list');
  const test = listed.find(({ platform }) => platform === 'test')?.destinationId;

  const nextWeek = new Date(Date.now() + 7 * 24 * 3_600_000);
  await api.mutate('shows.create', {
    title: 'Design review, open doors',
    template: 'panel',
    scheduledAt: nextWeek,
  });
  const { showId, slug } = await api.mutate<{ showId: string; slug: string }>('shows.create', {
    title: 'The Friday Panel',
    template: 'interview',
    scheduledAt: null,
  });
  const destinationIds = [own, ...(test === undefined ? [] : [test])];
  await api.mutate('shows.setDestinations', { showId, destinationIds });
  const { url } = await api.mutate<{ url: string }>('invites.create', {
    showId,
    label: 'Guests',
    role: 'guest',
    expiresAt: null,
    maxUses: null,
  });
  await api.mutate('team.invite', { email: 'ben@example.test', role: 'producer' });
  return { showId, slug, inviteUrl: url };
}

async function photographPages(
  context: BrowserContext,
  url: string,
  pages: readonly (readonly [name: string, path: string])[],
  { photograph }: Photographer,
): Promise<void> {
  const page = await context.newPage();
  for (const [name, path] of pages) {
    await page.goto(`${url}${path}`);
    await page.getByRole('heading').first().waitFor();
    await photograph(page, name);
  }
  await page.close();
}
