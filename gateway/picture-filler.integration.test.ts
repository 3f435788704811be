import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chromium } from '@playwright/test';
import type { Browser, Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blackPicture } from '@/gateway/core/h264/black-picture';
import { PictureFiller } from '@/gateway/core/h264/picture-filler';
import { parseSps } from '@/gateway/core/h264/sps';
import { splitAnnexB } from '@/gateway/core/slate/read-slate';
import { decodeInPage, encodeInPage } from './testing/codec-page';
import { serveEmptyPage } from './testing/serve-empty-page';
import { H264_LIKE_A_BROWSER } from './testing/ffmpeg-publisher';

/**
 * What decoders make of a stream with fillers: every picture of the encoder decodes to exactly what it was without
 * them, and a filler to exactly the picture before it. [CT3] [CT4]
 */
let dir: string;
let browser: Browser;
let page: Page;
let server: Awaited<ReturnType<typeof serveEmptyPage>>;

const START_CODE = Buffer.from([0, 0, 0, 1]);

beforeAll(async () => {
  [dir, server, browser] = await Promise.all([
    mkdtemp(join(tmpdir(), 'filler-')),
    serveEmptyPage(),
    chromium.launch({
      executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking'],
    }),
  ]);
  page = await browser.newPage();
  // WebCodecs is for secure pages: a blank one is none.
  await page.goto(server.origin);
});

afterAll(async () => {
  await browser.close();
  server.close();
  await rm(dir, { recursive: true, force: true });
});

describe('a stream with fillers', () => {
  it('of x264 (order by frame number) decodes as without, in ffmpeg and in Chromium', async () => {
    const path = join(dir, 'x264.h264');
    const input = ['-f', 'lavfi', '-i', 'testsrc2=size=640x360:rate=30', '-t', '5'];
    await run('ffmpeg', ['-v', 'error', '-y', ...input, ...H264_LIKE_A_BROWSER, '-f', 'h264', path]);
    await decodesAsWithout(accessUnits(await readFile(path)), 2);
  });

  it('of Chromium (order by its own numbers) decodes as without, in ffmpeg and in Chromium', async () => {
    const chunks = await page.evaluate(encodeInPage, { width: 640, height: 360, frames: 90, keyEvery: 40 });
    await decodesAsWithout(
      chunks.map((chunk) => splitAnnexB(Buffer.from(chunk, 'base64')) ?? []),
      0,
    );
  });
});

describe('a black picture', () => {
  it.each([
    [1280, 720],
    [640, 350],
  ])('of %i x %i is black in ffmpeg and one colour in Chromium, and stays so', async (width, height) => {
    const { sps, pps, idr } = blackPicture(width, height);
    const filler = new PictureFiller();
    filler.use(sps, pps);
    filler.pass([idr]);
    const units = [[sps, pps, idr], ...Array.from({ length: 5 }, () => [filler.fill()!])];
    const samples = Buffer.concat([
      Buffer.alloc(width * height, 16),
      Buffer.alloc((width * height) / 2, 128),
    ]);
    const black = createHash('md5').update(samples).digest('hex');
    expect(await decodeByFfmpeg(units)).toEqual(units.map(() => black));
    const inChromium = await decodeByChromium(units);
    expect(inChromium).toHaveLength(units.length);
    expect(new Set(inChromium).size).toBe(1);
  });
});

async function decodesAsWithout(units: Buffer[][], orderType: number): Promise<void> {
  const sps = units[0]?.find((nal) => typeOf(nal) === 7);
  expect(sps && parseSps(sps)?.pictureOrder.type).toBe(orderType);
  const { filled, isFiller } = withFillers(units);
  const count = isFiller.filter(Boolean).length;
  expect(units.length).toBeGreaterThan(80);
  expect(count).toBeGreaterThan(units.length / 2);
  for (const decode of [decodeByFfmpeg, decodeByChromium]) {
    const plain = await decode(units);
    const withThem = await decode(filled);
    expect(plain).toHaveLength(units.length);
    expect(new Set(plain).size).toBeGreaterThan(units.length / 2);
    expect(withThem.filter((_picture, index) => isFiller[index] === false)).toEqual(plain);
    withThem.forEach((picture, index) => {
      if (isFiller[index] === true) expect(picture).toBe(withThem[index - 1]);
    });
  }
  process.stdout.write(`${count} fillers between ${units.length} pictures\n`);
}

/** Bursts of one to five fillers after every fourth picture, key frames among them. */
function withFillers(units: Buffer[][]): { filled: Buffer[][]; isFiller: boolean[] } {
  const filler = new PictureFiller();
  const filled: Buffer[][] = [];
  const isFiller: boolean[] = [];
  units.forEach((nals, index) => {
    const sps = nals.find((nal) => typeOf(nal) === 7);
    const pps = nals.find((nal) => typeOf(nal) === 8);
    if (sps !== undefined && pps !== undefined) filler.use(sps, pps);
    filled.push(filler.pass(nals).map((nal) => Buffer.from(nal)));
    isFiller.push(false);
    for (let burst = index % 4 === 0 ? 1 + (index % 5) : 0; burst > 0; burst -= 1) {
      const nal = filler.fill();
      if (nal === null) throw new Error('this stream should take fillers');
      filled.push([nal]);
      isFiller.push(true);
    }
  });
  return { filled, isFiller };
}

async function decodeByFfmpeg(units: Buffer[][]): Promise<string[]> {
  const path = join(dir, 'decoded.h264');
  await writeFile(path, Buffer.concat(units.flatMap((nals) => nals.flatMap((nal) => [START_CODE, nal]))));
  const { stdout, stderr } = await run('ffmpeg', [
    ...['-v', 'warning', '-err_detect', 'explode', '-i', path],
    ...['-fps_mode', 'passthrough', '-f', 'framemd5', '-'],
  ]);
  expect(stderr).toBe('');
  return stdout
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split(',').at(-1)?.trim() ?? '');
}

async function decodeByChromium(units: Buffer[][]): Promise<string[]> {
  const chunks = units.map((nals) => ({
    isKeyframe: nals.some((nal) => typeOf(nal) === 5),
    base64: Buffer.concat(nals.flatMap((nal) => [START_CODE, nal])).toString('base64'),
  }));
  return page.evaluate(decodeInPage, chunks);
}

/** Of an Annex B stream: a slice that begins at macroblock 0 begins a picture, with what came before it. */
function accessUnits(stream: Buffer): Buffer[][] {
  const units: Buffer[][] = [];
  let open: Buffer[] = [];
  for (const nal of splitAnnexB(stream) ?? []) {
    const isSlice = typeOf(nal) === 1 || typeOf(nal) === 5;
    const isFirst = isSlice && ((nal[1] ?? 0) & 0x80) !== 0;
    const hasSlice = open.some((held) => typeOf(held) === 1 || typeOf(held) === 5);
    if (hasSlice && (isFirst || !isSlice)) {
      units.push(open);
      open = [];
    }
    open.push(nal);
  }
  return [...units, open];
}

const typeOf = (nal: Buffer): number => (nal[0] ?? 0) & 0x1f;

function run(command: string, args: string[]): Promise<{ stdout: string; stderr: string }> {
  return promisify(execFile)(command, args, { maxBuffer: 64 * 1024 * 1024 });
}
