import { describe, expect, it } from 'vitest';
import { NackTracker } from './nack-tracker';
import { ReceptionStats } from './reception-stats';

describe('NackTracker', () => {
  it('asks for a gap at once, again after the retry time, and not once it came', () => {
    const tracker = new NackTracker(500);
    tracker.receive(65534, 0);
    expect(tracker.receive(1, 5)).toEqual({ arrival: 'in-order', needsKeyFrame: false });
    expect(tracker.poll(5, 50).ask).toEqual([65535, 0]);
    expect(tracker.poll(30, 50).ask).toEqual([]);
    expect(tracker.receive(0, 40).arrival).toBe('recovered');
    expect(tracker.poll(60, 50).ask).toEqual([65535]);
    expect(tracker.receive(0, 61).arrival).toBe('duplicate');
  });

  it('gives up after its time and says so', () => {
    const tracker = new NackTracker(500);
    tracker.receive(1, 0);
    tracker.receive(3, 0);
    expect(tracker.poll(501, 50)).toEqual({ ask: [], givenUp: 1 });
    expect(tracker.missingCount).toBe(0);
  });

  it('wants a key frame instead of a thousand retransmissions', () => {
    const tracker = new NackTracker(500);
    tracker.receive(1, 0);
    expect(tracker.receive(1000, 1).needsKeyFrame).toBe(true);
    expect(tracker.poll(2, 50).ask).toEqual([]);
  });
});

describe('ReceptionStats', () => {
  it('reports loss since the last report and in all, RFC 3550 A.3', () => {
    const stats = new ReceptionStats(90_000);
    for (const sequence of [10, 11, 13, 14]) stats.receive(sequence, sequence * 3000, sequence * 33);
    const report = stats.report(7, 1000);
    expect(report).toMatchObject({
      ssrc: 7,
      packetsLost: 1,
      fractionLost: Math.floor(256 / 5),
      highestSequence: 14,
    });
    stats.receive(15, 45_000, 495);
    expect(stats.report(7, 2000).fractionLost).toBe(0);
  });

  it('measures no jitter on an even stream, and some on an uneven one', () => {
    const even = new ReceptionStats(48_000);
    const uneven = new ReceptionStats(48_000);
    for (let index = 0; index < 200; index++) {
      even.receive(index, index * 960, index * 20);
      uneven.receive(index, index * 960, index * 20 + (index % 2) * 10);
    }
    expect(even.jitterMs).toBeLessThan(0.1);
    expect(uneven.jitterMs).toBeGreaterThan(8);
  });

  it('tells the delay since the last sender report in 1/65536 s', () => {
    const stats = new ReceptionStats(90_000);
    stats.receive(1, 0, 0);
    stats.receiveSenderReport(0xabcd1234, 1000);
    expect(stats.report(1, 1500)).toMatchObject({
      lastSenderReport: 0xabcd1234,
      delaySinceLastSenderReport: 32768,
    });
  });
});
