import { describe, expect, it } from 'vitest';
import { SessionTimeline } from './session-timeline';
import { TrackClock } from './track-clock';

const VIDEO_STEP = 3000;

/** 30 fps video that arrives `lateMs` after the audio of the same moment; both clocks start anywhere. */
function play(timeline: SessionTimeline, frames: number, lateMs: number): number[] {
  const placed: number[] = [];
  for (let index = 0; index < frames; index += 1) {
    const captureMs = (index * 1000) / 30;
    timeline.placeAudio(Math.round(4_000_000_000 + captureMs * 48) >>> 0, 1_000 + captureMs);
    if (index === 10) {
      timeline.audio.noteSenderReport(Math.round(4_000_000_000 + captureMs * 48) >>> 0, 500_000 + captureMs);
      timeline.video.noteSenderReport((7 + index * VIDEO_STEP) >>> 0, 500_000 + captureMs);
    }
    placed.push(timeline.placeVideo((7 + index * VIDEO_STEP) >>> 0, 1_000 + captureMs + lateMs));
  }
  return placed;
}

describe('the timeline of a publishing session', () => {
  it('[TL4] draws video to its audio by sender reports, a few ms a frame, always forward', () => {
    const timeline = new SessionTimeline(0);
    const placed = play(timeline, 120, 80);
    const gaps = placed.slice(1).map((ms, index) => ms - (placed[index] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThan(0);
    expect(Math.max(...gaps)).toBeLessThan(40);
    expect(placed[0]).toBeCloseTo(1_080, 3);
    expect(placed.at(-1)).toBeCloseTo(1_000 + (119 * 1000) / 30, 0);
    expect(timeline.skewMs).toBeCloseTo(0, 0);
  });

  it('[TL1] continues behind what was sent before', () => {
    const timeline = new SessionTimeline(9_000);
    const placed = play(timeline, 3, 0);
    expect(placed).toEqual([9_001, 9_002, 9_003]);
  });

  it('survives the wrap of RTP timestamps', () => {
    const timeline = new SessionTimeline(0);
    const first = timeline.placeVideo(0xfffffff0, 100);
    expect(timeline.placeVideo((0xfffffff0 + VIDEO_STEP) >>> 0, 100 + 1000 / 30)).toBeCloseTo(
      first + 1000 / 30,
      3,
    );
  });

  it('[TL7] anchors anew when a sender starts its clock over, instead of filling hours', () => {
    const timeline = new SessionTimeline(0);
    timeline.placeAudio(1_000, 100);
    expect(timeline.placeAudio(1_000 + 48_000 * 3_600, 120)).toBeCloseTo(120, 3);
    timeline.placeVideo(1_000, 100);
    expect(timeline.placeVideo(1_000 + 90_000 * 3_600, 133)).toBeCloseTo(133, 3);
  });

  it('[TL4] does not believe reports that disagree by seconds', () => {
    const timeline = new SessionTimeline(0);
    timeline.placeAudio(0, 0);
    timeline.placeVideo(0, 0);
    timeline.audio.noteSenderReport(0, 1_000);
    timeline.video.noteSenderReport(0, 900_000);
    expect(timeline.skewMs).toBeNull();
    expect(timeline.placeVideo(VIDEO_STEP, 1000 / 30)).toBeCloseTo(1000 / 30, 3);
  });

  it('[TL2] places the first packet where it arrives, and [TL5] keeps to the packets that were not held up', () => {
    const timeline = new SessionTimeline(0);
    // The first one waited 40 ms.
    expect(timeline.placeAudio(0, 1_040)).toBe(1_040);
    const placed = Array.from({ length: 6_000 }, (_packet, index) =>
      timeline.placeAudio((index + 1) * 960, 1_000 + (index + 1) * 20),
    );
    const steps = placed.slice(1).map((ms, index) => ms - (placed[index] ?? 0));
    expect(Math.min(...steps)).toBeGreaterThanOrEqual(20 - 0.0101);
    expect(Math.max(...steps)).toBeLessThan(20.001);
    expect(placed.at(-1)).toBeCloseTo(1_000 + 6_000 * 20, 0);
  });

  it('[TL5] follows a way that became 400 ms longer, faster but not in a step', () => {
    const timeline = new SessionTimeline(0);
    let placed = 0;
    for (let index = 0; index < 10_000; index += 1) {
      const next = timeline.placeAudio(index * 960, index * 20 + (index < 1_000 ? 0 : 400));
      if (index > 0) expect(next - placed).toBeLessThan(20.11);
      placed = next;
    }
    expect(Math.abs(placed - (9_999 * 20 + 400))).toBeLessThan(105);
  });

  it('places pictures by their own arrival when there is no sound', () => {
    const timeline = new SessionTimeline(0);
    let placed = 0;
    for (let index = 0; index < 30 * 600; index += 1)
      placed = timeline.placeVideo(Math.round((index * 3000) / 1.0001) >>> 0, (index * 1000) / 30);
    expect(Math.abs(placed - (30 * 600 - 1) * (1000 / 30))).toBeLessThan(5);
  });
});

describe('the clock of a track', () => {
  it('[TL3] moves by an eighth of what a report differs, and not at all for one that is 100 ms off', () => {
    const clock = new TrackClock(48_000);
    expect(clock.ntpMs(0)).toBeNull();
    clock.noteSenderReport(48_000, 5_000);
    expect(clock.ntpMs(1_000)).toBe(5_000);
    clock.noteSenderReport(96_000, 6_008);
    expect(clock.ntpMs(2_000)).toBe(6_001);
    clock.noteSenderReport(144_000, 17_001);
    clock.noteSenderReport(144_000, 17_001);
    expect(clock.ntpMs(3_000)).toBe(7_001);
    clock.noteSenderReport(144_000, 17_001);
    expect(clock.ntpMs(3_000)).toBe(17_001);
  });
});
