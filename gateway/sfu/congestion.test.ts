import { describe, expect, it } from 'vitest';
import { SimulatedRoom, type Second } from './testing/simulated-room';

/** Issue 3 §5: a downlink of 500 kbps, 100 ms away, with a queue of 300 ms. */
const LIMIT_KBPS = 500;
const SETTLED_S_MAX = 8;
const RECOVERED_S_MAX = 15;
const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];
/**
 * Of 300, those that lost most sound before the picture waited for the link's queue to drain, 1.0 to 1.3 %, and while a
 * route that became longer hid that the link was full, 1.8 %.
 */
const BAD_SEEDS = [14, 41, 93, 120, 11, 39];

const audioLoss = (seconds: readonly Second[]): number =>
  seconds.reduce((sum, { audioLost }) => sum + audioLost, 0) /
  seconds.reduce((sum, { audioSent }) => sum + audioSent, 0);
/** When the size of the picture last changed, in seconds since then. */
const lastChangeS = (room: SimulatedRoom, sinceS: number): number =>
  Math.max(0, (room.changes.at(-1)?.atMs ?? 0) / 1_000 - sinceS);
const meanKbps = (seconds: readonly Second[]): number =>
  seconds.reduce((sum, { videoKbps }) => sum + videoKbps, 0) / seconds.length;

describe('a subscriber whose downlink shrinks to 500 kbps and widens again', () => {
  it.each([...SEEDS, ...BAD_SEEDS])(
    'hears 99 % of the sound, and its picture settles and recovers (seed %i)',
    (seed) => {
      const room = new SimulatedRoom({ seed });
      // Half of them on a route that becomes longer at the same time.
      room.link.delayMs = seed % 2 === 0 ? 100 : 20;
      expect(room.run(10).at(-1)!.layer).toBe(2);
      room.link.delayMs = 100;
      room.link.rateKbps = LIMIT_KBPS;
      const limited = room.run(30);
      expect(audioLoss(limited)).toBeLessThan(0.01);
      const settled = limited.slice(SETTLED_S_MAX);
      // Settled: a picture all the time, no sound lost, and what is sent fits.
      expect(audioLoss(settled)).toBeLessThan(0.005);
      expect(lastChangeS(room, 10)).toBeLessThan(SETTLED_S_MAX);
      expect(Math.min(...settled.map(({ videoKbps }) => videoKbps))).toBeGreaterThan(60);
      expect(meanKbps(settled)).toBeLessThan(LIMIT_KBPS);
      room.link.rateKbps = Infinity;
      const free = room.run(20);
      expect(free.slice(RECOVERED_S_MAX).map(({ layer }) => layer)).toEqual([2, 2, 2, 2, 2]);
      expect(audioLoss(free)).toBe(0);
    },
  );

  it.each([0.7, 0.8, 0.85, 0.9, 1, 1.1])(
    '[SG27] settles on one size though the encoders make %d of what they were asked for',
    (share) => {
      const room = new SimulatedRoom({ seed: Math.round(share * 100) });
      room.encodedShare = share;
      room.run(10);
      room.link.rateKbps = LIMIT_KBPS;
      room.run(40);
      expect(lastChangeS(room, 10)).toBeLessThan(SETTLED_S_MAX);
      room.link.rateKbps = Infinity;
      expect(room.run(RECOVERED_S_MAX).at(-1)!.layer).toBe(2);
    },
  );

  it.each(SEEDS)('joins on it without losing sound (seed %i)', (seed) => {
    const room = new SimulatedRoom({ seed });
    room.link.rateKbps = LIMIT_KBPS;
    const seconds = room.run(30);
    expect(audioLoss(seconds)).toBeLessThan(0.01);
    expect(Math.min(...seconds.slice(SETTLED_S_MAX).map(({ videoKbps }) => videoKbps))).toBeGreaterThan(60);
  });

  it.each(SEEDS)('[SG22] pauses the picture before the sound suffers on 130 kbps (seed %i)', (seed) => {
    const room = new SimulatedRoom({ seed });
    room.run(5);
    room.link.rateKbps = 130;
    const seconds = room.run(40);
    expect(audioLoss(seconds.slice(SETTLED_S_MAX))).toBeLessThan(0.01);
    expect(meanKbps(seconds.slice(SETTLED_S_MAX))).toBeLessThan(60);
    room.link.rateKbps = Infinity;
    expect(room.heldBack[0]).toBe(true);
    expect(room.run(RECOVERED_S_MAX).at(-1)!.layer).toBeGreaterThan(0);
    expect(room.heldBack.at(-1)).toBe(false);
  });

  it.each(SEEDS)('shows a picture on a computer that stalls every second (seed %i)', (seed) => {
    const room = new SimulatedRoom({ seed });
    room.stallMs = 120;
    room.run(10);
    const seconds = room.run(30);
    expect(seconds.every(({ layer }) => layer >= 0)).toBe(true);
    expect(seconds.filter(({ layer }) => layer === 2).length).toBeGreaterThan(20);
    room.link.rateKbps = LIMIT_KBPS;
    const limited = room.run(40).slice(SETTLED_S_MAX);
    expect(Math.min(...limited.map(({ videoKbps }) => videoKbps))).toBeGreaterThan(30);
  });

  it.each(SEEDS)(
    'keeps the best picture on a clean link, and through one per cent of loss (seed %i)',
    (seed) => {
      const room = new SimulatedRoom({ seed });
      room.run(5);
      expect(room.run(20).every(({ layer }) => layer === 2)).toBe(true);
      room.link.lossFraction = 0.01;
      expect(room.run(30).every(({ layer }) => layer === 2)).toBe(true);
    },
  );

  it.each(SEEDS)('[SG29] keeps the best picture when the route becomes 200 ms longer (seed %i)', (seed) => {
    const room = new SimulatedRoom({ seed });
    room.setDelay({ downMs: 10, upMs: 10 });
    room.run(10);
    room.setDelay({ downMs: 210, upMs: 210 });
    expect(room.run(20).every(({ layer }) => layer === 2)).toBe(true);
    expect(audioLoss(room.seconds)).toBe(0);
  });

  it.each(SEEDS)(
    '[SE7] keeps a small picture without sound through five per cent of loss (seed %i)',
    (seed) => {
      const room = new SimulatedRoom({ seed });
      room.hasSound = false;
      room.layersSent = 1;
      room.link.lossFraction = 0.05;
      const seconds = room.run(60);
      expect(seconds.filter(({ videoKbps }) => videoKbps < 60).length).toBeLessThanOrEqual(2);
    },
  );

  it.each(SEEDS)('[SE8] tries again soon with a picture that heavy loss has stopped (seed %i)', (seed) => {
    const room = new SimulatedRoom({ seed });
    room.hasSound = false;
    room.layersSent = 1;
    room.run(5);
    room.link.lossFraction = 0.6;
    room.run(10);
    room.link.lossFraction = 0;
    // The longest pause of a prober that found nothing is 6 s; a probe and its answer take another few.
    room.run(10);
    expect(Math.min(...room.run(10).map(({ videoKbps }) => videoKbps))).toBeGreaterThan(60);
  });
});

describe('a publisher whose uplink shrinks', () => {
  it('[SG25] shows the layer that is left within half a second', () => {
    const room = new SimulatedRoom({ seed: 1 });
    expect(room.run(10).at(-1)!.layer).toBe(2);
    room.layersSent = 1;
    expect(room.run(1)[0]!.layer).toBe(0);
    expect(room.run(1)[0]!.videoKbps).toBeGreaterThan(100);
    room.layersSent = 3;
    expect(room.run(15).at(-1)!.layer).toBe(2);
  });
});
