import { expect, it, vi } from 'vitest';
import { createKeepAwake, type AwakeParts } from './keep-awake';

/** A browser that lets go when the page is hidden, as the specification says. */
function browser({ refuses = false } = {}) {
  const listeners = new Map<string, () => void>();
  const held: (() => void)[] = [];
  const page = {
    visibilityState: 'visible' as DocumentVisibilityState,
    addEventListener: (type: string, listener: () => void) => void listeners.set(type, listener),
    removeEventListener: (type: string) => void listeners.delete(type),
  };
  const request = vi.fn(async () => {
    if (refuses) throw new DOMException('low battery', 'NotAllowedError');
    let onRelease = (): void => undefined;
    held.push(() => onRelease());
    return {
      addEventListener: (_type: 'release', listener: () => void) => void (onRelease = listener),
      release: async () => onRelease(),
    };
  });
  return {
    parts: { wakeLock: { request }, page } as unknown as AwakeParts,
    request,
    listeners,
    hide: () => {
      page.visibilityState = 'hidden';
      for (const letGo of held.splice(0)) letGo();
      listeners.get('visibilitychange')?.();
    },
    show: () => {
      page.visibilityState = 'visible';
      listeners.get('visibilitychange')?.();
    },
  };
}

it('keeps the screen on while the page is seen, again after it was hidden, and not after it closed', async () => {
  const { parts, request, listeners, hide, show } = browser();
  const awake = createKeepAwake(parts);
  await expect.poll(awake.get).toBe('on');
  hide();
  expect(awake.get()).toBe('off');
  expect(request).toHaveBeenCalledTimes(1);
  show();
  await expect.poll(awake.get).toBe('on');
  awake.close();
  expect(awake.get()).toBe('off');
  expect(listeners.size).toBe(0);
});

it('asks again with the next touch when the browser refuses', async () => {
  const { parts, request, listeners } = browser({ refuses: true });
  const awake = createKeepAwake(parts);
  await expect.poll(() => request.mock.settledResults.length).toBe(1);
  expect(awake.get()).toBe('off');
  listeners.get('pointerdown')?.();
  await expect.poll(() => request.mock.calls.length).toBe(2);
  awake.close();
});

it('says that a browser cannot', () => {
  const { parts } = browser();
  expect(createKeepAwake({ ...parts, wakeLock: undefined }).get()).toBe('unsupported');
});
