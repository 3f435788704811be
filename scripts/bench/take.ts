import { writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { sceneTemplate } from '@/lib/core/scene/scene-template';
import { launchProducerBrowser, NAME_HELPER } from '../harness/browsers';
import { startProduct } from '../harness/product';
import { createOwnerAndSignIn } from '../harness/product-api';
import { enterStudio } from '../harness/show-steps';
import { percentile } from './process-figures';
import { installTakeProbe, readTake } from './take-probe';

/**
 * `npm run bench:take [-- --takes 40 --json FILE]`: from a key press in the studio until the first picture of the new
 * scene is on the program track, from which the encoder takes it: on one machine, without the way through any network.
 * Number keys cut between two scenes of a new show. Other work on the machine shows as load average.
 */
const TARGET_MS = 60;
/** Two cuts never share pictures, and the keys fall anywhere between two frames. */
const PAUSE_MS = 350;
const PAUSE_SPREAD_MS = 33;
const VIEWPORT = { width: 1440, height: 900 };
/** A cut that is not seen within this is counted as lost. */
const SEEN_WITHIN_MS = 1_000;

const { values } = parseArgs({
  options: { takes: { type: 'string', default: '40' }, json: { type: 'string' } },
});
const takes = Number(values.takes);

const product = await startProduct();
const producer = await launchProducerBrowser(VIEWPORT);
try {
  await producer.context.addInitScript(NAME_HELPER);
  await producer.context.addInitScript(installTakeProbe);
  const api = await createOwnerAndSignIn(producer.context.request, product.url);
  const show = { title: 'Takes', template: 'interview', scheduledAt: null };
  const { showId } = await api.mutate<{ showId: string }>('shows.create', show);
  const { page } = producer;
  // The probe's worker is a blob, which the studio's policy rightly refuses.
  const devTools = await producer.context.newCDPSession(page);
  await devTools.send('Page.setBypassCSP', { enabled: true });
  await enterStudio(page, product.url, showId);
  await page.waitForFunction(() => window.takeProbe.changes.length > 0);
  const keys = [String(sceneTemplate('interview').findIndex(({ document }) => document.showsFeeds) + 1), '1'];
  const delaysMs: number[] = [];
  let lost = 0;
  for (let take = 0; take < takes; take += 1) {
    await page.waitForTimeout(PAUSE_MS + ((take * 7) % PAUSE_SPREAD_MS));
    await page.keyboard.press(keys[take % keys.length]!);
    const delayMs = await page.evaluate(readTake, SEEN_WITHIN_MS);
    if (delayMs === null) lost += 1;
    else delaysMs.push(delayMs);
  }
  const figures = {
    takes,
    lost,
    p50: percentile(delaysMs, 0.5),
    p95: percentile(delaysMs, 0.95),
    max: Math.max(...delaysMs),
    loadAverage: loadavg()[0] ?? NaN,
  };
  console.table([figures]);
  const verdict = figures.p50 <= TARGET_MS ? 'met' : 'missed';
  console.log(`Target: from key press to air ${TARGET_MS} ms: ${verdict} by the median`);
  if (values.json !== undefined)
    await writeFile(values.json, `${JSON.stringify({ figures, delaysMs }, null, 2)}\n`);
} finally {
  await producer.close();
  await product.stop();
}
