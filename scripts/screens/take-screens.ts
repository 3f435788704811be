import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import sharp from 'sharp';
import { launchGuestBrowser, NAME_HELPER } from '../harness/browsers';
import { findFreePorts } from '../harness/free-ports';
import { prepareGuestMedia } from '../harness/guest-media';
import { startProduct } from '../harness/product';
import { OWNER, productApi, type ProductApi } from '../harness/product-api';
import { createRtmpServer } from '../harness/rtmp-server';
import {
  createPhotographer,
  STEP_TIMEOUT_MS,
  type Photographer,
  type PhotographerOptions,
} from './photograph';
import { photographShow } from './photograph-show';
import { photographPageDialogs } from './photograph-states';

const VIEWPORT = { width: 1440, height: 900 };
const RTMP_KEY = 'screens-key-4f2a';
/** The last one is left in the waiting room. */
const GUESTS = ['Ada Lindt', 'Ben Okoye', 'Kim Sato'] as const;

/**
 * Makes the picture of every screen from the running product: a new installation, first run to last show, by the same
 * steps and with the same names each time. Clocks, times and camera frames differ between two runs; nothing else does.
 * @returns what could not be photographed, and why. @throws when the walk could not go on.
 */
export async function takeScreens(options: PhotographerOptions): Promise<readonly string[]> {
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
    const guests: { name: string; browser: Browser; voiceFile: string }[] = [];
    for (const [index, name] of GUESTS.entries()) {
      const media = await prepareGuestMedia(index, scratch);
      const guest = { name, browser: await launchGuestBrowser(media), voiceFile: media.audioFile };
      guests.push(guest);
      cleanups.push(() => guest.browser.close());
    }
    // The one in the waiting room sends nothing: their browser has room for the producer and the viewer.
    const { browser, voiceFile } = guests.at(-1)!;

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
    await photographLibrary(page, product.url, voiceFile, photographer);
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
    return photographer.failures();
  } finally {
    for (const cleanup of cleanups.reverse())
      await cleanup().catch((error: unknown) => options.log(`cleaning up: ${String(error)}`));
  }
}

async function openContext(browser: Browser): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: VIEWPORT, permissions: ['camera', 'microphone'] });
  context.setDefaultTimeout(STEP_TIMEOUT_MS);
  await context.addInitScript(NAME_HELPER);
  return context;
}

/** The library without a file, and with a picture and a sound, which the studio uses later. */
async function photographLibrary(
  page: Page,
  url: string,
  voiceFile: string,
  { photograph, attempt }: Photographer,
): Promise<void> {
  await attempt(page, 'more/media', async () => {
    await page.goto(`${url}/media`);
    await page.getByText('No files yet').waitFor();
    await photograph(page, 'more/media-empty');
    const picture = await sharp({ create: { width: 1280, height: 720, channels: 3, background: '#14563f' } })
      .png()
      .toBuffer();
    const chooser = page.getByLabel('Files to upload');
    await chooser.setInputFiles({ name: 'sponsors.png', mimeType: 'image/png', buffer: picture });
    await chooser.setInputFiles(voiceFile);
    const files = page.getByRole('list', { name: 'Files', exact: true }).getByRole('listitem');
    await files.nth(1).waitFor();
    await photograph(page, 'more/media');
  });
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
