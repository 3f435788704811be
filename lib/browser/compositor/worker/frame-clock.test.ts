import { describe, expect, it } from 'vitest';
import { changeRate, newFrameClock, sleepMs, tickAt, type FrameClock } from './frame-clock';

describe('frame clock', () => {
  it('keeps the grid over a minute of wake-ups that are up to 4 ms late', () => {
    let clock: FrameClock = newFrameClock(1000, 30);
    let nowMs = 1000;
    let missed = 0;
    const stamps: number[] = [];
    for (let wake = 0; wake < 1800; wake += 1) {
      const tick = tickAt(clock, nowMs);
      if (!tick) throw new Error(`woken too early at ${nowMs}`);
      ({ clock } = tick);
      missed += tick.missed;
      stamps.push(tick.timestampUs);
      nowMs += sleepMs(clock, nowMs) + (wake % 5);
    }
    expect(missed).toBe(0);
    expect(stamps[0]).toBe(1_000_000);
    expect(stamps.at(-1)).toBe(1_000_000 + Math.round((1799 * 1_000_000) / 30));
  });

  it('skips what a long pause covered instead of catching up in a burst', () => {
    const first = tickAt(newFrameClock(0, 30), 0)!;
    const second = tickAt(first.clock, 2000)!;
    expect({ missed: second.missed, frame: second.clock.frame }).toEqual({ missed: 59, frame: 60 });
    expect(tickAt(second.clock, 2001)).toBeNull();
    expect(sleepMs(second.clock, 2001)).toBeCloseTo(32.33, 1);
  });

  it.each([
    { from: 30, to: 2 },
    { from: 2, to: 30 },
  ])('changes from $from to $to frames a second without a frame out of order', ({ from, to }) => {
    let clock = newFrameClock(0, from);
    let lastUs = -1;
    let nowMs = 0;
    for (let frame = 0; frame < 8; frame += 1) {
      if (frame === 4) clock = changeRate(clock, nowMs, to);
      // As early as a wake-up may be and still count.
      nowMs += Math.max(0, sleepMs(clock, nowMs) - 0.2 * (1000 / clock.fps));
      const tick = tickAt(clock, nowMs);
      if (!tick) throw new Error(`frame ${frame} is not due at ${nowMs}`);
      ({ clock } = tick);
      expect(tick.timestampUs).toBeGreaterThan(lastUs);
      lastUs = tick.timestampUs;
    }
  });

  it('takes a slightly early wake-up for the coming frame, and sends a much earlier one back to sleep', () => {
    const { clock } = tickAt(newFrameClock(0, 25), 0)!;
    expect(tickAt(clock, 31)?.clock.frame).toBe(1);
    expect(tickAt(clock, 20)).toBeNull();
  });
});
