import type { Page } from '@playwright/test';
import { join } from 'node:path';
import { admit, enterStudio } from '@/scripts/harness/show-steps';
import { expect, isColor, readColor, test } from './support/fixtures';
import { GUESTS, joinAs, prepareShow } from './support/show';

/** Three seconds of blue, with white and a 1 kHz beep in the first fifth of each. */
const CLIP = join(import.meta.dirname, 'support/media/flash-beep.mp4');
const BLUE = '#1030e0';
const PROGRAM = '[data-testid="program-video"]';
const BEEP_HZ = 1_000;

test('A producer plays an uploaded clip: it is on program, a guest hears it, and the next scene follows', async ({
  ownerContext,
  api,
  browser,
  product,
}) => {
  const { showId, inviteUrl } = await prepareShow(api, 'With a clip');
  const producer = await ownerContext.newPage();
  await enterStudio(producer, product.url, showId);
  const { page: guest, context } = await joinAs(browser, inviteUrl, GUESTS.ada);
  await admit(producer, 'Ada');

  await producer.getByRole('tab', { name: 'Media' }).click();
  await producer.getByLabel('Files to upload').setInputFiles(CLIP);
  await producer.getByRole('button', { name: 'Add flash-beep to the show' }).click({ timeout: 30_000 });
  await producer.getByRole('button', { name: 'Edit flash-beep' }).click();
  await producer.getByLabel('At its end').selectOption('The next scene');
  await producer.getByRole('button', { name: 'Back to the list' }).click();
  await expect(producer.getByText('On program: Starting soon.')).toBeAttached();

  const listening = listenFor(guest, BEEP_HZ);
  await producer.getByRole('button', { name: 'Play flash-beep' }).click();
  await seeColor(producer, BLUE);
  await expect(producer.getByText(/0:0[123] left/).first()).toBeVisible();
  const heard = await listening;
  expect(heard.players, 'once: nobody else is there, and the clip has one way').toBe(1);
  expect(heard.rms).toBeGreaterThan(0.01);

  await expect(producer.getByRole('button', { name: 'Play flash-beep' })).toBeVisible({ timeout: 10_000 });
  await expect
    .poll(() => readColor(producer, PROGRAM, { x: 0.5, y: 0.1 }).then((color) => isColor(color, BLUE)))
    .toBe(false);
  await expect(producer.getByText('On program: Interview.')).toBeAttached();
  await producer.getByRole('tab', { name: 'Log' }).click();
  await expect(producer.getByText(/Stream Buddy switched to “Interview”/)).toHaveCount(1);
  await context.close();
});

async function seeColor(page: Page, color: string): Promise<void> {
  await expect
    .poll(() => readColor(page, PROGRAM, { x: 0.5, y: 0.5 }).then((seen) => isColor(seen, color)), {
      timeout: 10_000,
      intervals: [50],
    })
    .toBe(true);
}

/** How loud a tone gets in what the page plays, and in how many elements; waits until it is there. */
function listenFor(page: Page, hz: number): Promise<{ rms: number; players: number }> {
  return page.evaluate(
    async ({ hz, waitMs }) => {
      const audio = new AudioContext({ sampleRate: 48_000 });
      await audio.resume();
      const analysers = new Map<HTMLMediaElement, AnalyserNode>();
      const heardIn = new Set<HTMLMediaElement>();
      const spectrum = new Float32Array(2_048);
      let loudest = 0;
      const until = performance.now() + waitMs;
      while (performance.now() < until && loudest < 0.05) {
        for (const element of document.querySelectorAll('audio')) {
          if (!(element.srcObject instanceof MediaStream) || element.srcObject.getAudioTracks().length === 0)
            continue;
          if (!analysers.has(element)) {
            const analyser = new AnalyserNode(audio, { fftSize: 4_096, smoothingTimeConstant: 0 });
            new MediaStreamAudioSourceNode(audio, { mediaStream: element.srcObject }).connect(analyser);
            analysers.set(element, analyser);
          }
        }
        await new Promise((resolve) => setTimeout(resolve, 40));
        for (const [element, analyser] of analysers) {
          analyser.getFloatFrequencyData(spectrum);
          const db = spectrum[Math.round((hz * 4_096) / audio.sampleRate)] ?? -Infinity;
          const level = 10 ** (db / 20);
          if (level > 0.01) heardIn.add(element);
          loudest = Math.max(loudest, level);
        }
      }
      await audio.close();
      return { rms: loudest, players: heardIn.size };
    },
    { hz, waitMs: 20_000 },
  );
}
