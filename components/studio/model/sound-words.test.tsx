import { describe, expect, it } from 'vitest';
import { UNTREATED_SOUND } from '@/lib/core/contract/seat-sound';
import {
  clipText,
  describeSound,
  formatFader,
  formatLufs,
  levelOutcome,
  LOUDNESS_TARGETS,
  loudnessHint,
  mayEcho,
} from './sound-words';

const [youtube, , broadcast] = LOUDNESS_TARGETS as [
  (typeof LOUDNESS_TARGETS)[number],
  (typeof LOUDNESS_TARGETS)[number],
  (typeof LOUDNESS_TARGETS)[number],
];

describe('loudnessHint', () => {
  it.each([
    [-17, youtube, '3 LU too quiet for YouTube.', false],
    [-14.8, youtube, 'Right for YouTube.', true],
    [-10.4, youtube, '4 LU too loud for YouTube.', false],
    [-17, broadcast, '6 LU too loud for broadcast.', false],
    [-Infinity, broadcast, 'Nothing heard yet.', true],
  ])('%f LUFS for %j: %s', (lufs, target, text, isGood) => {
    expect(loudnessHint(lufs, target)).toEqual({ text, isGood });
  });
});

describe('levelOutcome', () => {
  it('says what it did, what is missing, or that nobody spoke', () => {
    const heard = { status: 'heard', speechLufs: -31.24, gainDb: 11, shortDb: 0 } as const;
    expect(levelOutcome('Sam', heard)).toEqual({
      text: 'Sam speaks at -31.2 LUFS. Fader set to +11 dB for -20 LUFS.',
      isDone: true,
    });
    expect(levelOutcome('Sam', { ...heard, gainDb: 12, shortDb: 4.2 }).text).toMatch(/4 dB short. Ask them/);
    expect(levelOutcome('Sam', { status: 'no-speech' })).toMatchObject({ isDone: false });
  });
});

describe('words of the mixer', () => {
  it.each([
    [-60, '-∞ dB'],
    [0, '0 dB'],
    [-6.5, '-6.5 dB'],
    [3, '+3 dB'],
  ])('a fader at %f reads %s', (db, text) => expect(formatFader(db)).toBe(text));

  it('has a dash for silence', () => {
    expect([formatLufs(-Infinity), formatLufs(-14.04)]).toEqual(['–', '-14.0']);
  });

  it('names only what is treated', () => {
    expect(describeSound(UNTREATED_SOUND)).toBe('');
    expect(describeSound({ delayMs: 120, compressor: 'voice', gate: 'light', ducksScreen: true })).toBe(
      'Gate light · Compressor voice · 120 ms late · Screen gives way',
    );
  });

  it('tells who can mend a clip', () => {
    expect(clipText('source', 'Sam')).toMatch(/Ask Sam/);
    expect(clipText('hot', 'Sam')).toMatch(/this fader/);
    expect(clipText('hot', null)).toMatch(/limiter/);
  });

  it('warns of echo while a microphone is open, unless the output is worn', () => {
    const outputs = (chosenId: string, label: string) => ({
      devices: [{ deviceId: chosenId || 'default', label }],
      chosenId,
      canChoose: 'yes' as const,
    });
    expect(mayEcho(outputs('', 'Default - Speakers'), true)).toBe(true);
    expect(mayEcho(outputs('', 'Default - Headphones (USB)'), true)).toBe(false);
    expect(mayEcho(outputs('x', 'Jo’s AirPods'), true)).toBe(false);
    expect(mayEcho(outputs('', 'Default - Speakers'), false)).toBe(false);
  });
});
