import { setTimeout as delay } from 'node:timers/promises';

/** Polls until a condition holds; fails with what was waited for. */
export async function waitFor(
  what: string,
  isTrue: () => boolean | Promise<boolean>,
  options: { timeoutMs?: number; describe?: () => string } = {},
): Promise<void> {
  const deadlineMs = Date.now() + (options.timeoutMs ?? 20_000);
  while (Date.now() < deadlineMs) {
    if (await isTrue()) return;
    await delay(50);
  }
  throw new Error(`Waited in vain for ${what}. ${options.describe?.() ?? ''}`);
}
