import { chromium } from '@playwright/test';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareShow } from '@/e2e/support/show';
import { CHROMIUM, launchGuestBrowser, NAME_HELPER } from '../harness/browsers';
import { prepareGuestMedia } from '../harness/guest-media';
import { findDescendants, measureCpu } from '../harness/process-usage';
import { createOwnerAndSignIn } from '../harness/product-api';
import { startProduct } from '../harness/product';
import { admitToStage, askToJoin, enterStudio } from '../harness/show-steps';

/** What a guest's page costs its computer: CPU of its browser's processes with two guests on stage, by kind (Linux). */
const GUESTS = 2;
const SETTLE_MS = 8_000;
const MEASURE_MS = 20_000;
const KINDS = ['--type=renderer', '--type=gpu-process', '--type=utility'];

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
const folder = await mkdtemp(join(tmpdir(), 'guest-cpu-'));
const product = await startProduct();
const studio = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-quic'] });
const browsers = [studio];
try {
  const owner = await studio.newContext();
  await owner.addInitScript(NAME_HELPER);
  const api = await createOwnerAndSignIn(owner.request, product.url);
  const { showId, inviteUrl } = await prepareShow(api, 'Cost of a guest');
  const producer = await owner.newPage();
  await enterStudio(producer, product.url, showId);
  for (let index = 0; index < GUESTS; index++) {
    const media = await prepareGuestMedia(index, folder);
    const browser = await launchGuestBrowser(media);
    browsers.push(browser);
    await askToJoin(browser, inviteUrl, media.name);
    await admitToStage(producer, media.name);
  }
  await pause(SETTLE_MS);
  // Chromium's processes of the studio run with the camera off: told apart by the fake camera's file.
  const groups = await Promise.all(KINDS.map(guestPids));
  const percents = await measureCpu(groups, () => pause(MEASURE_MS));
  for (const [index, percent] of percents.entries())
    process.stdout.write(
      `${KINDS[index]!.padEnd(22)} ${(percent / GUESTS).toFixed(1).padStart(6)} % of a core per guest\n`,
    );
} finally {
  for (const browser of browsers) await browser.close();
  await product.stop();
  await rm(folder, { recursive: true, force: true });
}

async function guestPids(kind: string): Promise<number[]> {
  const roots = await findDescendants(process.pid, '--use-file-for-fake-video-capture');
  const found = await Promise.all(roots.map((pid) => findDescendants(pid, kind)));
  return [...new Set(found.flat())];
}
