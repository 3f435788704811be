import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { PNG } from 'pngjs';
import { ASSET_LIMITS } from '@/lib/core/contract/asset-limits';
import { sineWave } from '@/server/assets/testing/sine-wave';
import { expect, test } from './support/fixtures';

test('Files are uploaded, go on after a reload, and are refused for what they are not', async ({
  openContext,
  product,
}) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'sb-media-'));
  const [photo, lie, music] = ['Skyline.png', 'Lie.png', 'Music.wav'].map((name) => path.join(folder, name));
  await writeFile(photo!, PNG.sync.write(new PNG({ width: 320, height: 180 })));
  await writeFile(lie!, sineWave(100));
  // Two and a half pieces.
  await writeFile(music!, sineWave((2.5 * ASSET_LIMITS.chunkBytes) / 48));
  // A refusal and a broken line are noted by the browser itself.
  const context = await openContext({
    storageState: product.ownerState,
    allow: [/api\/uploads/, /ERR_FAILED/],
  });
  const page = await context.newPage();
  await page.goto('/media');
  await page.getByText('No files yet').waitFor();
  await expectAccessible(page);
  const choose = (file: string) => page.getByLabel('Files to upload').setInputFiles(file);

  await choose(photo!);
  const files = page.getByRole('list', { name: 'Files' });
  await files.getByText('Skyline').waitFor();
  await expect(files.getByText(/^320 × 180/)).toBeVisible();
  await expect
    .poll(() => files.locator('img').evaluate((image: HTMLImageElement) => image.naturalWidth))
    .toBeGreaterThan(0);
  const uploads = page.getByRole('list', { name: 'Uploads' });
  await choose(lie!);
  await uploads.getByText(/its content is “sound file”/).waitFor();
  await expectAccessible(page);

  // The line breaks after the first piece.
  let pieces = 0;
  const offsets: number[] = [];
  await page.route('**/api/uploads/*', async (route) => {
    const request = route.request();
    if (request.method() === 'PATCH') offsets.push(Number(request.headers()['upload-offset']));
    if (request.method() === 'PATCH' && ++pieces === 2) return route.abort();
    return pieces >= 2 && pieces < 100 ? route.abort() : route.continue();
  });
  await choose(music!);
  await uploads.getByText(/^No connection at 40 %/).waitFor();
  page.on('dialog', (dialog) => void dialog.accept());
  await page.reload();
  await uploads.getByText(/Choose the file again/).waitFor();
  await expectAccessible(page);
  [pieces, offsets.length] = [100, 0];
  await choose(music!);
  await files.getByText('Music').waitFor();
  expect(offsets[0]).toBe(ASSET_LIMITS.chunkBytes);

  for (const name of ['Skyline', 'Music']) {
    await page.getByRole('button', { name: `More for ${name}` }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page.getByRole('button', { name: 'Delete file' }).click();
    await files.getByText(name).waitFor({ state: 'detached' });
  }
  await rm(folder, { recursive: true });
});

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
}
