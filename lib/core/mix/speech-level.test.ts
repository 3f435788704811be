import { describe, expect, it } from 'vitest';
import { SpeechLevel, type SpeechVerdict } from './speech-level';

/** What the mixer reports at a time: 1024 samples at 48 kHz. */
const REPORT_MS = 1024 / 48;
const powerOf = (lufs: number): number => 10 ** ((lufs + 0.691) / 10);

/** Talks for as long as it is listened to; `loudnessAt` gives LUFS at a time. @returns the end, and how long it took. */
function talk(loudnessAt: (ms: number) => number): { verdict: SpeechVerdict; ms: number } {
  const level = new SpeechLevel();
  for (let ms = 0; ms < 60_000; ms += REPORT_MS) {
    const verdict = level.push(powerOf(loudnessAt(ms)), REPORT_MS);
    if (verdict.status !== 'listening') return { verdict, ms };
  }
  throw new Error('It never stopped listening.');
}

describe('SpeechLevel', () => {
  it.each([
    [-30, 10],
    [-20, 0],
    [-12, -8],
    [-26.2, 6],
  ])('brings speech at %f LUFS to the target with %f dB', (lufs, gainDb) => {
    const { verdict, ms } = talk(() => lufs);
    expect(verdict).toEqual({ status: 'heard', speechLufs: expect.closeTo(lufs, 6), gainDb, shortDb: 0 });
    expect(ms).toBeGreaterThan(5_000);
    expect(ms).toBeLessThan(5_700);
  });

  it('does not take pauses for a soft voice', () => {
    const { verdict } = talk((ms) => (ms % 1_500 < 1_000 ? -24 : -60));
    expect(verdict).toMatchObject({ status: 'heard', shortDb: 0 });
    expect(verdict.status === 'heard' && verdict.gainDb).toBeGreaterThanOrEqual(4);
    expect(verdict.status === 'heard' && verdict.gainDb).toBeLessThanOrEqual(5.5);
  });

  it('waits for speech, and makes do with little of it', () => {
    const { verdict, ms } = talk((at) => (at > 9_000 && at < 12_500 ? -28 : -70));
    expect(verdict).toMatchObject({ status: 'heard', gainDb: expect.closeTo(8, -0.5) });
    expect(ms).toBeGreaterThanOrEqual(15_000 - 2 * REPORT_MS);
  });

  it.each<[string, (ms: number) => number]>([
    ['silence', () => -Infinity],
    ['a room', () => -52],
    ['one cough', (ms) => (ms > 3_000 && ms < 3_400 ? -15 : -70)],
  ])('hears no speech in %s', (_name, loudnessAt) => {
    const { verdict, ms } = talk(loudnessAt);
    expect(verdict).toEqual({ status: 'no-speech' });
    expect(ms).toBeLessThan(15_100);
  });

  it('stays within the fader and says what is missing', () => {
    expect(talk(() => -40).verdict).toMatchObject({ gainDb: 12, shortDb: expect.closeTo(8, 6) });
    expect(talk(() => 9).verdict).toMatchObject({ gainDb: -24, shortDb: 0 });
  });
});
