import { describe, expect, it } from 'vitest';
import { SessionTimeline } from './session-timeline';

/**
 * An hour of a publisher whose clocks are wrong: its audio and video RTP clocks against its wall clock, and that against
 * the gateway's. Packets are late by chance, sender reports off by chance; all of it from one seed.
 */
interface Drift {
  audioPpm: number;
  videoPpm: number;
  gatewayPpm: number;
}

const HOUR_MS = 3_600_000;
/** Sender reports come every 5 s for audio; nothing can be known before. */
const SETTLED_MS = 30_000;
const VIDEO_LATE_MS = 80;

function simulate(drift: Drift): {
  skewMsMax: number;
  offClockMsMax: number;
  stepPpmMax: number;
  videoStepsMs: number[];
} {
  let seed = 12_345;
  const chance = (): number => {
    seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff;
    return seed / 0x7fffffff;
  };
  const scale = (ppm: number): number => 1 + ppm / 1e6;
  const audioTicks = (atMs: number): number =>
    Math.round(4_000_000_000 + atMs * 48 * scale(drift.audioPpm)) >>> 0;
  const videoTicks = (atMs: number): number => Math.round(77 + atMs * 90 * scale(drift.videoPpm)) >>> 0;
  /** Mostly 5 to 15 ms on the way, now and then 60 more. */
  const arrival = (atMs: number): number =>
    1_000 + atMs * scale(drift.gatewayPpm) + 5 + chance() * 10 + (chance() < 0.05 ? 60 : 0);
  const reportNoise = (): number => (chance() - 0.5) * 11;

  const timeline = new SessionTimeline(0);
  const result = { skewMsMax: 0, offClockMsMax: 0, stepPpmMax: 0, videoStepsMs: [Infinity, -Infinity] };
  let audioOffMs = 0;
  let lastAudioMs: number | null = null;
  let lastVideoMs: number | null = null;
  let frame = 0;
  for (let atMs = 0; atMs < HOUR_MS; atMs += 20) {
    if (atMs % 5_000 === 4_000)
      timeline.audio.noteSenderReport(audioTicks(atMs), 1e12 + atMs + reportNoise());
    if (atMs % 1_000 === 500) timeline.video.noteSenderReport(videoTicks(atMs), 1e12 + atMs + reportNoise());
    const audioMs = timeline.placeAudio(audioTicks(atMs), arrival(atMs));
    audioOffMs = audioMs - atMs;
    if (lastAudioMs !== null) {
      const stepPpm = Math.abs((audioMs - lastAudioMs) / 20 - 1) * 1e6;
      result.stepPpmMax = Math.max(result.stepPpmMax, stepPpm);
    }
    lastAudioMs = audioMs;
    for (; (frame * 1000) / 30 < atMs; frame += 1) {
      const capturedMs = (frame * 1000) / 30;
      const videoMs = timeline.placeVideo(videoTicks(capturedMs), arrival(capturedMs) + VIDEO_LATE_MS);
      const gatewayMs = 1_000 + capturedMs * scale(drift.gatewayPpm);
      if (capturedMs > SETTLED_MS) {
        result.skewMsMax = Math.max(result.skewMsMax, Math.abs(videoMs - capturedMs - audioOffMs));
        result.offClockMsMax = Math.max(result.offClockMsMax, Math.abs(videoMs - gatewayMs));
      }
      if (lastVideoMs !== null) {
        result.videoStepsMs[0] = Math.min(result.videoStepsMs[0]!, videoMs - lastVideoMs);
        result.videoStepsMs[1] = Math.max(result.videoStepsMs[1]!, videoMs - lastVideoMs);
      }
      lastVideoMs = videoMs;
    }
  }
  return result;
}

const DRIFTS: Drift[] = [-100, 100].flatMap((audioPpm) =>
  [-100, 100].flatMap((videoPpm) => [-100, 0, 100].map((gatewayPpm) => ({ audioPpm, videoPpm, gatewayPpm }))),
);

describe('an hour of drifting clocks', () => {
  it.each(DRIFTS)(
    '[TL6] leaves sound and picture together: audio $audioPpm, video $videoPpm, gateway $gatewayPpm ppm',
    (drift) => {
      const { skewMsMax, offClockMsMax, stepPpmMax, videoStepsMs } = simulate(drift);
      expect(skewMsMax).toBeLessThanOrEqual(40);
      expect(offClockMsMax).toBeLessThanOrEqual(60);
      // [TL5] 500 ppm of correction on top of the clock's own 100, and a rounded tick.
      expect(stepPpmMax).toBeLessThan(1_700);
      // [TL1] [TL4] Never a step: a frame's 33.3 ms and 4 ms at most.
      expect(videoStepsMs[0]).toBeGreaterThan(28);
      expect(videoStepsMs[1]).toBeLessThan(38);
    },
  );
});
