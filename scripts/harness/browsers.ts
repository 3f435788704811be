import type { Browser, BrowserContext, Page } from '@playwright/test';
import { chromium } from '@playwright/test';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import WebSocket from 'ws';
import { z } from 'zod';
import { startChild } from './child';
import { findFreePorts } from './free-ports';
import type { GuestMedia } from './guest-media';
import { waitFor } from './wait-for';

/** The TypeScript runner names inner functions with this helper; functions sent into a page need it there too. */
export const NAME_HELPER = 'globalThis.__name ??= (target) => target;';
export const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const QUIET = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const SOUND = '--autoplay-policy=no-user-gesture-required';
const MEDIA = ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream', SOUND];

/** A Chromium that talks to nobody but its pages, whose sound needs no click. It has no camera. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, args: [...QUIET, SOUND] });
}

/** A guest's browser: one process per guest, since Chromium takes its fake camera file per process. */
export async function launchGuestBrowser(media: GuestMedia | null): Promise<Browser> {
  const files =
    media === null
      ? []
      : [
          `--use-file-for-fake-video-capture=${media.videoFile}`,
          `--use-file-for-fake-audio-capture=${media.audioFile}`,
        ];
  return chromium.launch({ executablePath: CHROMIUM, args: [...QUIET, ...MEDIA, ...files] });
}

export interface ProducerBrowser {
  /** Of the browser's main process; renderer and graphics process are its descendants. */
  pid: number;
  context: BrowserContext;
  page: Page;
  /**
   * Detaches Playwright (its focus emulation keeps every page visible), opens another tab over the producer's by the raw
   * protocol, runs `work` while the page is really hidden, and attaches again.
   * @returns the visibility state that the page itself reported, before and after `work`.
   */
  whileHidden(work: () => Promise<void>): Promise<{ before: string; after: string }>;
  close(): Promise<void>;
}

const targetSchema = z.object({
  id: z.string(),
  type: z.string(),
  url: z.string(),
  webSocketDebuggerUrl: z.string(),
});

/** The producer's browser, started without any of Playwright's anti-throttling flags. */
export async function launchProducerBrowser(viewport: {
  width: number;
  height: number;
}): Promise<ProducerBrowser> {
  const profile = await mkdtemp(join(tmpdir(), 'producer-'));
  const port = await findFreePorts(1);
  const args = [
    `--remote-debugging-port=${port}`,
    `--user-data-dir=${profile}`,
    `--window-size=${viewport.width},${viewport.height + 90}`,
  ];
  const child = startChild(CHROMIUM, ['--headless=new', ...QUIET, ...MEDIA, ...args, 'about:blank']);
  const endpoint = `http://127.0.0.1:${port}`;
  await waitFor('Chromium', async () => (await fetch(`${endpoint}/json/version`)).ok, { timeoutMs: 30_000 });
  let browser = await chromium.connectOverCDP(endpoint);
  const firstContext = browser.contexts()[0]!;
  const firstPage = firstContext.pages()[0] ?? (await firstContext.newPage());
  await firstPage.setViewportSize(viewport);
  const producer: ProducerBrowser = {
    pid: child.pid,
    context: firstContext,
    page: firstPage,
    async whileHidden(work) {
      const url = producer.page.url();
      await browser.close();
      const target = (await listTargets(endpoint)).find(
        (entry) => entry.type === 'page' && entry.url === url,
      );
      if (target === undefined) throw new Error(`The producer's page ${url} is gone`);
      const cover = await fetch(`${endpoint}/json/new?about:blank`, { method: 'PUT' });
      const coverId = targetSchema.pick({ id: true }).parse(await cover.json()).id;
      const before = await waitFor(
        'the page to be hidden',
        async () => {
          const state = await evaluateRaw(target.webSocketDebuggerUrl, 'document.visibilityState');
          return state === 'hidden' ? state : null;
        },
        { timeoutMs: 10_000 },
      );
      await work();
      const after = await evaluateRaw(target.webSocketDebuggerUrl, 'document.visibilityState');
      await fetch(`${endpoint}/json/close/${coverId}`);
      await fetch(`${endpoint}/json/activate/${target.id}`);
      browser = await chromium.connectOverCDP(endpoint);
      producer.context = browser.contexts()[0]!;
      producer.page = producer.context.pages().find((page) => page.url() === url)!;
      return { before, after };
    },
    async close() {
      await browser.close().catch(() => undefined);
      await child.stop();
      await rm(profile, { recursive: true, force: true });
    },
  };
  return producer;
}

async function listTargets(endpoint: string): Promise<z.infer<typeof targetSchema>[]> {
  return z.array(targetSchema).parse(await (await fetch(`${endpoint}/json/list`)).json());
}

/** One expression over the raw DevTools protocol, without any emulation that an attached session would bring. */
function evaluateRaw(webSocketUrl: string, expression: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(webSocketUrl);
    socket.once('open', () =>
      socket.send(JSON.stringify({ id: 1, method: 'Runtime.evaluate', params: { expression } })),
    );
    socket.once('message', (data: Buffer) => {
      const reply = z
        .object({ result: z.object({ result: z.object({ value: z.unknown() }) }) })
        .parse(JSON.parse(data.toString()));
      socket.close();
      resolve(String(reply.result.result.value));
    });
    socket.once('error', reject);
  });
}
