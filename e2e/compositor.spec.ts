import { mkdirSync, writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { DEFAULT_BRAND, themeIdSchema } from '@/lib/core/contract/brand';
import type { SceneGraphics } from '@/lib/core/contract/scene-document';
import type { PNG } from 'pngjs';
import type { RendererName } from '../lib/browser/compositor/worker/messages';
import { servePage } from '../scripts/bench/compositor-page/serve-page';
import type { DrawnFrame } from '../scripts/bench/compositor-page/golden-page';
import type { SinkReport } from '../scripts/bench/compositor-page/sink-worker';
import type { SoundCheck } from '../scripts/bench/compositor-page/sound-check';
import { BROKEN_IMAGE, boldBanner, restingGraphics } from './support/graphics-on-air';
import { approvedPicture, approveGraphics, pictureError, pictureOf } from './support/compare-golden';
import { launchRawChromium, type RawChromium, type RawPage } from '../scripts/harness/raw-chromium';

interface Point {
  x: number;
  y: number;
}

const COLORS = ['#c81e64', '#20a040', '#1030e0', '#e0a020'];
/** Centres of the four tiles of a 2x2 grid at 1280x720. */
const CENTRES = [
  { x: 356, y: 200 },
  { x: 924, y: 200 },
  { x: 356, y: 520 },
  { x: 924, y: 520 },
];
/** A net of points over the lower left of each tile, where name tags are, and over the logo's place. */
const LABEL_POINTS = [...CENTRES.map(({ x, y }) => net(x - 270, y + 100)), net(1130, 30)];
/** Of 32: a tag covers 18 or more, the strokes of the logo 7. */
const LABEL_POINTS_MIN = 4;
/** Per colour value of 255; the conversions themselves need 3. */
const COLOR_ERROR_MAX = 12;
/** Of what a studio beside it draws: the system shares two cores among them only roughly. */
const STEADY_SHARE = 0.8;

/** By elements and a canvas, on two cores that do other things too; a quiet machine draws 30. */
const MASKED_FPS_MIN = 10;

/** Mean squared error per colour value. The browser's own way from YUV to RGB rounds differently from ours. */
const OWN_ERROR_MAX = 4;
/** Other renderers smooth edges differently: 4 to 28 were measured. One tile that is 2 px off was 134. */
const OTHER_ERROR_MAX = 35;

let site: Awaited<ReturnType<typeof servePage>>;
let chromium: RawChromium;

test.beforeAll(async () => {
  [site, chromium] = await Promise.all([servePage(), launchRawChromium()]);
});

test.afterAll(async () => {
  await chromium.close();
  await site.close();
});

for (const renderer of ['i420', 'canvas2d'] as const) {
  test(`every guest is on program in the right place and colour (${renderer})`, async () => {
    const page = await openStudio(renderer);
    await expectColors(page, COLORS);
    const report = await ask(page);
    expect(report.nonMonotonic).toBe(0);
    if (renderer === 'i420') {
      expect(report.format).toBe('I420');
      expect(JSON.parse(report.colorSpace)).toMatchObject({ matrix: 'bt709', fullRange: false });
    }
    const thumbnail = await page.evaluate<number[][]>('studio.thumbnail(320)');
    expectNear(thumbnail[0], '#c81e64');
    expectNear(thumbnail[1], '#20a040');
    const bare = await ask(page, LABEL_POINTS.flat());
    await page.evaluate(
      "studio.putScene({ logo: { kind: 'text', text: 'FRIDAY' } }, ['Ada Lovelace', 'Élodie 😀', 'Борис', 'A very long name that does not fit on the tile of anybody'])",
    );
    await expect(async () => {
      const labelled = await ask(page, LABEL_POINTS.flat());
      const changed = countChanged(bare, labelled);
      for (const count of changed)
        expect(count, `name tags and logo: ${String(changed)}`).toBeGreaterThan(LABEL_POINTS_MIN);
    }).toPass({ timeout: 10_000 });
    const shot = await page.evaluate<string>('studio.shot()');
    mkdirSync('test-results', { recursive: true });
    writeFileSync(`test-results/program-${renderer}.png`, Buffer.from(shot.split(',')[1] ?? '', 'base64'));
    expect(page.errors).toEqual([]);
    await page.evaluate('studio.close()');
  });
}

test('a browser without streams of frames draws by video elements and a canvas', async () => {
  const page = await openStudio('i420', {
    masked: ['MediaStreamTrackProcessor', 'MediaStreamTrackGenerator'],
  });
  expect(await page.evaluate('studio.compositor.needsVisiblePage')).toBe(true);
  await expectColors(page, COLORS);
  await page.evaluate('studio.preview(2)');
  await expect.poll(() => nearest(page, 'askPreview')).toBe(COLORS[2]);
  await page.evaluate('studio.resetCount()');
  await expect.poll(async () => (await ask(page)).seconds).toBeGreaterThan(2);
  const { frames, seconds, nonMonotonic } = await ask(page);
  expect(frames / seconds).toBeGreaterThan(MASKED_FPS_MIN);
  expect(nonMonotonic).toBe(0);
  // A source that is taken away holds its picture, as on the other way.
  await page.evaluate('studio.stopSource(0)');
  await expectColors(page, COLORS);
  expect(page.errors).toEqual([]);
  await page.evaluate('studio.close()');
});

test('every layout, transition, glide and graphic is the same picture on every renderer', async () => {
  const page = await openBench();
  const own = await page.evaluate<DrawnFrame[]>("bench.drawGoldenFrames('i420')");
  approveGraphics(own);
  // Name tags and avatars have no approved picture: there the renderers of this machine are compared.
  const expected = own.map(({ name, png }) => approvedPicture(name) ?? pictureOf(png));
  expectAlike('i420', own, { expected, errorMax: OWN_ERROR_MAX });
  for (const renderer of ['canvas2d', 'webgl2']) {
    const drawn = await page.evaluate<DrawnFrame[]>(`bench.drawGoldenFrames('${renderer}')`);
    expectAlike(renderer, drawn, { expected, errorMax: OTHER_ERROR_MAX });
  }
  expect(page.errors).toEqual([]);
});

test('every renderer draws the probe that the fastest is chosen by', async () => {
  const page = await openBench();
  const probed = await page.evaluate<Record<string, number | null>>('bench.probeHere()');
  // JSON has no Infinity: null is one that could not draw.
  for (const name of ['i420', 'canvas2d', 'webgl2']) expect(probed[name], name).toBeGreaterThan(0);
  expect(page.errors).toEqual([]);
});

test('a lost graphics card costs no frame of the program', async () => {
  const page = await openBench();
  const { names, frames } = await page.evaluate<{ names: string[]; frames: DrawnFrame[] }>(
    'bench.drawThroughContextLoss()',
  );
  // This machine draws WebGL on the CPU, which does not count as a card.
  expect(names).toEqual(['webgl2', 'canvas2d', 'i420']);
  const approved = approvedPicture('layout-grid');
  expectAlike('context-loss', frames, {
    expected: frames.map(({ png }) => approved ?? pictureOf(png)),
    errorMax: OTHER_ERROR_MAX,
  });
});

for (const renderer of ['i420', 'canvas2d', 'webgl2'] as const) {
  test(`a scene fades into the next while a third is previewed (${renderer})`, async () => {
    const page = await openStudio(renderer);
    // WebGL on the CPU cannot draw 30 frames a second, and a machine that is short of time cuts.
    if (renderer === 'webgl2') await page.evaluate('studio.compositor.setRate(10)');
    await expectColors(page, COLORS);
    await page.evaluate('studio.preview(2)');
    await page.evaluate("studio.take({ from: 0, to: 1 }, { kind: 'fade', durationMs: 3000 })");
    // Red falls from 200 to 32 and green rises from 30 to 160.
    await expect(async () => {
      const [red, green] = await middleOf(page, 'ask');
      expect(red > 60 && red < 170 && green > 50 && green < 140, `${red}, ${green}`).toBe(true);
    }).toPass({ intervals: [100], timeout: 3_000 });
    await expect.poll(() => nearest(page, 'ask')).toBe(COLORS[1]);
    expect(await nearest(page, 'askPreview')).toBe(COLORS[2]);
    await page.evaluate('studio.resetPreviewCount()');
    const ask = (): Promise<SinkReport> => page.evaluate<SinkReport>('studio.askPreview()');
    await expect.poll(async () => (await ask()).seconds).toBeGreaterThan(2);
    const preview = await ask();
    expect(preview.frames / preview.seconds).toBeLessThan(16);
    expect(preview.frames).toBeGreaterThan(4);
    await page.evaluate('studio.preview(null)');
    expect(page.errors).toEqual([]);
    await page.evaluate('studio.close()');
  });
}

test('the people tray has the picture of everyone, from the frames that are already there', async () => {
  const page = await openStudio('i420');
  await expectColors(page, COLORS);
  const rows = await page.evaluate<{ feedId: string; color: number[] }[]>(
    "studio.tray(['camera:3', 'camera:0', 'camera:nobody'])",
  );
  expect(rows.map(({ feedId }) => feedId)).toEqual(['camera:3', 'camera:0']);
  expectNear(rows[0]?.color, COLORS[3]!);
  expectNear(rows[1]?.color, COLORS[0]!);
  expect(page.errors).toEqual([]);
  await page.evaluate('studio.close()');
});

test('a studio on standby draws a few frames a second, and all of them again at once', async () => {
  const page = await openStudio('i420');
  await expectColors(page, COLORS);
  await page.evaluate('studio.compositor.setRate(2)');
  const idle = await countFrames(page, 3_000);
  expect(idle.frames / idle.seconds).toBeLessThan(4);
  await page.evaluate('studio.compositor.setRate(30)');
  const full = await countFrames(page, 2_000);
  expect(full.frames / full.seconds).toBeGreaterThan(10);
  expect(idle.nonMonotonic + full.nonMonotonic).toBe(0);
  await expectColors(page, COLORS);
  await page.evaluate('studio.close()');
});

test('a guest who leaves stays on program with the last picture', async () => {
  const page = await openStudio('i420');
  await expectColors(page, COLORS);
  await page.evaluate('studio.stopSource(0)');
  await expect.poll(() => page.evaluate("studio.latestStats()?.sources['camera:0']?.status")).toBe('ended');
  await expectColors(page, COLORS);
  await page.evaluate('studio.close()');
});

test('no frame is lost while the page is blocked for two seconds', async () => {
  const control = await openStudio('i420', { newWindow: true });
  const page = await openStudio('i420', { newWindow: true });
  await expectColors(control, COLORS);
  await expectColors(page, COLORS);
  const [free, blocked] = await Promise.all([
    countFrames(control, 2_000),
    page.evaluate<SinkReport>('studio.resetCount(), studio.block(2000), studio.ask()'),
  ]);
  expect(blocked.seconds).toBeGreaterThan(1.9);
  expectSteady(blocked, free);
  for (const studio of [page, control]) await studio.evaluate('studio.close()');
});

test('a hidden studio tab keeps the program at 29 frames a second or more', async () => {
  const page = await openStudio('i420');
  await expectColors(page, COLORS);
  // The tab that hides the first one is a studio too, and shows what this machine gives to a visible one.
  const control = await openStudio('i420');
  await expectColors(control, COLORS);
  await expect.poll(() => page.evaluate('document.visibilityState')).toBe('hidden');
  const [visible, hidden] = await Promise.all([countFrames(control, 10_000), countFrames(page, 10_000)]);
  expect(await page.evaluate('document.visibilityState')).toBe('hidden');
  expect(await control.evaluate('document.visibilityState')).toBe('visible');
  expectSteady(hidden, visible);
  for (const studio of [page, control]) await studio.evaluate('studio.close()');
});

test('the mixer gates, turns down and limits what the program hears', async () => {
  const page = await openBench();
  const check = await page.evaluate<SoundCheck>('bench.openSoundCheck()');
  expect(check.sampleRate).toBe(48_000);
  expect(check.states).toContain('running');
  for (const tone of check.allOnAir) expect(tone).toBeGreaterThan(-30);
  expect(check.firstOffAir[0]).toBeLessThan(check.allOnAir[0]! - 40);
  expect(Math.abs(check.firstOffAir[1]! - check.allOnAir[1]!)).toBeLessThan(1.5);
  expect(check.meterOffAirDb).toBeGreaterThan(-20);
  expect(check.secondTurnedDown[1]).toBeCloseTo(check.firstOffAir[1]! - 20, -0.5);
  expect(check.shoutPeak).toBeLessThanOrEqual(0.9);
  expect(check.shoutPeak).toBeGreaterThan(0.8);
  expect(check.clips).toEqual({ 'seat:0': 'hot', 'seat:1': 'hot', 'seat:2': 'hot', program: 'hot' });
  expect(check.backstagePeak, 'backstage never reaches the program').toBe(0);
  // A 1 kHz sine reads in LUFS what its level is in dBFS, in both channels.
  expect(check.loudness.momentaryLufs).toBeCloseTo(20 * Math.log10(0.3), 0);
  expect(check.speech).toMatchObject({ status: 'heard', shortDb: 0 });
  expect(check.latencyMs).toBeGreaterThan(5);
  expect(check.latencyMs).toBeLessThan(100);
  expect(page.errors).toEqual([]);
});

/** Letters at the edge of a colour sample differ by the renderer; a plate moved by two pixels is four times as far. */
const GRAPHICS_ERROR_MAX = { i420: 4, canvas2d: 25 } as const;

for (const renderer of ['i420', 'canvas2d'] as const) {
  test(`graphics of every theme look as approved, come and go on air, and a broken image stops nothing (${renderer})`, async () => {
    const page = await openStudio(renderer);
    await expectColors(page, COLORS);
    for (const theme of themeIdSchema.options) {
      const graphics = JSON.stringify(restingGraphics(theme));
      const still = await page.evaluate<string>(`studio.graphicStill(${graphics}, 640)`);
      const approved = approvedPicture(`graphics-${theme}`);
      if (!approved) throw new Error(`graphics-${theme}.png is missing`);
      const errorMax = GRAPHICS_ERROR_MAX[renderer];
      const pair: [PNG, PNG] = [pictureOf(still), approved];
      expect(pictureError(`graphics-${theme}.${renderer}`, pair, errorMax)).toBeLessThanOrEqual(errorMax);
    }
    const corner = { x: 60, y: 700 };
    const cornerColor = async () => (await ask(page, [corner])).colors[0];
    const bare = await cornerColor();
    const put = (graphics: SceneGraphics) => page.evaluate(`studio.putGraphics(${JSON.stringify(graphics)})`);
    const shownAtMs = Date.now();
    await put(boldBanner({ shownAtMs, hiddenAtMs: null }));
    await expect(async () => expectNear(await cornerColor(), DEFAULT_BRAND.colors.accent)).toPass({
      timeout: 10_000,
    });
    await put(boldBanner({ shownAtMs, hiddenAtMs: Date.now() }));
    await expect.poll(cornerColor, { timeout: 10_000 }).toEqual(bare);
    await put(BROKEN_IMAGE);
    await expect
      .poll(() => page.evaluate('studio.warnings()'))
      .toEqual([{ graphicId: 'broken', reason: 'broken-image' }]);
    await put({ ...BROKEN_IMAGE, items: [] });
    await expectColors(page, COLORS);
    expect(page.errors).toEqual([]);
    await page.evaluate('studio.close()');
  });
}

/** Red and green in the middle of the program, or of the preview, which is half as large. */
async function middleOf(page: RawPage, question: 'ask' | 'askPreview'): Promise<[number, number]> {
  const point = question === 'ask' ? { x: 640, y: 360 } : { x: 320, y: 180 };
  const { colors } = await page.evaluate<SinkReport>(`studio.${question}([${JSON.stringify(point)}])`);
  return [colors[0]?.[0] ?? 0, colors[0]?.[1] ?? 0];
}

/** Whose colour that is. */
async function nearest(page: RawPage, question: 'ask' | 'askPreview'): Promise<string | undefined> {
  const [red, green] = await middleOf(page, question);
  const channel = (color: string, at: number): number => Number.parseInt(color.slice(at, at + 2), 16);
  return COLORS.find(
    (color) =>
      Math.max(Math.abs(channel(color, 1) - red), Math.abs(channel(color, 3) - green)) <= COLOR_ERROR_MAX,
  );
}

function expectAlike(
  renderer: string,
  drawn: readonly DrawnFrame[],
  { expected, errorMax }: { expected: readonly PNG[]; errorMax: number },
): void {
  expect(drawn).toHaveLength(expected.length);
  for (const [index, { name, png }] of drawn.entries()) {
    const pair: [PNG, PNG] = [pictureOf(png), expected[index]!];
    expect
      .soft(pictureError(`${name}.${renderer}`, pair, errorMax), `${name}, ${renderer}`)
      .toBeLessThan(errorMax);
  }
}

function countFrames(page: RawPage, ms: number): Promise<SinkReport> {
  return page.evaluate(
    `studio.resetCount(), new Promise((done) => setTimeout(done, ${ms})).then(() => studio.ask())`,
  );
}

/**
 * 29 frames a second, or nearly what another studio with nothing in its way managed in the very same seconds: other work
 * on this machine slows both, a throttled or blocked program (0 or 1 frame a second) is alone.
 */
function expectSteady(report: SinkReport, control: SinkReport): void {
  const fps = report.frames / report.seconds;
  const controlFps = control.frames / control.seconds;
  expect(fps, `another studio: ${controlFps.toFixed(1)} fps`).toBeGreaterThanOrEqual(
    Math.min(29, controlFps * STEADY_SHARE),
  );
  expect(fps).toBeGreaterThan(10);
  expect(report.nonMonotonic).toBe(0);
}

async function openBench(options: { newWindow?: boolean } = {}): Promise<RawPage> {
  const page = await chromium.openPage(site.url, options);
  await expect.poll(() => page.evaluate("'bench' in window")).toBe(true);
  return page;
}

async function openStudio(
  renderer: RendererName,
  { masked = [], ...options }: { newWindow?: boolean; masked?: string[] } = {},
): Promise<RawPage> {
  const page = await openBench(options);
  const [colors, without] = [JSON.stringify(COLORS), JSON.stringify(masked)];
  await page.evaluate(
    `bench.openStudio(${colors}, '${renderer}', ${without}).then((studio) => { window.studio = studio; })`,
  );
  return page;
}

function ask(page: RawPage, points: readonly Point[] = CENTRES): Promise<SinkReport> {
  return page.evaluate<SinkReport>(`studio.ask(${JSON.stringify(points)})`);
}

/** 8 x 4 points within 140 x 48 pixels. */
function net(x: number, y: number): Point[] {
  return Array.from({ length: 32 }, (_, index) => ({ x: x + (index % 8) * 20, y: y + (index >> 3) * 16 }));
}

/** How many points of each of LABEL_POINTS look different. */
function countChanged(before: SinkReport, after: SinkReport): number[] {
  const isChanged = (index: number): boolean =>
    before.colors[index]!.some((value, channel) => Math.abs(value - after.colors[index]![channel]!) > 40);
  let first = 0;
  return LABEL_POINTS.map((points) => {
    const changed = points.filter((_, index) => isChanged(first + index)).length;
    first += points.length;
    return changed;
  });
}

async function expectColors(page: RawPage, colors: string[]): Promise<void> {
  await expect(async () => {
    const { colors: seen } = await ask(page);
    colors.forEach((color, index) => expectNear(seen[index], color));
  }).toPass({ timeout: 10_000 });
}

function expectNear(seen: number[] | undefined, color: string): void {
  const expected = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
  const error = Math.max(...expected.map((value, index) => Math.abs(value - (seen?.[index] ?? -255))));
  expect(error, `${color} came out as ${String(seen)}`).toBeLessThanOrEqual(COLOR_ERROR_MAX);
}
