import { afterEach, expect, it, vi } from 'vitest';
import { createMeterLoop } from './create-meter-loop';

afterEach(() => {
  vi.useRealTimers();
});

/** Counts how often each of two meters is drawn in a second of 60 frames. */
function drawnInOneSecond(everyFrame: boolean): { first: number; second: number; requests: number } {
  vi.useFakeTimers({
    toFake: ['requestAnimationFrame', 'cancelAnimationFrame', 'setTimeout', 'performance'],
  });
  const loop = createMeterLoop({ everyFrame });
  const requests = vi.spyOn(globalThis, 'requestAnimationFrame');
  const [first, second] = [vi.fn(), vi.fn()];
  const stops = [loop.add(first), loop.add(second)];
  vi.advanceTimersByTime(1_000);
  for (const stop of stops) stop();
  const counts = { first: first.mock.calls.length, second: second.mock.calls.length };
  const asked = requests.mock.calls.length;
  vi.advanceTimersByTime(1_000);
  expect(first.mock.calls.length, 'stands still when nobody is drawn').toBe(counts.first);
  requests.mockRestore();
  return { ...counts, requests: asked };
}

it('draws all meters in one request per frame of the screen', () => {
  const { first, second, requests } = drawnInOneSecond(true);
  expect(first).toBe(second);
  expect(first).toBeGreaterThanOrEqual(59);
  expect(requests).toBeLessThanOrEqual(first + 1);
});

it('draws 15 times a second where the page is painted on the CPU', () => {
  const { first, second } = drawnInOneSecond(false);
  expect(first).toBe(second);
  expect(first).toBeGreaterThanOrEqual(11);
  expect(first).toBeLessThanOrEqual(16);
});
