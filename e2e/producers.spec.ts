import { enterStudio } from '@/scripts/harness/show-steps';
import { expect, test } from './support/fixtures';
import { prepareShow } from './support/show';

/** What the contract says; 24 ms on two busy cores. */
const SEEN_WITHIN_MS = 100;
/** Odd: the show is left on the scene that the log is asked for. */
const ACTS = 11;

test('A second producer acts, and the first sees it at once', async ({
  ownerContext,
  openContext,
  api,
  product,
}) => {
  const { showId } = await prepareShow(api, 'Two producers');
  const first = await ownerContext.newPage();
  await enterStudio(first, product.url, showId);
  const second = await (
    await openContext({ storageState: product.ownerState, allow: [/ERR_INTERNET_DISCONNECTED/] })
  ).newPage();
  await enterStudio(second, product.url, showId);
  await expect(second.locator('[data-role="standby"]')).toBeVisible();

  const delaysMs: number[] = [];
  for (let act = 0; act < ACTS; act++) {
    const scene = act % 2 === 0 ? 'Host solo' : 'Starting soon';
    // Both times are taken inside the pages: neither the test's own way to them nor a click's checks count.
    const seen = first.evaluate(noteWhenShown, `${scene}, on program`);
    const actedAt = await second.evaluate(clickScene, scene);
    delaysMs.push((await seen) - actedAt);
  }
  delaysMs.sort((a, b) => a - b);
  const medianMs = delaysMs[Math.floor(delaysMs.length / 2)] ?? NaN;
  console.log(
    `a second producer's act is seen after ${medianMs} ms (median of ${ACTS}, ${delaysMs.join(', ')})`,
  );
  expect(medianMs).toBeLessThan(SEEN_WITHIN_MS);

  await first.getByRole('tab', { name: 'Log' }).click();
  await expect(first.getByRole('list', { name: 'What happened' })).toContainText('Host solo');

  await test.step('offline for a moment, the second catches up', async () => {
    await second.context().setOffline(true);
    await first.keyboard.press('1');
    await expect(first.getByRole('button', { name: /^Starting soon, on program/ })).toBeVisible();
    await second.context().setOffline(false);
    await expect(second.getByRole('button', { name: /^Starting soon, on program/ })).toBeVisible({
      timeout: 20_000,
    });
  });
});

/** In a page. @returns the time, ms since 1970, at which a button with this beginning of a name was there. */
function noteWhenShown(name: string): Promise<number> {
  const isShown = (): boolean =>
    [...document.querySelectorAll('button')].some((button) =>
      (button.getAttribute('aria-label') ?? '').startsWith(name),
    );
  return new Promise((resolve) => {
    if (isShown()) resolve(Date.now());
    const observer = new MutationObserver(() => {
      if (!isShown()) return;
      observer.disconnect();
      resolve(Date.now());
    });
    observer.observe(document.body, { subtree: true, childList: true, attributes: true });
  });
}

/** In a page. @returns the time of the click, ms since 1970. */
function clickScene(scene: string): number {
  const button = [...document.querySelectorAll('button')].find((candidate) =>
    (candidate.getAttribute('aria-label') ?? '').startsWith(scene),
  );
  const atMs = Date.now();
  button?.click();
  return atMs;
}
