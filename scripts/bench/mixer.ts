import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import type {} from './compositor-page/page';
import type { MixerRun } from './compositor-page/mixer-cost';
import { servePage } from './compositor-page/serve-page';

/**
 * `npm run bench:mixer [-- --seconds 20]`: what the mixer's audio thread costs, as a share of one core in real time: the
 * program's own part, and each channel with more and more of its treatment. The best of three runs, since other work on the
 * machine can only make one slower.
 */
const { values } = parseArgs({ options: { seconds: { type: 'string', default: '20' } } });
const seconds = Number(values.seconds);
const RUNS = 3;
const CHANNELS = 12;
const TREATMENTS: MixerRun['treatment'][] = ['untreated', 'gate, compressor, delay', 'all of it, measured'];

const page = await servePage();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});
try {
  const tab = await browser.newPage();
  await tab.goto(page.url);
  await tab.waitForFunction(() => 'bench' in window);
  const best = async (run: Omit<MixerRun, 'seconds'>): Promise<number> => {
    const shares: number[] = [];
    for (let count = 0; count < RUNS; count += 1)
      shares.push(await tab.evaluate((options) => window.bench.measureMixer(options), { ...run, seconds }));
    return 100 * Math.min(...shares);
  };
  const program = await best({ channels: 0, treatment: 'untreated' });
  console.log(`program (limiter, loudness, meters): ${program.toFixed(2)} % of a core`);
  for (const treatment of TREATMENTS) {
    const percent = await best({ channels: CHANNELS, treatment });
    const each = (percent - program) / CHANNELS;
    console.log(`${CHANNELS} channels, ${treatment}: ${percent.toFixed(2)} %, each ${each.toFixed(3)} %`);
  }
} finally {
  await browser.close();
  await page.close();
}
