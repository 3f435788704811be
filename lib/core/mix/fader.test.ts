import { describe, expect, it } from 'vitest';
import { faderDb, faderPosition } from './fader';
import { faderGain } from './fader-gain';

describe('fader', () => {
  it('goes from the bottom to the top, and every place has one gain and back', () => {
    expect([faderPosition(-60), faderPosition(12), faderDb(0), faderDb(1)]).toEqual([0, 1, -60, 12]);
    for (let db = -60; db <= 12; db += 0.5) expect(faderDb(faderPosition(db))).toBeCloseTo(db, 9);
    let before = -1;
    for (let db = -60; db <= 12; db += 0.5) {
      expect(faderPosition(db)).toBeGreaterThan(before);
      before = faderPosition(db);
    }
  });

  it('has the larger part of its way where the ear needs it', () => {
    expect(faderPosition(12) - faderPosition(-20)).toBeCloseTo(0.6, 9);
  });

  it('stays within its way', () => {
    expect([faderPosition(-90), faderPosition(40), faderDb(-1), faderDb(2)]).toEqual([0, 1, -60, 12]);
  });

  it('is shut at the bottom and changes nothing at 0 dB', () => {
    expect([faderGain(-60), faderGain(0)]).toEqual([0, 1]);
    expect(faderGain(-59.5)).toBeGreaterThan(0);
  });
});
