import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { chromium } from '@playwright/test';
import type { Browser, Page } from '@playwright/test';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SLATE_BYTES_MAX } from '@/lib/core/contract/slate';
import { readSlate } from '@/gateway/core/slate/read-slate';
import { startGateway } from './testing/gateway-process';
import { serveEmptyPage } from './testing/serve-empty-page';

/** The studio's own slate, drawn and encoded by Chromium, against what the gateway takes. */
let dir: string;
let browser: Browser;
let page: Page;
let server: Awaited<ReturnType<typeof serveEmptyPage>>;

beforeAll(async () => {
  [dir, server, browser] = await Promise.all([
    mkdtemp(join(tmpdir(), 'slate-')),
    serveEmptyPage(),
    chromium.launch({
      executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking'],
    }),
  ]);
  page = await browser.newPage();
  await page.goto(server.origin);
  const { outputFiles } = await build({
    stdin: {
      contents: `import { encodeSlate } from './lib/browser/engine/encode-slate';
        import { slateIdOf } from './lib/browser/engine/slate-art';
        import { createSlateKeeper } from './lib/browser/engine/slate-keeper';
        globalThis.keepSlate = (art, whipUrl, token) => {
          const facts = { leaseNumber: 1, slateId: null, art };
          const fetchToken = () => Promise.resolve(token);
          createSlateKeeper({ whipUrl, fetchToken, encode: encodeSlate, nowMs: Date.now }).update(facts);
          return slateIdOf(art);
        };
        globalThis.encodeSlate = async (art) => { const bytes = await encodeSlate(art); return bytes && Array.from(bytes); };`,
      resolveDir: resolve('.'),
    },
    ...{ bundle: true, write: false, format: 'iife', alias: { '@': resolve('.') } },
  });
  await page.addScriptTag({ content: outputFiles[0]?.text ?? '' });
});

afterAll(async () => {
  await browser.close();
  server.close();
  await rm(dir, { recursive: true, force: true });
});

/** SlateArt of lib/browser/engine. */
const ART: Record<string, object> = {
  plain: { title: 'Morning talk', background: { kind: 'color', color: '#3050ff' }, logo: { kind: 'none' } },
  rich: {
    title: 'A title that is a good deal longer than anybody should make the title of a show',
    background: { kind: 'gradient', from: '#ff4030', to: '#3050ff', angleDeg: 135 },
    logo: { kind: 'text', text: 'Stream Buddy' },
  },
};

it.each(Object.keys(ART))('is a key frame that the gateway takes and decoders show: %s', async (name) => {
  const encoded = await page.evaluate(
    (art) =>
      (globalThis as unknown as { encodeSlate(art: unknown): Promise<number[] | null> }).encodeSlate(art),
    ART[name]!,
  );
  const bytes = Buffer.from(encoded ?? []);
  process.stdout.write(`${name}: ${bytes.length} bytes\n`);
  expect(bytes.length).toBeLessThan(SLATE_BYTES_MAX);
  const read = readSlate(bytes);
  expect(read).toMatchObject({ ok: true, slate: { width: 1280, height: 720 } });
  const path = join(dir, `${name}.h264`);
  await writeFile(path, bytes);
  const picture = ['-vf', 'scale=1280:720,format=rgb24', '-f', 'rawvideo', '-'];
  const { stdout, stderr } = await promisify(execFile)('ffmpeg', ['-v', 'warning', '-i', path, ...picture], {
    ...{ encoding: 'buffer', maxBuffer: 16 * 1024 * 1024 },
  });
  expect(stderr.toString()).toBe('');
  expect(stdout).toHaveLength(1280 * 720 * 3);
  const at = (x: number, y: number): number[] => [
    ...stdout.subarray((y * 1280 + x) * 3, (y * 1280 + x) * 3 + 3),
  ];
  // Blue under a veil of 45 %: in the last corner of both.
  const [red = 0, , blue = 0] = at(1270, 710);
  expect(blue).toBeGreaterThan(100);
  expect(red).toBeLessThan(80);
  // White letters in the title's line, and none at its ends.
  const line = Array.from({ length: 1280 }, (_pixel, x) => Math.min(...at(x, 346)));
  expect(line.filter((least) => least > 200).length).toBeGreaterThan(20);
  expect(Math.max(...line.slice(0, 60), ...line.slice(-60))).toBeLessThan(120);
});

it('reaches the gateway from the page, under the lease', async () => {
  const gateway = await startGateway();
  try {
    await gateway.put({ programId: 'show', generation: 1 });
    const token = await gateway.token({ aud: 'whip', sub: 'show', lease: 1 });
    const slateId = await page.evaluate(
      ([art, whipUrl, bearer]) =>
        (globalThis as unknown as { keepSlate(...args: unknown[]): string }).keepSlate(art, whipUrl, bearer),
      [ART['rich'], `http://127.0.0.1:${gateway.mediaPort}/whip/show`, token],
    );
    await gateway.waitForStatus('show', 'the slate', (status) => status.slateId === slateId);
  } finally {
    await gateway.stop();
  }
});
