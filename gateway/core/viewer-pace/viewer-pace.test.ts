import { describe, expect, it } from 'vitest';
import { ViewerPace } from './viewer-pace';

const reports = (pace: ViewerPace, loss: number, times: number[]): void => {
  for (const nowMs of times) pace.noteReport(loss, nowMs);
};

describe("a viewer's picture", () => {
  it('[WE4] is paused after three bad reports in a row, and not for one bad second', () => {
    const pace = new ViewerPace();
    reports(pace, 0.5, [0, 1_000]);
    reports(pace, 0.01, [2_000]);
    reports(pace, 0.5, [3_000, 4_000]);
    expect(pace.takesVideo(false, 4_500)).toBe(true);
    reports(pace, 0.5, [5_000]);
    expect(pace.takesVideo(false, 5_001)).toBe(false);
  });

  it('[WE4] comes back after 5 s, with a key frame', () => {
    const pace = new ViewerPace();
    reports(pace, 0.5, [0, 1_000, 2_000]);
    expect(pace.takesVideo(true, 6_999)).toBe(false);
    expect(pace.takesVideo(false, 8_000)).toBe(false);
    expect(pace.takesVideo(true, 8_001)).toBe(true);
    expect(pace.takesVideo(false, 8_002)).toBe(true);
    expect(pace.isPaused).toBe(false);
  });

  it('[WE4] stays away longer each time that it fails again soon, half a minute at most', () => {
    const pace = new ViewerPace();
    const pauses: number[] = [];
    let nowMs = 0;
    for (let round = 0; round < 5; round += 1) {
      reports(pace, 0.5, [nowMs, nowMs + 1_000, nowMs + 2_000]);
      const pausedMs = nowMs + 2_000;
      nowMs = pausedMs;
      while (!pace.takesVideo(true, nowMs)) nowMs += 1_000;
      pauses.push(nowMs - pausedMs);
      // Within the first seconds reports count what was never sent.
      reports(pace, 1, [nowMs + 1_000, nowMs + 2_000]);
      expect(pace.isPaused).toBe(false);
      nowMs += 3_000;
    }
    expect(pauses).toEqual([5_000, 10_000, 20_000, 30_000, 30_000]);
  });
});
