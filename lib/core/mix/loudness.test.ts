import { describe, expect, it } from 'vitest';
import { dbToGain } from './decibels';
import { kWeightingFilters, KWeighting } from './k-weighting';
import { LoudnessMeter, type LoudnessReading } from './loudness';

const RATE = 48_000;
/** What an audio worklet is given at a time. */
const QUANTUM = 128;
const TOLERANCE_LU = 0.1;

/** A piece of a test signal: a 1 kHz sine of that peak level in both channels, or silence. */
type Piece = readonly [dbfs: number | null, seconds: number];

/** Plays the pieces to a meter. @returns every reading, `everyMs` apart. */
function measure(pieces: readonly Piece[], everyMs = 100, meter = newMeter()): LoudnessReading[] {
  const readings: LoudnessReading[] = [];
  const block = new Float32Array(QUANTUM);
  let sample = 0;
  let nextReadAt = (RATE * everyMs) / 1000;
  for (const [dbfs, seconds] of pieces) {
    const amplitude = dbfs === null ? 0 : dbToGain(dbfs);
    let left = Math.round(seconds * RATE);
    while (left > 0) {
      const length = Math.min(QUANTUM, left);
      for (let index = 0; index < length; index += 1)
        block[index] = amplitude * Math.sin((2 * Math.PI * 1_000 * (sample + index)) / RATE);
      const part = block.subarray(0, length);
      meter.push([part, part]);
      sample += length;
      left -= length;
      if (sample < nextReadAt) continue;
      readings.push(meter.read());
      nextReadAt += (RATE * everyMs) / 1000;
    }
  }
  readings.push(meter.read());
  return readings;
}

const newMeter = (): LoudnessMeter => new LoudnessMeter({ sampleRate: RATE, channels: 2 });
const last = (readings: LoudnessReading[]): LoudnessReading => readings.at(-1)!;

function expectNear(lufs: number, expected: number): void {
  expect(Math.abs(lufs - expected), `${lufs} LUFS instead of ${expected}`).toBeLessThanOrEqual(TOLERANCE_LU);
}

describe('K-weighting', () => {
  it('has the coefficients of ITU-R BS.1770-4, tables 1 and 2, at 48 kHz', () => {
    const [shelf, highPass] = kWeightingFilters(RATE);
    const expected = {
      shelf: [1.53512485958697, -2.69169618940638, 1.19839281085285, -1.69065929318241, 0.73248077421585],
      highPass: [1, -2, 1, -1.99004745483398, 0.99007225036621],
    };
    Object.values(shelf).forEach((value, index) => expect(value).toBeCloseTo(expected.shelf[index]!, 9));
    Object.values(highPass).forEach((value, index) =>
      expect(value).toBeCloseTo(expected.highPass[index]!, 9),
    );
  });

  it('takes what is not a number for silence and goes on', () => {
    const filter = new KWeighting(RATE);
    expect(filter.sumOfSquares(Float32Array.of(Number.NaN, Infinity, 0))).toBe(0);
    expect(filter.sumOfSquares(Float32Array.of(1))).toBeGreaterThan(1);
  });
});

/** The minimum requirements of EBU Tech 3341 (2016), table 1, for mono and stereo signals. */
describe('EBU Tech 3341', () => {
  it.each([
    [1, -23],
    [2, -33],
  ])('signal %i: a stereo sine of %f dBFS reads the same in all three', (_number, dbfs) => {
    const { momentaryLufs, shortTermLufs, integratedLufs } = last(measure([[dbfs, 20]]));
    for (const lufs of [momentaryLufs, shortTermLufs, integratedLufs]) expectNear(lufs, dbfs);
  });

  it.each<[number, string, Piece[]]>([
    [
      3,
      'quiet ends do not count',
      [
        [-36, 10],
        [-23, 60],
        [-36, 10],
      ],
    ],
    [
      4,
      'nor does what is below the absolute gate',
      [
        [-72, 10],
        [-36, 10],
        [-23, 60],
        [-36, 10],
        [-72, 10],
      ],
    ],
    [
      5,
      'what is within 10 LU does',
      [
        [-26, 20],
        [-20, 20.1],
        [-26, 20],
      ],
    ],
  ])('signal %i: %s', (_number, _words, pieces) => {
    expectNear(last(measure(pieces)).integratedLufs, -23);
  });

  it('signal 9: short-term loudness holds still while the level alternates within 3 s', () => {
    const pieces = Array.from({ length: 5 }, (): Piece[] => [
      [-20, 1.34],
      [-30, 1.66],
    ]).flat();
    const settled = measure(pieces).slice(30);
    expect(settled.length).toBeGreaterThan(100);
    for (const { shortTermLufs } of settled) expectNear(shortTermLufs, -23);
  });

  it('signal 10: the maximum short-term loudness of a 3 s tone, wherever it begins', () => {
    for (let index = 0; index < 20; index += 1) {
      const readings = measure([
        [null, index * 0.15],
        [-23, 3],
        [null, 1],
      ]);
      expectNear(Math.max(...readings.map(({ shortTermLufs }) => shortTermLufs)), -23);
    }
  });

  it('signal 12: momentary loudness holds still while the level alternates within 400 ms', () => {
    const pieces = Array.from({ length: 25 }, (): Piece[] => [
      [-20, 0.18],
      [-30, 0.22],
    ]).flat();
    const settled = measure(pieces).slice(10);
    expect(settled.length).toBeGreaterThan(80);
    for (const { momentaryLufs } of settled) expectNear(momentaryLufs, -23);
  });

  it('signal 13: the maximum momentary loudness of a 400 ms tone, wherever it begins', () => {
    for (let index = 0; index < 20; index += 1) {
      const readings = measure(
        [
          [null, index * 0.02],
          [-23, 0.4],
          [null, 1],
        ],
        20,
      );
      expectNear(Math.max(...readings.map(({ momentaryLufs }) => momentaryLufs)), -23);
    }
  });
});

describe('LoudnessMeter', () => {
  it('reads -Infinity for silence, and while nothing was heard', () => {
    const silent = { momentaryLufs: -Infinity, shortTermLufs: -Infinity, integratedLufs: -Infinity };
    expect(newMeter().read()).toEqual(silent);
    expect(last(measure([[null, 4]]))).toEqual(silent);
  });

  it('one of two channels is 3 LU below both', () => {
    const meter = newMeter();
    const tone = Float32Array.from(
      { length: RATE * 4 },
      (_, at) => 0.1 * Math.sin((2 * Math.PI * 997 * at) / RATE),
    );
    meter.push([tone]);
    expectNear(meter.read().integratedLufs, -23.01);
  });

  it('reads the same whatever pieces it is given', () => {
    const tone = Float32Array.from(
      { length: RATE * 2 },
      (_, at) => 0.1 * Math.sin((2 * Math.PI * 997 * at) / RATE),
    );
    const [whole, pieces] = [newMeter(), newMeter()];
    whole.push([tone, tone]);
    for (let at = 0; at < tone.length; at += 777) {
      const part = tone.subarray(at, at + 777);
      pieces.push([part, part]);
    }
    expect(pieces.read().integratedLufs).toBeCloseTo(whole.read().integratedLufs, 9);
  });

  it('a restart forgets what was integrated, and only that', () => {
    const meter = newMeter();
    measure([[-10, 5]], 100, meter);
    meter.restart();
    expect(meter.read().integratedLufs).toBe(-Infinity);
    expectNear(meter.read().shortTermLufs, -10);
    measure([[-30, 5]], 100, meter);
    expectNear(meter.read().integratedLufs, -30);
  });
});
