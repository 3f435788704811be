import { describe, expect, it } from 'vitest';
import { KeyframeCadence } from './keyframe-cadence';

/** An encoder that answers a request after `responseMs`, and makes key frames of its own at `cutsMs`. */
function simulate(options: { responseMs: () => number; cutsMs?: number[]; isLost?: () => boolean }): {
  keyframesMs: number[];
  requestsMs: number[];
} {
  const cadence = new KeyframeCadence();
  const cuts = new Set(options.cutsMs ?? []);
  const keyframesMs: number[] = [];
  const requestsMs: number[] = [];
  let arrivesMs: number | null = null;
  for (let nowMs = 0; nowMs <= 30_000; nowMs += 10) {
    if (nowMs === arrivesMs || cuts.has(nowMs)) {
      cadence.noteKeyframe(nowMs);
      keyframesMs.push(nowMs);
      if (nowMs === arrivesMs) arrivesMs = null;
    }
    if (!cadence.poll(nowMs)) continue;
    requestsMs.push(nowMs);
    if (options.isLost?.() !== true) arrivesMs = nowMs + Math.round(options.responseMs() / 10) * 10;
  }
  return { keyframesMs, requestsMs };
}

const intervals = (timesMs: readonly number[]): number[] =>
  timesMs.slice(1).map((time, index) => time - (timesMs[index] ?? 0));

describe('the key frame cadence', () => {
  it.each([20, 60, 150, 280])(
    'is 2.0 s +- 0.1 from the third key frame on at an answer time of %i ms',
    (ms) => {
      const settled = intervals(simulate({ responseMs: () => ms }).keyframesMs).slice(1);
      expect(settled.length).toBeGreaterThan(12);
      for (const interval of settled) expect(Math.abs(interval - 2_000)).toBeLessThanOrEqual(20);
    },
  );

  it('tells when it has a request, so that nobody need ask all the time', () => {
    const cadence = new KeyframeCadence();
    let nowMs = 1_000;
    expect(cadence.dueInMs(nowMs)).toBe(0);
    expect(cadence.poll(nowMs)).toBe(true);
    // Unanswered: it is repeated.
    expect(cadence.dueInMs(nowMs)).toBe(400);
    cadence.noteKeyframe((nowMs += 100));
    expect(cadence.dueInMs(nowMs)).toBe(1_900);
    expect(cadence.poll(nowMs + 1_899)).toBe(false);
    cadence.want();
    expect(cadence.dueInMs(nowMs)).toBe(300);
    expect(cadence.poll(nowMs + 300)).toBe(true);
  });

  it('holds 2.0 s +- 0.1 when the answer time jumps about by two frames', () => {
    let turn = 0;
    const responseMs = (): number => 50 + ((turn++ * 37) % 67);
    for (const interval of intervals(simulate({ responseMs }).keyframesMs).slice(1))
      expect(Math.abs(interval - 2_000)).toBeLessThanOrEqual(100);
  });

  it('counts from a scene cut: one short interval, then 2.0 s again, and no pair', () => {
    const { keyframesMs } = simulate({ responseMs: () => 60, cutsMs: [9_000, 15_500] });
    const short = intervals(keyframesMs).filter((interval) => interval < 1_900);
    expect(short.length).toBeLessThanOrEqual(2);
    for (const cutMs of [9_000, 15_500]) {
      const next = keyframesMs.find((time) => time > cutMs) ?? 0;
      expect(Math.abs(next - cutMs - 2_000)).toBeLessThanOrEqual(20);
    }
  });

  it('asks again after 0.4 s when a request got lost, and learns nothing from the doubtful answer', () => {
    let asked = 0;
    const { requestsMs, keyframesMs } = simulate({ responseMs: () => 60, isLost: () => ++asked === 4 });
    const repeated = intervals(requestsMs).filter((interval) => interval < 1_000);
    expect(repeated).toEqual([400]);
    expect(Math.max(...intervals(keyframesMs))).toBeLessThanOrEqual(2_400);
    expect(intervals(keyframesMs).slice(-3)).toEqual([2_000, 2_000, 2_000]);
  });

  it('[WE3] makes one request of several wishes at once, and keeps a wish that came too early', () => {
    const cadence = new KeyframeCadence();
    expect(cadence.poll(0)).toBe(true);
    cadence.noteKeyframe(50);
    cadence.want();
    cadence.want();
    expect(cadence.poll(100)).toBe(false);
    expect(cadence.poll(400)).toBe(true);
    cadence.noteKeyframe(450);
    expect(cadence.poll(900)).toBe(false);
    expect(cadence.responseMs).toBe(50);
  });
});
