import { describe, expect, it } from 'vitest';
import { SenderClock } from './sender-clock';

const HOUR_MS = 3_600_000;

describe('the clock of a sender', () => {
  it('follows a crystal that drifts for an hour, never by a step that could be heard', () => {
    const clock = new SenderClock();
    let before: number | null = null;
    for (let sentMs = 0; sentMs < HOUR_MS; sentMs += 1_000) {
      // 100 ppm slow, 20 ms away, now and then held up.
      const arrivedMs = sentMs * 1.0001 + 7_000_000 + 20 + (sentMs % 7_000 === 0 ? 60 : 0);
      clock.noteReport(sentMs, arrivedMs);
      if (before !== null) expect(Math.abs((clock.offsetMs ?? NaN) - before)).toBeLessThanOrEqual(1);
      before = clock.offsetMs;
    }
    const trueOffsetMs = HOUR_MS * 0.0001 + 7_000_000 + 20;
    expect(Math.abs((clock.offsetMs ?? NaN) - trueOffsetMs)).toBeLessThan(8);
  });

  it('counts half the round trip as the way here', () => {
    const clock = new SenderClock();
    clock.noteRoundTrip(80);
    clock.noteReport(1_000, 51_040);
    expect(clock.offsetMs).toBe(50_000);
  });

  it('begins anew when the sender sets its clock', () => {
    const clock = new SenderClock();
    clock.noteReport(1_000, 2_000);
    clock.noteReport(3_600_000, 3_000);
    expect(clock.offsetMs).toBe(3_000 - 3_600_000);
  });
});
