import { describe, expect, it } from 'vitest';
import { dbToGain, gainToDb, SILENCE_DB } from './decibels';
import { Limiter, LIMITER_LOOK_AHEAD_MS } from './limiter';
import { measureSound, nextReading, SILENT_READING } from './meter';

const RATE = 48_000;
const BLOCK = 128;

/** Deterministic noise in -1..1 (mulberry32). */
function noise(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2_147_483_648 - 1;
  };
}

function limit(channels: Float32Array[], threshold: number): { out: Float32Array[]; latency: number } {
  const limiter = new Limiter({ sampleRate: RATE, channels: channels.length, threshold });
  const out = channels.map((channel) => new Float32Array(channel.length));
  for (let at = 0; at < out[0]!.length; at += BLOCK) {
    const cut = (channel: Float32Array): Float32Array => channel.subarray(at, at + BLOCK);
    limiter.process(channels.map(cut), out.map(cut));
  }
  return { out, latency: limiter.latency };
}

function sine(hz: number, amplitude: number, seconds = 1): Float32Array {
  return Float32Array.from(
    { length: RATE * seconds },
    (_, i) => amplitude * Math.sin((2 * Math.PI * hz * i) / RATE),
  );
}

describe('decibels', () => {
  it.each([
    [0, 1],
    [-20, 0.1],
    [6.0206, 2],
  ])('%f dB is the factor %f and back', (db, gain) => {
    expect(dbToGain(db)).toBeCloseTo(gain, 4);
    expect(gainToDb(gain)).toBeCloseTo(db, 3);
  });

  it('treats silence as zero and zero as silence', () => {
    expect([dbToGain(SILENCE_DB), gainToDb(0), gainToDb(1e-9)]).toEqual([0, SILENCE_DB, SILENCE_DB]);
  });
});

describe('meter', () => {
  it('measures a full-scale sine as peak 0 dB and RMS -3 dB', () => {
    const level = measureSound(sine(1_000, 1));
    expect(gainToDb(level.peak)).toBeCloseTo(0, 2);
    expect(10 * Math.log10(level.meanSquare)).toBeCloseTo(-3.01, 2);
  });

  it('jumps to a peak at once and falls 20 dB in 1.7 s', () => {
    const loud = nextReading(SILENT_READING, { peak: 1, meanSquare: 0.5 }, 16);
    expect(loud.peakDb).toBe(0);
    const later = nextReading(loud, { peak: 0, meanSquare: 0 }, 1_700);
    expect(later.peakDb).toBeCloseTo(-20, 6);
  });

  it('holds the highest peak for a second and a half, then lets it fall', () => {
    const silence = { peak: 0, meanSquare: 0 };
    let reading = nextReading(SILENT_READING, { peak: 1, meanSquare: 0.5 }, 20);
    for (let ms = 0; ms < 1_500; ms += 20) reading = nextReading(reading, silence, 20);
    expect(reading.holdDb).toBe(0);
    expect(reading.peakDb).toBeLessThan(-17);
    for (let ms = 0; ms < 1_700; ms += 20) reading = nextReading(reading, silence, 20);
    expect(reading.holdDb).toBeCloseTo(-20, 6);
    expect(nextReading(reading, { peak: 0.5, meanSquare: 0 }, 20)).toMatchObject({ heldMs: 0 });
  });

  it('lets loudness glide to the level that lasts', () => {
    let reading = SILENT_READING;
    for (let step = 0; step < 200; step += 1)
      reading = nextReading(reading, { peak: 0.5, meanSquare: 0.01 }, 16);
    expect(reading.rmsDb).toBeCloseTo(-20, 1);
  });
});

describe('Limiter', () => {
  const threshold = dbToGain(-1);

  it('has 5 ms latency and unity gain below the threshold: the output is the delayed input, bit for bit', () => {
    const input = sine(440, 0.8);
    const { out, latency } = limit([input, input], threshold);
    expect(latency).toBe((RATE * LIMITER_LOOK_AHEAD_MS) / 1000 - 1);
    for (let at = latency; at < input.length; at += 1) {
      if (out[0]![at] !== input[at - latency]) expect.fail(`sample ${at} changed`);
    }
  });

  it.each([1, 2, 3, 4, 5])(
    'never lets a sample above the threshold (noise and bursts up to +20 dB, seed %i)',
    (seed) => {
      const random = noise(seed);
      let burst = 1;
      const channel = (): Float32Array =>
        Float32Array.from({ length: RATE * 2 }, () => {
          if (random() > 0.9996) burst = 10 ** ((random() + 1) / 2);
          return random() * burst;
        });
      const { out } = limit([channel(), channel()], threshold);
      for (const samples of out)
        expect(measureSound(samples).peak).toBeLessThanOrEqual(Math.fround(threshold));
    },
  );

  it('turns both channels down together, so that nobody moves to a side', () => {
    const loud = sine(300, 3);
    const quiet = sine(300, 0.3);
    const { out } = limit([loud, quiet], threshold);
    for (let at = RATE / 2; at < RATE; at += 97) {
      expect(out[1]![at]).toBeCloseTo(out[0]![at]! / 10, 3);
    }
  });

  it('says how far it turned down since it was last asked', () => {
    const limiter = new Limiter({ sampleRate: RATE, channels: 1, threshold: 0.5 });
    const out = new Float32Array(RATE);
    limiter.process([sine(300, 0.4)], [out]);
    expect(limiter.takeReductionDb()).toBe(0);
    limiter.process([sine(300, 1)], [out]);
    expect(limiter.takeReductionDb()).toBeCloseTo(6.02, 1);
    limiter.process([sine(300, 0.4)], [out]);
    limiter.takeReductionDb();
    limiter.process([sine(300, 0.4)], [out]);
    expect(limiter.takeReductionDb()).toBe(0);
  });

  it('is back at unity gain a second after a shout', () => {
    const input = sine(440, 0.5, 2);
    input[100] = 8;
    const { out, latency } = limit([input], threshold);
    for (let at = RATE; at < 2 * RATE; at += 53) expect(out[0]![at]).toBeCloseTo(input[at - latency]!, 3);
  });

  it('turns NaN and missing channels into silence and recovers', () => {
    const input = sine(440, 0.5);
    input[10] = Number.NaN;
    const limiter = new Limiter({ sampleRate: RATE, channels: 2, threshold });
    const out = [new Float32Array(input.length), new Float32Array(input.length)];
    limiter.process([input], out);
    expect(out[1]!.every((sample) => sample === 0)).toBe(true);
    expect(out[0]!.every(Number.isFinite)).toBe(true);
    expect(out[0]![RATE / 2]).toBe(input[RATE / 2 - limiter.latency]);
  });
});
