import AxeBuilder from '@axe-core/playwright';
import { findFreePorts } from '@/scripts/harness/free-ports';
import { createRtmpServer } from '@/scripts/harness/rtmp-server';
import { endShow, enterStudio, goLive } from '@/scripts/harness/show-steps';
import { expect, test } from './support/fixtures';
import { expectOneStream } from './support/one-stream';
import { addDestination, prepareShow } from './support/show';

test('A show is checked before it goes live, and handed over to another browser on air without a gap', async ({
  openContext,
  product,
  api,
}, testInfo) => {
  const rtmp = await createRtmpServer(await findFreePorts(1));
  try {
    // Names are unique in a workspace, which a second try shares with the first.
    const name = `Standby platform ${testInfo.retry}-${testInfo.repeatEachIndex}`;
    const destinationId = await addDestination(api, name, rtmp.url, 'standby-key-5e2c');
    const { showId } = await prepareShow(api, 'Two browsers', [destinationId]);
    const studio = await openContext({ storageState: product.ownerState });
    const first = await studio.newPage();
    await enterStudio(first, product.url, showId);
    const second = await (await openContext({ storageState: product.ownerState })).newPage();
    await enterStudio(second, product.url, showId);
    await expect(second.locator('[data-role="standby"]')).toBeVisible();
    await expect(first.getByTestId('engine')).toContainText('1 on standby');
    await test.step('the program is checked first: nothing that a platform would refuse', async () => {
      await first.getByRole('banner').getByRole('button', { name: 'Go live' }).click();
      const dialog = first.getByRole('alertdialog');
      await dialog.getByRole('button', { name: 'Check' }).click();
      await expect(dialog.locator('[data-check="done"]')).toBeVisible({ timeout: 30_000 });
      await expect(dialog.locator('[data-finding]')).toHaveCount(12);
      for (const id of ['arrival', 'codec', 'picture-size', 'key-frames', 'relay'])
        await expect(dialog.locator(`[data-finding="${id}"]`)).toHaveAttribute('data-verdict', 'ok');
      expect((await new AxeBuilder({ page: first }).analyze()).violations).toEqual([]);

      await dialog.getByRole('button', { name: 'Not yet' }).click();
    });
    await goLive(first);
    await expect(second.locator(`[data-destination="${name}"]`)).toHaveAttribute('data-relay', 'live', {
      timeout: 30_000,
    });

    await test.step('handed over by a button: nobody off air, the first stands by', async () => {
      await first.getByTestId('engine').click();
      await first.getByRole('menuitem', { name: /^Hand over to/ }).click();
      await expect(second.locator('[data-role="engine"][data-whip="connected"]')).toBeVisible();
      await expect(first.locator('[data-role="standby"]')).toBeVisible();
      await expect(first.locator('[data-whip="idle"]')).toBeVisible({ timeout: 15_000 });
    });

    await endShow(second);
    await expectOneStream(rtmp);
  } finally {
    await rtmp.dispose();
  }
});
