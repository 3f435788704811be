import { describe, expect, it } from 'vitest';
import { NO_LOUDNESS } from '@/lib/core/mix/loudness';
import type { MixReport } from '../audio-worklet/messages';
import { MixMeters } from './mix-meters';

const strip = (peak: number, isSourceClipped = false): MixReport['strips'][string] => ({
  peak,
  meanSquare: (peak * peak) / 2,
  reductionDb: 3,
  isSourceClipped,
  weightedPower: 0,
});

const report = (strips: MixReport['strips'], limiterDb = 0): MixReport => ({
  durationMs: 20,
  strips,
  program: { peak: 0.5, meanSquare: 0.1, reductionDb: limiterDb, loudness: NO_LOUDNESS },
});

describe('MixMeters', () => {
  it('reads what was reported last, and silence for whom nothing was', () => {
    const meters = new MixMeters();
    meters.receive(report({ a: strip(1), b: strip(0.1) }), 0);
    expect(meters.readStrip('a', 10)).toMatchObject({ peakDb: 0, holdDb: 0, reductionDb: 3 });
    expect(meters.readStrip('b', 10).peakDb).toBeCloseTo(-20, 6);
    expect(meters.readStrip('nobody', 10)).toMatchObject({ peakDb: -90, rmsDb: -90, reductionDb: 0 });
    expect(meters.readProgram(10).peakDb).toBeCloseTo(-6, 1);
  });

  it('falls to silence when the sound stands still, instead of showing its last moment', () => {
    const meters = new MixMeters();
    meters.receive(report({ a: strip(1) }), 0);
    expect(meters.readStrip('a', 300).peakDb).toBe(-90);
    expect(meters.readProgram(300).peakDb).toBe(-90);
  });

  it('keeps a warning until it is cleared, and takes the one that only the guest can mend as the graver', () => {
    const meters = new MixMeters();
    const seen: unknown[] = [];
    meters.clips.subscribe(() => seen.push(meters.clips.get()));
    meters.receive(report({ a: strip(1.4) }), 0);
    meters.receive(report({ a: strip(0.1) }), 20);
    expect(meters.clips.get()).toEqual({ a: 'hot' });
    meters.receive(report({ a: strip(1, true) }), 40);
    meters.receive(report({ a: strip(1.4) }), 60);
    expect(meters.clips.get()).toEqual({ a: 'source' });
    meters.clearClip('a');
    expect(meters.clips.get()).toEqual({});
    meters.receive(report({ a: strip(0.1) }), 80);
    expect(meters.clips.get()).toEqual({});
    expect(seen, 'tells nobody when nothing changed').toHaveLength(3);
  });

  it('warns of a program that the limiter holds down, and not of a laugh', () => {
    const meters = new MixMeters();
    meters.receive(report({}, 4), 0);
    expect(meters.clips.get()).toEqual({});
    meters.receive(report({}, 7), 20);
    expect(meters.clips.get()).toEqual({ program: 'hot' });
  });

  it('forgets whoever left, warning and all', () => {
    const meters = new MixMeters();
    meters.receive(report({ a: strip(2) }), 0);
    meters.receive(report({}), 20);
    expect(meters.readStrip('a', 20).peakDb).toBe(-90);
    expect(meters.clips.get()).toEqual({});
  });

  it('says who is pressed flat all the time, once, and takes it back; ducked screens are not meant', () => {
    const meters = new MixMeters();
    const seen: string[][] = [];
    meters.strained.subscribe(() => seen.push([...meters.strained.get()]));
    const pressed = { ...strip(0.3), reductionDb: 20 };
    const half = report({ 'camera:a': pressed, 'screen:a': pressed, 'camera:b': strip(0.3) }, 0);
    for (let sound = 0; sound < 40_000; sound += 20) meters.receive(half, sound);
    expect(seen).toEqual([['camera:a']]);
    meters.receive(report({ 'camera:b': strip(0.3) }), 40_000);
    expect(seen).toEqual([['camera:a'], []]);
  });
});
