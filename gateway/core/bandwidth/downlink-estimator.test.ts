import { describe, expect, it } from 'vitest';
import { BitrateMeter } from './bitrate-meter';
import { DownlinkEstimator } from './downlink-estimator';
import { TokenBucket } from './token-bucket';

describe('DownlinkEstimator', () => {
  /** Polls twice a second with a constant sent rate. */
  const run = (
    estimator: DownlinkEstimator,
    options: { fromMs: number; seconds: number; sentKbps: number; each?: (nowMs: number) => void },
  ): number => {
    let budget = 0;
    for (let nowMs = options.fromMs; nowMs < options.fromMs + options.seconds * 1_000; nowMs += 500) {
      options.each?.(nowMs);
      budget = estimator.poll(options.sentKbps, nowMs);
    }
    return budget;
  };

  it('grows step by step on a clean link, but not far beyond what was tested', () => {
    const estimator = new DownlinkEstimator();
    expect(estimator.poll(0, 0)).toBeLessThan(2_500);
    expect(run(estimator, { fromMs: 500, seconds: 30, sentKbps: 1_000 })).toBe(4_000);
  });

  it('[DE1] falls below the sent rate on heavy loss and holds', () => {
    const estimator = new DownlinkEstimator();
    run(estimator, { fromMs: 0, seconds: 20, sentKbps: 3_000 });
    for (let report = 0; report < 8; report++) estimator.receiveReport(0.2, 40);
    expect(estimator.poll(3_000, 20_000)).toBe(2_400);
    expect(
      run(estimator, {
        fromMs: 20_500,
        seconds: 4,
        sentKbps: 2_300,
        each: () => estimator.receiveReport(0, 40),
      }),
    ).toBe(2_400);
  });

  it('[DE1] takes 5 % of random loss for what it is', () => {
    const estimator = new DownlinkEstimator();
    let state = 3;
    const loses = (): boolean => (state = (state * 1_103_515_245 + 12_345) & 0x7fffffff) / 0x7fffffff < 0.05;
    const each = (): void =>
      estimator.receiveReport(Array.from({ length: 25 }, loses).filter(Boolean).length / 25, 10);
    expect(run(estimator, { fromMs: 0, seconds: 120, sentKbps: 200, each })).toBeGreaterThan(2_000);
  });

  it('[DE2] does not believe a low REMB alone', () => {
    const estimator = new DownlinkEstimator();
    const budget = run(estimator, {
      fromMs: 0,
      seconds: 20,
      sentKbps: 3_000,
      each: () => {
        estimator.receiveRemb(400_000);
        estimator.receiveReport(0, 5);
      },
    });
    expect(budget).toBeGreaterThan(3_000);
  });

  it.each([
    ['some loss', 0.03, 5],
    ['a grown round trip', 0, 300],
  ])('[DE2] believes a low REMB with %s', (_name, loss, rttMs) => {
    const estimator = new DownlinkEstimator();
    estimator.receiveReport(0, 5);
    run(estimator, { fromMs: 0, seconds: 10, sentKbps: 3_000 });
    const budget = run(estimator, {
      fromMs: 10_000,
      seconds: 3,
      sentKbps: 3_000,
      each: () => {
        estimator.receiveRemb(400_000);
        estimator.receiveReport(loss, rttMs);
      },
    });
    expect(budget).toBe(400);
  });

  it('[DE3] waits longer after growth that failed', () => {
    const estimator = new DownlinkEstimator();
    const fallAt = (nowMs: number): void => {
      for (let report = 0; report < 4; report++) estimator.receiveReport(0.3, 40);
      estimator.poll(1_000, nowMs);
    };
    fallAt(1_000);
    expect(estimator.poll(800, 5_500)).toBe(800);
    expect(estimator.poll(800, 6_500)).toBeGreaterThan(800);
    fallAt(7_000);
    const held = estimator.poll(700, 12_500);
    expect(estimator.poll(700, 16_500)).toBe(held);
    expect(estimator.poll(700, 17_500)).toBeGreaterThan(held);
  });
});

describe('TokenBucket', () => {
  it('allows a burst, then the rate', () => {
    const bucket = new TokenBucket(1_000);
    expect([bucket.take(600, 0, 100), bucket.take(600, 0, 100), bucket.take(400, 0, 100)]).toEqual([
      true,
      false,
      true,
    ]);
    expect([bucket.take(100, 500, 100), bucket.take(100, 1_000, 100)]).toEqual([false, true]);
  });
});

describe('BitrateMeter', () => {
  it('measures the last second and forgets', () => {
    const meter = new BitrateMeter();
    for (let nowMs = 0; nowMs < 1_000; nowMs += 10) meter.add(125, nowMs);
    expect(meter.kbps(999)).toBe(100);
    expect(meter.kbps(1_450)).toBeLessThan(60);
    expect(meter.kbps(5_000)).toBe(0);
  });

  it('measures longer when told to, and its own age while it is younger', () => {
    const meter = new BitrateMeter(4_000);
    for (let nowMs = 10_000; nowMs < 12_000; nowMs += 10) meter.add(125, nowMs);
    expect(meter.kbps(11_999)).toBeCloseTo(100, -0.5);
    expect(meter.kbps(13_999)).toBeCloseTo(50, -0.5);
    expect(meter.kbps(18_000)).toBe(0);
  });
});
