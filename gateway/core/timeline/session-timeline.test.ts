import { describe, expect, it } from 'vitest';
import { SessionTimeline } from './session-timeline';

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
  it('draws video to its audio by sender reports, a few ms a frame, always forward', () => {
    const timeline = new SessionTimeline(0);
    const placed = play(timeline, 120, 80);
    const gaps = placed.slice(1).map((ms, index) => ms - (placed[index] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThan(0);
    expect(Math.max(...gaps)).toBeLessThan(40);
    expect(placed[0]).toBeCloseTo(1_080, 3);
    expect(placed.at(-1)).toBeCloseTo(1_000 + (119 * 1000) / 30, 0);
    expect(timeline.skewMs).toBeCloseTo(0, 0);
  });

  it('continues behind what was sent before', () => {
    const timeline = new SessionTimeline(9_000);
    const placed = play(timeline, 3, 0);
    expect(placed).toEqual([9_001, 9_002, 9_003]);
  });

  it('survives the wrap of RTP timestamps', () => {
    const timeline = new SessionTimeline(0);
    const first = timeline.placeVideo(0xfffffff0, 100);
    expect(timeline.placeVideo((0xfffffff0 + VIDEO_STEP) >>> 0, 133)).toBeCloseTo(first + 1000 / 30, 3);
  });

  it('anchors anew when a sender starts its clock over, instead of filling hours', () => {
    const timeline = new SessionTimeline(0);
    timeline.placeAudio(1_000, 100);
    expect(timeline.placeAudio(1_000 + 48_000 * 3_600, 120)).toBeCloseTo(120, 3);
    timeline.placeVideo(1_000, 100);
    expect(timeline.placeVideo(1_000 + 90_000 * 3_600, 133)).toBeCloseTo(133, 3);
  });

  it('does not believe reports that disagree by seconds', () => {
    const timeline = new SessionTimeline(0);
    timeline.placeAudio(0, 0);
    timeline.placeVideo(0, 0);
    timeline.audio.noteSenderReport(0, 1_000);
    timeline.video.noteSenderReport(0, 900_000);
    expect(timeline.skewMs).toBeNull();
    expect(timeline.placeVideo(VIDEO_STEP, 33)).toBeCloseTo(1000 / 30, 3);
  });
});
