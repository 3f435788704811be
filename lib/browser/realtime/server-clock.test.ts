import { describe, expect, it } from 'vitest';
import { ServerClock } from './server-clock';

describe('the server’s clock', () => {
  it('is not moved by a message that a busy page took late', () => {
    const clock = new ServerClock();
    clock.note(10_000, 1_000);
    clock.note(11_000, 2_180);
    clock.note(12_000, 3_004);
    expect(clock.offsetMs).toBe(9_000);
  });

  it('follows a page whose own clock runs fast, within a minute', () => {
    const clock = new ServerClock();
    clock.note(10_000, 0);
    for (let atMs = 1_000; atMs <= 90_000; atMs += 1_000) clock.note(10_000 + atMs - 40, atMs);
    expect(clock.offsetMs).toBe(9_960);
  });

  it('believes a clock that was set, at once and either way', () => {
    const clock = new ServerClock();
    clock.note(10_000, 0);
    clock.note(3_600_000, 1_000);
    expect(clock.offsetMs).toBe(3_599_000);
    clock.note(10_000, 2_000);
    expect(clock.offsetMs).toBe(8_000);
  });
});
