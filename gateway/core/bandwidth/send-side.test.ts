import { describe, expect, it } from 'vitest';
import type { TwccArrival } from '../rtcp/parse';
import { Prober, type ProbeResult } from './prober';
import { SendSideEstimator } from './send-side-estimator';
import { SentPackets, type PacketReport } from './sent-packets';

const feedback = (
  baseSequence: number,
  deltas: readonly (number | null)[],
  referenceTimeMs = 0,
): { baseSequence: number; referenceTimeMs: number; arrivals: TwccArrival[] } => ({
  baseSequence,
  referenceTimeMs,
  arrivals: deltas.map((deltaMs, index) => ({
    sequence: (baseSequence + index) & 0xffff,
    deltaUs: deltaMs === null ? null : deltaMs * 1_000,
  })),
});

describe('SentPackets', () => {
  const read = (sent: SentPackets, ...args: Parameters<typeof feedback>): PacketReport[] => {
    const reports: PacketReport[] = [];
    sent.read(feedback(...args), (report) => reports.push(report));
    return reports;
  };

  it('finds packets again over the wrap of their numbers', () => {
    const sent = new SentPackets();
    for (let index = 0; index < 65_540; index++) sent.record(100 + (index % 7), index);
    expect(read(sent, 65_534, [5, 5, 5, null])).toEqual([
      { index: 65_534, sentMs: 65_534, bytes: 100 + (65_534 % 7), arrivalMs: 5 },
      { index: 65_535, sentMs: 65_535, bytes: 100 + (65_535 % 7), arrivalMs: 10 },
      { index: 65_536, sentMs: 65_536, bytes: 100 + (65_536 % 7), arrivalMs: 15 },
      { index: 65_537, sentMs: 65_537, bytes: 100 + (65_537 % 7), arrivalMs: null },
    ]);
  });

  it('tells each packet once, and a missing one again when it came after all', () => {
    const sent = new SentPackets();
    for (let index = 0; index < 3; index++) sent.record(100, index);
    expect(read(sent, 0, [1, null, 1]).map(({ arrivalMs }) => arrivalMs)).toEqual([1, null, 2]);
    expect(read(sent, 0, [1, null, 1])).toEqual([]);
    expect(read(sent, 1, [3, 1]).map(({ index }) => index)).toEqual([1]);
  });

  it('passes over numbers that were never sent or are long forgotten', () => {
    const sent = new SentPackets();
    for (let index = 0; index < 5_000; index++) sent.record(100, index);
    expect(read(sent, 5_000, [1, 1])).toEqual([]);
    expect(read(sent, 0, [1, 1])).toEqual([]);
  });
});

describe('SendSideEstimator', () => {
  /** Sends 1000 bytes every `everyMs` and reports them as `delayMs` tells, null for lost; feedback each 100 ms. */
  const run = (options: {
    seconds: number;
    everyMs: number;
    delayMs: (atMs: number) => number | null;
    start?: number;
    each?: (estimator: SendSideEstimator, nowMs: number) => void;
  }): SendSideEstimator => {
    const sent = new SentPackets();
    const estimator = new SendSideEstimator(sent, options.start ?? 1_000);
    let told = 0;
    const flying: { atMs: number; arrivalMs: number | null }[] = [];
    for (let nowMs = 0; nowMs < options.seconds * 1_000; nowMs++) {
      if (nowMs % options.everyMs === 0) {
        sent.record(1_000, nowMs);
        const delay = options.delayMs(nowMs);
        flying.push({ atMs: nowMs, arrivalMs: delay === null ? null : nowMs + delay });
      }
      options.each?.(estimator, nowMs);
      if (nowMs % 100 !== 99) continue;
      const ready = flying.findIndex(({ arrivalMs, atMs }) => (arrivalMs ?? atMs) > nowMs);
      const known = flying.splice(0, ready === -1 ? flying.length : ready);
      let lastMs = 0;
      const deltas = known.map(({ arrivalMs }) => {
        if (arrivalMs === null) return null;
        const delta = arrivalMs - lastMs;
        lastMs = arrivalMs;
        return delta;
      });
      estimator.poll(8_000 / options.everyMs, nowMs);
      estimator.receiveFeedback(feedback(told & 0xffff, deltas), nowMs, () => undefined);
      told += known.length;
    }
    return estimator;
  };

  it('[SE1] falls below the arrival rate when a queue grows', () => {
    // 800 kbps into a link of 400: every packet comes 10 ms later than the one before.
    const estimator = run({ seconds: 2, everyMs: 10, delayMs: (atMs) => 50 + atMs });
    expect(estimator.kbps).toBeLessThan(400);
    expect(estimator.kbps).toBeGreaterThan(150);
  });

  it('[SE1] is not moved by a delay that is high but steady, nor by one late burst', () => {
    expect(run({ seconds: 5, everyMs: 10, delayMs: () => 400 }).kbps).toBeGreaterThan(1_000);
    const hiccup = (atMs: number): number => (atMs > 2_000 && atMs < 2_060 ? 2_060 - atMs + 30 : 30);
    expect(run({ seconds: 5, everyMs: 10, delayMs: hiccup }).kbps).toBeGreaterThan(1_000);
  });

  it.each([
    [0.2, 0, 900],
    [0.05, 999, 1_050],
  ])('[SE2] with %d of the packets lost is between %i and %i kbps', (share, least, most) => {
    const every = Math.round(1 / share);
    const estimator = run({
      seconds: 3,
      everyMs: 10,
      delayMs: (atMs) => ((atMs / 10) % every === 0 ? null : 30),
    });
    expect(estimator.kbps).toBeGreaterThanOrEqual(least);
    expect(estimator.kbps).toBeLessThanOrEqual(most);
  });

  it('[SE2] counts a loss once: what was sent before the estimate fell was answered by that', () => {
    // For half a second half of the packets are lost; the last of them are told of after the fall.
    const isLost = (atMs: number): boolean => atMs >= 1_000 && atMs < 1_500 && (atMs / 10) % 2 === 0;
    const falls: number[] = [];
    let lastKbps = 1_000;
    const each = (estimator: SendSideEstimator): void => {
      if (estimator.kbps < lastKbps) falls.push(estimator.kbps);
      lastKbps = estimator.kbps;
    };
    run({ seconds: 3, everyMs: 10, delayMs: (atMs) => (isLost(atMs) ? null : 200), each });
    expect(falls).toHaveLength(1);
  });

  it('[SE3] grows by 8 % a second, and not beyond 1.5 times what arrives', () => {
    expect(run({ seconds: 4, everyMs: 10, delayMs: () => 30 }).kbps).toBeLessThan(1_000 * 1.08 ** 5);
    expect(run({ seconds: 60, everyMs: 10, delayMs: () => 30 }).kbps).toBeLessThan(1_300);
    expect(run({ seconds: 10, everyMs: 20, delayMs: () => 30 }).kbps).toBe(1_000);
  });

  it('[SE4] sinks while nothing is told of what is sent', () => {
    const estimator = run({ seconds: 2, everyMs: 10, delayMs: () => 30 });
    const before = estimator.kbps;
    estimator.poll(500, 3_000);
    expect(estimator.kbps).toBe(before);
    estimator.poll(500, 6_000);
    expect(estimator.kbps).toBeCloseTo(before * 0.8, 0);
  });

  it('[SE5] ignores the queue of its own probe', () => {
    const each = (estimator: SendSideEstimator, nowMs: number): void => estimator.maskQueue(nowMs + 100);
    expect(run({ seconds: 2, everyMs: 10, delayMs: (atMs) => 50 + atMs, each }).kbps).toBe(1_000);
  });

  it('[SE6] learns from a queue that has drained, and from no other', () => {
    const masked = (estimator: SendSideEstimator, nowMs: number): void => estimator.maskQueue(nowMs + 100);
    const flooded = run({ seconds: 1, everyMs: 10, delayMs: (atMs) => 50 + atMs, each: masked });
    expect(flooded.kbps).toBe(1_000);
    flooded.learnCapacity(1_000);
    // Half of what is sent arrives; 0.85 of that.
    expect(flooded.kbps).toBeGreaterThan(300);
    expect(flooded.kbps).toBeLessThan(400);
    const free = run({ seconds: 1, everyMs: 20, delayMs: () => 30 });
    free.learnCapacity(1_000);
    expect(free.kbps).toBe(1_000);
  });

  it('[SE9] remembers what the link carried when it was full, until more has plainly arrived', () => {
    const full = run({ seconds: 2, everyMs: 10, delayMs: (atMs) => 50 + atMs });
    expect(full.fullKbps).toBeGreaterThan(300);
    expect(full.fullKbps).toBeLessThan(500);
    full.receiveProbe({ carriedKbps: 450, isFull: true }, 2_000);
    expect(full.fullKbps).toBe(450);
    full.receiveProbe({ carriedKbps: 500, isFull: false }, 2_000);
    expect(full.fullKbps).toBe(450);
    full.receiveProbe({ carriedKbps: 700, isFull: false }, 2_000);
    expect([full.fullKbps, full.kbps]).toEqual([null, 700]);
    expect(run({ seconds: 2, everyMs: 10, delayMs: () => 30 }).fullKbps).toBeNull();
  });

  it('[SE9] stays a little below what a full link carried', () => {
    const estimator = new SendSideEstimator(new SentPackets(), 100);
    estimator.receiveProbe({ carriedKbps: 400, isFull: true }, 0);
    expect(estimator.kbps).toBe(380);
  });

  it('[SE10] is not moved by a route that becomes 200 ms longer, and sees a queue on it', () => {
    const longer = (atMs: number): number => (atMs < 2_000 ? 30 : 230);
    expect(run({ seconds: 5, everyMs: 10, delayMs: longer }).kbps).toBeGreaterThan(1_000);
    const thenFull = (atMs: number): number => longer(atMs) + Math.max(0, atMs - 3_000);
    expect(run({ seconds: 5, everyMs: 10, delayMs: thenFull }).kbps).toBeLessThan(400);
  });
});

describe('Prober', () => {
  const PACKET_BYTES = 250;
  /** Sends a probe; what it sends arrives at `linkKbps`. @returns the result, and when it ended. */
  const probe = (prober: Prober, targetKbps: number, linkKbps: number, atMs: number): ProbeResult | null => {
    expect(prober.start(targetKbps, 0, atMs)).toBe(true);
    let index = 0;
    let nowMs = atMs;
    let freeMs = 0;
    while (prober.isSending) {
      nowMs += 5;
      for (let due = prober.due(nowMs); due > 0; due -= PACKET_BYTES) {
        prober.sent(PACKET_BYTES);
        freeMs = Math.max(freeMs, nowMs) + (PACKET_BYTES * 8) / linkKbps;
        prober.observe({ index: index++, sentMs: nowMs, bytes: PACKET_BYTES, arrivalMs: freeMs });
      }
      prober.tick(index, nowMs);
    }
    return prober.take(nowMs + 100);
  };

  it('[PR2] finds the room there is, and not more than it asked for', () => {
    expect(probe(new Prober(), 900, Infinity, 0)).toEqual({ carriedKbps: 900, isFull: false });
    const full = probe(new Prober(), 900, 500, 0);
    expect(full?.carriedKbps).toBeCloseTo(500, -1.5);
    expect(full?.isFull).toBe(true);
  });

  it('[PR1] sends no more than its bound', () => {
    const prober = new Prober();
    prober.start(100_000, 0, 0);
    expect(prober.due(10_000)).toBeLessThanOrEqual(64 * 1024);
  });

  it('[PR3] waits longer after each failure, and asks again at once after success', () => {
    const prober = new Prober();
    probe(prober, 900, 500, 0);
    expect(prober.start(900, 0, 3_000)).toBe(false);
    probe(prober, 900, 500, 3_500);
    expect(prober.start(900, 0, 9_000)).toBe(false);
    probe(prober, 900, Infinity, 10_000);
    expect(prober.start(900, 0, 10_800)).toBe(true);
  });

  it('[PR2] gives up on packets that nobody tells of', () => {
    const prober = new Prober();
    prober.start(900, 0, 0);
    prober.sent(20_000);
    prober.tick(50, 200);
    expect(prober.take(1_000)).toBeNull();
    expect(prober.take(2_000)).toEqual({ carriedKbps: 0, isFull: false });
  });
});
