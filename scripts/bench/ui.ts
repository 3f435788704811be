import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { launchBrowser, launchGuestBrowser, NAME_HELPER } from '../harness/browsers';
import { startProduct, type Product } from '../harness/product';
import { createOwnerAndSignIn, type ProductApi } from '../harness/product-api';
import { admitToStage, askToJoin, endShow, goLive } from '../harness/show-steps';
import { waitFor } from '../harness/wait-for';
import { watchPage, type PageWatch, type Tasks, type Transferred } from './ui-load/watch-page';

/**
 * `npm run bench:ui [-- --seconds 30 --loads 3 --json FILE --moved]`: what the pages of a show cost a browser that has never seen
 * them, from the built product: bytes, time to interactive, layout shift; then how busy the studio keeps its thread while it
 * is live with two guests, and what moves there by itself while things happen (`--moved` says which parts).
 */
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '30' },
    loads: { type: 'string', default: '3' },
    json: { type: 'string' },
    moved: { type: 'boolean', default: false },
  },
});
const LIVE_SECONDS = Number(values.seconds);
const LOADS = Number(values.loads);
const DESKTOP = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
const STEP_TIMEOUT_MS = 60_000;

const REMOTE = 'remote: on a phone';

/** The promise for guests, in kB of 1000: issue 4. */
const JOIN_SCRIPT_KB_MAX = 250;
/** A phone beside the studio: no compositor, no room, no media. */
const REMOTE_SCRIPT_KB_MAX = 400;
/** For a machine that does other things too; on a quiet one a third of these is usual. */
const INTERACTIVE_MS_MAX = 6_000;
/** Of each page's load, and of each thing that happens in a studio; web.dev calls a whole visit with 0.1 good. */
const LAYOUT_SHIFT_MAX = 0.02;
/** Of the time on air. Frames do not wait for the page's thread, but clicks do. */
const BLOCKED_SHARE_MAX = 0.15;
const LONGEST_TASK_MS_MAX = 500;

interface Row extends Transferred {
  page: string;
  interactiveMs: number | null;
  layoutShift: number;
}

interface Live extends Tasks {
  seconds: number;
  fps: number;
}

/** What moved by itself in a studio while something happened there, in the order of a show. */
interface Moment {
  what: string;
  layoutShift: number;
}

const product = await startProduct();
const browser = await launchBrowser();
const guests = await launchGuestBrowser(null);
try {
  const { rows, live, moments } = await measure(product);
  console.log(table(rows));
  for (const { what, layoutShift } of moments)
    console.log(`layout shift in the studio: ${layoutShift.toFixed(3)} ${what}`);
  console.log(
    `\nLive for ${live.seconds.toFixed(0)} s with two guests: ${live.longTasks} long tasks, the longest ${live.longestMs.toFixed(0)} ms, ` +
      `${live.blockedMs.toFixed(0)} ms beyond 50 ms in all; program at ${live.fps.toFixed(1)} fps\n`,
  );
  const gates = gatesOf(rows, live, moments);
  for (const { text, isMet } of gates) console.log(`${isMet ? 'met   ' : 'MISSED'} ${text}`);
  if (values.json) {
    const machine = { cpu: cpus()[0]?.model ?? '', cores: cpus().length, load: loadavg()[0] };
    writeFileSync(values.json, `${JSON.stringify({ machine, rows, live, moments, gates }, null, 2)}\n`);
  }
  process.exitCode = gates.every(({ isMet }) => isMet) ? 0 : 1;
} finally {
  await Promise.all([guests.close(), browser.close()]);
  await product.stop();
}

async function measure({
  url,
  ports,
}: Product): Promise<{ rows: Row[]; live: Live; moments: readonly Moment[] }> {
  const owner = await browser.newContext({ viewport: DESKTOP });
  const api = await createOwnerAndSignIn(owner.request, url);
  const show = await prepareShow(api, ports.rtmpSink);
  const pages = [`${url}/shows`, `${url}/shows/${show.showId}`];
  const rows = [
    ...(await measureJoin(show.inviteUrl)),
    await measureWatch(`${url}/watch/${show.slug}`),
    ...(await measurePages(owner, pages)),
  ];
  const remote = await medianLoad(REMOTE, {
    ...{ from: browser, viewport: PHONE, url: `${url}/shows/${show.showId}/remote`, control: 'Cut' },
    storageState: await owner.storageState(),
  });
  const { page, watch, loaded } = await measureStudio(owner, `${url}/shows/${show.showId}/studio`);
  return { rows: [...rows, remote, ...loaded], ...(await measureLive(page, watch, show.inviteUrl)) };
}

interface PreparedShow {
  showId: string;
  slug: string;
  inviteUrl: string;
}

async function prepareShow(api: ProductApi, sinkPort: number): Promise<PreparedShow> {
  const { showId, slug } = await api.mutate<{ showId: string; slug: string }>('shows.create', {
    title: 'Bench',
    template: 'interview',
    scheduledAt: null,
  });
  const { destinationId } = await api.mutate<{ destinationId: string }>('destinations.create', {
    platform: 'custom',
    name: 'Test sink',
    url: `rtmp://127.0.0.1:${sinkPort}/live`,
    backupUrl: null,
    key: 'bench-key',
  });
  await api.mutate('shows.setDestinations', { showId, destinationIds: [destinationId] });
  const invite = { showId, label: 'Guests', role: 'guest', expiresAt: null, maxUses: null };
  return { showId, slug, inviteUrl: (await api.mutate<{ url: string }>('invites.create', invite)).url };
}

/** The lobby; then what comes when a guest asks to join, and while they wait. */
async function measureJoin(url: string): Promise<Row[]> {
  const visit = { from: guests, viewport: PHONE, url, control: 'Ask to join' };
  const lobby = await medianLoad('join: the lobby', visit);
  const { page, watch, close } = await openCold(visit);
  await watch.interactiveMs();
  await page.getByLabel(/your name/i).fill('Guest');
  await page.getByRole('button', { name: 'Ask to join' }).click();
  const waiting = page.getByRole('heading', { name: 'You are in the waiting room' });
  await waiting.waitFor({ timeout: STEP_TIMEOUT_MS });
  const row = { page: 'join: asked, and waiting', interactiveMs: null, ...(await readLoad(watch)) };
  await close();
  return [lobby, row];
}

/** Before the show the page has nothing to press: only its load is measured. */
async function measureWatch(url: string): Promise<Row> {
  const { watch, close } = await openCold({ from: browser, viewport: DESKTOP, url, control: '' });
  const row = { page: 'watch: before the show', interactiveMs: null, ...(await readLoad(watch)) };
  await close();
  return row;
}

/** The pages around the studio, as whoever is signed in sees them. */
async function measurePages(owner: BrowserContext, urls: readonly string[]): Promise<Row[]> {
  const storageState = await owner.storageState();
  const rows: Row[] = [];
  for (const [index, url] of urls.entries()) {
    const { page, watch, close } = await openCold({
      from: browser,
      viewport: DESKTOP,
      url,
      control: '',
      storageState,
    });
    await page.getByRole('heading', { name: index === 0 ? 'Shows' : 'Guest links' }).waitFor();
    rows.push({
      page: index === 0 ? 'shows' : 'one show',
      interactiveMs: null,
      ...(await readLoad(watch)),
    });
    await close();
  }
  return rows;
}

async function measureStudio(
  owner: BrowserContext,
  url: string,
): Promise<{ page: Page; watch: PageWatch; loaded: Row[] }> {
  const storageState = await owner.storageState();
  const visit = { from: browser, viewport: DESKTOP, url, control: 'Enter studio', storageState };
  const door = await medianLoad('studio: the door', visit);
  const { page, watch } = await openCold(visit);
  await watch.interactiveMs();
  await page.getByRole('button', { name: 'Enter studio' }).click();
  await page.getByTestId('program-video').waitFor({ timeout: STEP_TIMEOUT_MS });
  const inside = { page: 'studio: inside', interactiveMs: null, ...(await readLoad(watch)) };
  return { page, watch, loaded: [door, inside] };
}

async function measureLive(
  page: Page,
  watch: PageWatch,
  inviteUrl: string,
): Promise<{ live: Live; moments: readonly Moment[] }> {
  const moments: Moment[] = [];
  const during = async (what: string, work: () => Promise<void>) => {
    const before = await watch.layoutShift();
    const moved = await watch.movedParts();
    await work();
    moments.push({ what, layoutShift: (await watch.layoutShift()) - before });
    if (values.moved) for (const part of (await watch.movedParts()).slice(moved.length)) console.log(part);
  };
  for (const name of ['Ada', 'Ben'])
    await during(`${name} asks, comes backstage and on stage`, async () => {
      await askToJoin(guests, inviteUrl, name);
      await admitToStage(page, name);
    });
  await during('the show goes live', async () => {
    await goLive(page);
    await page.locator('[data-relay="live"]').waitFor({ timeout: STEP_TIMEOUT_MS });
  });
  const startMs = await watch.nowMs();
  // The page's own clock says when the time is over: nothing else is waited for.
  await page.waitForFunction((untilMs) => performance.now() >= untilMs, startMs + LIVE_SECONDS * 1_000, {
    polling: 1_000,
    timeout: LIVE_SECONDS * 2_000 + STEP_TIMEOUT_MS,
  });
  const seconds = ((await watch.nowMs()) - startMs) / 1_000;
  const tasks = await watch.tasks(startMs);
  const fps = await page.getByRole('region', { name: 'Program' }).getAttribute('data-fps');
  await during('the connection is lost, which is told, and comes back', async () => {
    const lost = page.getByText('Connection to the server lost');
    await page.context().setOffline(true);
    await lost.waitFor({ timeout: STEP_TIMEOUT_MS });
    await page.context().setOffline(false);
    await lost.waitFor({ state: 'detached', timeout: STEP_TIMEOUT_MS });
  });
  await during('the show ends', () => endShow(page));
  return { live: { ...tasks, seconds, fps: Number(fps) }, moments };
}

interface Visit {
  from: Browser;
  viewport: { width: number; height: number };
  url: string;
  /** The button that the page is for; see `PageWatch.interactiveMs`. */
  control: string;
  storageState?: Awaited<ReturnType<BrowserContext['storageState']>>;
}

interface Opened {
  page: Page;
  watch: PageWatch;
  close(): Promise<void>;
}

/** In a context of its own: nothing is in its cache. */
async function openCold({ from, url, control, ...options }: Visit): Promise<Opened> {
  const context = await from.newContext(options);
  await context.addInitScript(NAME_HELPER);
  const page = await context.newPage();
  const watch = await watchPage(page, control);
  await page.goto(url);
  return { page, watch, close: () => context.close() };
}

async function medianLoad(name: string, visit: Visit): Promise<Row> {
  const loads: (Row & { interactiveMs: number })[] = [];
  for (let index = 0; index < LOADS; index += 1) {
    const { watch, close } = await openCold(visit);
    const interactiveMs = await watch.interactiveMs();
    loads.push({ page: name, interactiveMs, ...(await readLoad(watch)) });
    await close();
  }
  const middle = loads.sort((a, b) => a.interactiveMs - b.interactiveMs)[loads.length >> 1];
  if (!middle) throw new Error('--loads must be at least 1');
  return middle;
}

async function readLoad(watch: PageWatch): Promise<Transferred & { layoutShift: number }> {
  // Until the last response is counted: loads go on for a moment after the page can be used.
  let before = -1;
  await waitFor(
    'the network to be quiet',
    () => {
      const { requests } = watch.transferred();
      const isQuiet = requests === before;
      before = requests;
      return isQuiet;
    },
    { timeoutMs: STEP_TIMEOUT_MS, everyMs: 1_000 },
  );
  if (values.moved) console.log((await watch.movedParts()).join('\n'));
  return { ...watch.transferred(), layoutShift: await watch.layoutShift() };
}

function gatesOf(
  rows: readonly Row[],
  live: Live,
  moments: readonly Moment[],
): { text: string; isMet: boolean }[] {
  const lobbyKb = (rows[0]?.scriptBytes ?? Infinity) / 1_000;
  const remoteKb = (rows.find(({ page }) => page === REMOTE)?.scriptBytes ?? Infinity) / 1_000;
  const slowest = Math.max(...rows.map(({ interactiveMs }) => interactiveMs ?? 0));
  const shift = Math.max(...[...rows, ...moments].map(({ layoutShift }) => layoutShift));
  const blockedShare = live.blockedMs / (live.seconds * 1_000);
  return [
    {
      text: `script of the lobby at most ${JOIN_SCRIPT_KB_MAX} kB: ${lobbyKb.toFixed(0)} kB`,
      isMet: lobbyKb <= JOIN_SCRIPT_KB_MAX,
    },
    {
      text: `script of the remote at most ${REMOTE_SCRIPT_KB_MAX} kB: ${remoteKb.toFixed(0)} kB`,
      isMet: remoteKb <= REMOTE_SCRIPT_KB_MAX,
    },
    {
      text: `interactive within ${INTERACTIVE_MS_MAX} ms: ${slowest.toFixed(0)} ms`,
      isMet: slowest <= INTERACTIVE_MS_MAX,
    },
    {
      text: `layout shift at most ${LAYOUT_SHIFT_MAX}: ${shift.toFixed(3)}`,
      isMet: shift <= LAYOUT_SHIFT_MAX,
    },
    {
      text: `live, at most ${BLOCKED_SHARE_MAX * 100} % of the time blocked: ${(blockedShare * 100).toFixed(1)} %`,
      isMet: blockedShare <= BLOCKED_SHARE_MAX,
    },
    {
      text: `live, no task longer than ${LONGEST_TASK_MS_MAX} ms: ${live.longestMs.toFixed(0)} ms`,
      isMet: live.longestMs <= LONGEST_TASK_MS_MAX,
    },
  ];
}

function table(rows: readonly Row[]): string {
  const head = ['page', 'script kB', 'all kB', 'requests', 'interactive ms', 'layout shift'];
  const lines = rows.map(({ page, scriptBytes, allBytes, requests, interactiveMs, layoutShift }) => [
    page,
    (scriptBytes / 1_000).toFixed(0),
    (allBytes / 1_000).toFixed(0),
    String(requests),
    interactiveMs?.toFixed(0) ?? '',
    layoutShift.toFixed(3),
  ]);
  const widths = head.map((name, column) =>
    Math.max(name.length, ...lines.map((line) => line[column]?.length ?? 0)),
  );
  return [head, ...lines]
    .map((line) => line.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  '))
    .join('\n');
}
