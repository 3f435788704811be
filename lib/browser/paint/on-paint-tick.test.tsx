import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { onPaintTick, PAINT_TICK_MS, untilNextTickMs } from './on-paint-tick';

beforeEach(() => {
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'performance', 'requestAnimationFrame', 'cancelAnimationFrame'],
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

it('draws once per tick, and asks for no animation frame in between', () => {
  const frames = vi.spyOn(globalThis, 'requestAnimationFrame');
  const draw = vi.fn();
  const stop = onPaintTick(draw);
  vi.advanceTimersByTime(PAINT_TICK_MS * 15);
  expect(draw.mock.calls.length).toBeGreaterThanOrEqual(7);
  expect(draw.mock.calls.length).toBeLessThanOrEqual(15);
  expect(frames.mock.calls.length).toBeLessThanOrEqual(16);
  stop();
});

it('lets callers that started at different times draw in the same frames', () => {
  const drawnAt: number[][] = [[], []];
  const stops = [onPaintTick((nowMs) => drawnAt[0]!.push(nowMs))];
  vi.advanceTimersByTime(31);
  stops.push(onPaintTick((nowMs) => drawnAt[1]!.push(nowMs)));
  vi.advanceTimersByTime(PAINT_TICK_MS * 10);
  expect(drawnAt[1]!.length).toBeGreaterThan(4);
  expect(drawnAt[0]).toEqual(expect.arrayContaining(drawnAt[1]!));
  for (const stop of stops) stop();
});

it('draws nothing after it was stopped', () => {
  const draw = vi.fn();
  onPaintTick(draw)();
  vi.advanceTimersByTime(PAINT_TICK_MS * 5);
  expect(draw).not.toHaveBeenCalled();
});

it('never waits longer than a tick, nor not at all', () => {
  expect(untilNextTickMs(0)).toBe(PAINT_TICK_MS);
  expect(untilNextTickMs(PAINT_TICK_MS * 3 - 0.5)).toBeCloseTo(0.5);
});
