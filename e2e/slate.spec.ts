import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { analyseStream } from '@/scripts/harness/analyse-stream';
import { findFreePorts } from '@/scripts/harness/free-ports';
import { createRtmpServer } from '@/scripts/harness/rtmp-server';
import { endShow, enterStudio, goLive } from '@/scripts/harness/show-steps';
import { waitFor } from '@/scripts/harness/wait-for';
import { expect, test } from './support/fixtures';
import { addDestination, prepareShow } from './support/show';

const KEY = 'slate-key-4d1f';
/** Out of 255, over the whole picture: the slate is the scene's background under a veil of 45 %, with text. */
const ANOTHER_PICTURE = 8;
const GAP_MAX_MS = 700;

test('When the producer’s browser is gone, viewers see the show’s slate, and then the show again, on one connection', async ({
  openContext,
  product,
  api,
}) => {
  const rtmp = await createRtmpServer(await findFreePorts(1));
  try {
    const destinationId = await addDestination(api, 'Slate platform', rtmp.url, KEY);
    const { showId } = await prepareShow(api, 'The long evening', [destinationId]);
    const studio = await openContext({ storageState: product.ownerState });
    const producer = await studio.newPage();
    const upload = producer.waitForResponse(
      (response) =>
        response.request().method() === 'PUT' && response.url().includes(`/whip/${showId}/slate/`),
      { timeout: 60_000 },
    );
    await enterStudio(producer, product.url, showId);
    await producer.keyboard.press('2');
    await goLive(producer);
    expect((await upload).status()).toBe(204);
    const card = producer.locator('[data-destination="Slate platform"]');
    await expect(card).toHaveAttribute('data-relay', 'live', { timeout: 30_000 });
    const shown = await picture(rtmp.readUrl(KEY));

    await producer.close();
    const slate = await waitFor(
      'another picture than the last one',
      async () => {
        const now = await picture(rtmp.readUrl(KEY));
        return distance(now, shown) > ANOTHER_PICTURE ? now : null;
      },
      { timeoutMs: 20_000 },
    );
    // It stays: what comes next is the same.
    expect(distance(await picture(rtmp.readUrl(KEY)), slate)).toBeLessThan(2);

    const again = await studio.newPage();
    await enterStudio(again, product.url, showId);
    await waitFor(
      'the scene again',
      async () => distance(await picture(rtmp.readUrl(KEY)), shown) < ANOTHER_PICTURE / 2,
      { timeoutMs: 30_000 },
    );
    await endShow(again);
    const files = await rtmp.recordings();
    expect(files).toHaveLength(1);
    const { gapMaxMs, audioGapMaxMs, nonMonotonic } = await analyseStream(files[0]!);
    expect(nonMonotonic).toBe(0);
    expect(gapMaxMs).toBeLessThan(GAP_MAX_MS);
    expect(audioGapMaxMs).toBeLessThan(GAP_MAX_MS);
  } finally {
    await rtmp.dispose();
  }
});

/** The next key frame of a live stream, small. */
async function picture(url: string): Promise<Buffer> {
  const small = ['-frames:v', '1', '-vf', 'scale=64:36,format=rgb24', '-f', 'rawvideo', '-'];
  const { stdout } = await promisify(execFile)('ffmpeg', ['-v', 'error', '-i', url, ...small], {
    encoding: 'buffer',
  });
  return stdout;
}

function distance(one: Buffer, other: Buffer): number {
  let sum = 0;
  for (let index = 0; index < one.length; index += 1)
    sum += Math.abs((one[index] ?? 0) - (other[index] ?? 0));
  return sum / one.length;
}
