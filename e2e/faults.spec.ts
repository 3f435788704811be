import type { Page } from '@playwright/test';
import { analyseStream } from '@/scripts/harness/analyse-stream';
import { findFreePorts } from '@/scripts/harness/free-ports';
import type { ProductApi } from '@/scripts/harness/product-api';
import { createRtmpServer } from '@/scripts/harness/rtmp-server';
import { admitToStage, endShow, enterStudio, goLive } from '@/scripts/harness/show-steps';
import { waitFor } from '@/scripts/harness/wait-for';
import { expect, test } from './support/fixtures';
import { findPart } from './support/product-parts';
import { addDestination, GUESTS, joinAs, prepareShow } from './support/show';

/** A restart of the web process must not be seen at a destination; generous for a machine that boots Node meanwhile. */
const GAP_MAX_MS = 700;
const BACK_WITHIN_MS = 40_000;
const DATABASE_OUTAGE_MS = 10_000;
/** What a browser says of itself while the server is away. */
const OUTAGE_NOISE = [/Failed to load resource|WebSocket connection|ERR_CONNECTION|net::ERR|50\d/];

test('With a show on air, the database, the web process, a guest and the producer fail in turn; the show goes on', async ({
  openContext,
  browser,
  product,
  api,
}) => {
  test.setTimeout(300_000);
  const rtmp = await createRtmpServer(await findFreePorts(1));
  try {
    const destinationId = await addDestination(api, 'Local platform', rtmp.url, 'fault-key-77aa');
    const { showId, inviteUrl } = await prepareShow(api, 'Faults', [destinationId]);
    const studio = await openContext({ storageState: product.ownerState, allow: OUTAGE_NOISE });
    const producer = await studio.newPage();
    await enterStudio(producer, product.url, showId);
    const guest = await joinAs(browser, inviteUrl, GUESTS.ada);
    await admitToStage(producer, 'Ada');
    await producer.keyboard.press('2');
    await goLive(producer);
    const card = producer.locator('[data-destination="Local platform"]');
    await expect(card).toHaveAttribute('data-relay', 'live', { timeout: 30_000 });

    await test.step('the database is gone for ten seconds: acts go on, none is lost', async () => {
      const before = await findPart(product.supervisorPid, 'postgres');
      process.kill(before!, 'SIGSTOP');
      const stoppedAtMs = Date.now();
      await producer.keyboard.press('3');
      await expect(producer.getByRole('button', { name: 'Host solo, on air' })).toBeVisible();
      await waitFor('ten seconds', () => Date.now() - stoppedAtMs > DATABASE_OUTAGE_MS, {
        timeoutMs: DATABASE_OUTAGE_MS * 2,
      });
      await producer.getByRole('button', { name: 'Grid', exact: true }).click();
      await expectOnAir(producer, guest.page);
      // Frozen, then dead: the supervisor starts another.
      process.kill(before!, 'SIGKILL');
      await waitFor(
        'another database',
        async () => {
          const pid = await findPart(product.supervisorPid, 'postgres');
          return pid !== null && pid !== before;
        },
        { timeoutMs: BACK_WITHIN_MS },
      );
      await waitFor(
        'what was changed meanwhile to be stored',
        () => storedLayout(api, showId, 'Host solo', 'grid'),
        {
          timeoutMs: BACK_WITHIN_MS,
        },
      );
      await expectOnAir(producer, guest.page);
      await expect(producer.getByRole('button', { name: 'Host solo, on air' })).toBeVisible();
    });

    await test.step('the web process is killed: nobody is off air, everyone is back by themselves', async () => {
      const before = await findPart(product.supervisorPid, 'web');
      process.kill(before!, 'SIGKILL');
      await expect(producer.getByText('Connection to the server lost')).toBeVisible();
      const after = await waitFor(
        'another web process',
        async () => {
          const pid = await findPart(product.supervisorPid, 'web');
          return pid !== before && (await fetch(`${product.url}/healthz`)).ok ? pid : null;
        },
        { timeoutMs: BACK_WITHIN_MS },
      );
      expect(after).not.toBe(before);
      await expectOnAir(producer, guest.page);
      // The new process knows only what was stored: nothing of the database's outage is missing.
      await expect(producer.getByRole('button', { name: 'Off stage: Ada' })).toBeVisible();
      await expect(producer.getByRole('button', { name: 'Grid', exact: true })).toHaveAttribute(
        'aria-pressed',
        'true',
      );
      await expect(producer.getByRole('button', { name: 'Host solo, on air' })).toBeVisible();
      await expect(card).toHaveAttribute('data-relay', 'live', { timeout: BACK_WITHIN_MS });
    });

    await test.step('the destination saw one stream without a break', async () => {
      const files = await rtmp.recordings();
      expect(files).toHaveLength(1);
      const { gapMaxMs, audioGapMaxMs, nonMonotonic } = await analyseStream(files[0]!);
      expect(nonMonotonic).toBe(0);
      expect(gapMaxMs).toBeLessThan(GAP_MAX_MS);
      expect(audioGapMaxMs).toBeLessThan(GAP_MAX_MS);
    });

    await test.step('the web process dies while the database is away: what was done is still so', async () => {
      const database = await findPart(product.supervisorPid, 'postgres');
      const web = await findPart(product.supervisorPid, 'web');
      process.kill(database!, 'SIGSTOP');
      await producer.keyboard.press('2');
      await expect(producer.getByRole('button', { name: 'Interview, on air' })).toBeVisible();
      process.kill(web!, 'SIGKILL');
      await expect(producer.getByText('Connection to the server lost')).toBeVisible();
      process.kill(database!, 'SIGKILL');
      await expectOnAir(producer, guest.page);
      await expect(producer.getByRole('button', { name: 'Interview, on air' })).toBeVisible();
      await expect(card).toHaveAttribute('data-relay', 'live', { timeout: BACK_WITHIN_MS });
    });

    await test.step("the guest's page crashes and comes back to the seat", async () => {
      await guest.page.goto('chrome://crash').catch(() => undefined);
      const again = await guest.context.newPage();
      await again.goto(inviteUrl);
      await expect(again.getByTestId('on-air-frame')).toBeVisible({ timeout: BACK_WITHIN_MS });
      await expect(producer.getByRole('button', { name: /stage: Ada$/ })).toHaveCount(1);
      guest.page = again;
    });

    await test.step("the producer's page reloads: it draws the program again", async () => {
      await producer.reload();
      await producer.getByRole('button', { name: 'Enter studio' }).click();
      await expect(producer.locator('[data-role="engine"]')).toBeVisible({ timeout: BACK_WITHIN_MS });
      await expectOnAir(producer, guest.page);
      await expect(card).toHaveAttribute('data-relay', 'live', { timeout: BACK_WITHIN_MS });
      // What was changed while the database was away is still so: the page reads it anew.
      await expect(producer.getByRole('button', { name: 'Interview, on air' })).toBeVisible();
    });

    await endShow(producer);
    const files = await rtmp.recordings();
    expect(files.length, 'the destination reconnected at most once').toBeLessThanOrEqual(2);
    await guest.context.close();
  } finally {
    await rtmp.dispose();
  }
});

async function storedLayout(api: ProductApi, showId: string, name: string, layout: string): Promise<boolean> {
  const scenes = await api.query<{ name: string; document: { layout: string } }[]>('scenes.list', { showId });
  return scenes.find((scene) => scene.name === name)?.document.layout === layout;
}

async function expectOnAir(producer: Page, guest: Page): Promise<void> {
  await expect(producer.locator('[data-phase="live"]').first()).toBeVisible({ timeout: BACK_WITHIN_MS });
  await expect(producer.getByText('Connection to the server lost')).toBeHidden({ timeout: BACK_WITHIN_MS });
  await expect(guest.getByTestId('on-air-frame')).toBeVisible({ timeout: BACK_WITHIN_MS });
  await expect(guest.getByText('Connection lost.')).toBeHidden({ timeout: BACK_WITHIN_MS });
}
