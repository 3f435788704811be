import { describe, expect, it } from 'vitest';
import {
  layerShareOf,
  mayMove,
  NO_LOAD,
  nextLoad,
  rateMaxOf,
  type Load,
  type LoadSample,
} from './load-shedding';

/** Shares of the time between two frames, at whatever rate is in force. */
function run(from: Load, frameShares: number[], missedShare = 0): Load {
  return frameShares.reduce((load, share) => {
    const fps = Math.min(30, rateMaxOf(load.shedding));
    const sample: LoadSample = { fps, frameMsP95: (share * 1000) / fps, missedShare };
    return nextLoad(load, sample);
  }, from);
}

const seconds = (count: number, share: number): number[] => Array.from({ length: count }, () => share);
const after = (shedding: Load['shedding']): Load => ({ ...NO_LOAD, shedding });

describe('nextLoad', () => {
  it.each([
    ['nothing at 60 %', 60, 0.6, 'nothing'],
    ['the preview first, after three seconds', 3, 0.61, 'preview'],
    ['not for two slow seconds', 2, 5, 'nothing'],
    ['nothing more than the preview at 65 %', 60, 0.65, 'preview'],
    ['then the size of people’s pictures', 6, 0.7, 'layers'],
    ['nothing more than that at 75 %', 60, 0.75, 'layers'],
    ['then transitions', 9, 0.9, 'transitions'],
    ['nothing more than transitions at 95 %', 60, 0.95, 'transitions'],
    ['then the rate of the program', 12, 1.2, 'rate-25'],
    ['and again', 15, 1.2, 'rate-20'],
    ['and that is all', 60, 9, 'rate-20'],
  ] as const)('gives up %s', (_name, count, share, shedding) =>
    expect(run(NO_LOAD, seconds(count, share)).shedding).toBe(shedding),
  );

  it('gives up for frames that come too late, however fast they are drawn', () => {
    expect(run(NO_LOAD, seconds(15, 0.1), 0.2).shedding).toBe('rate-20');
    expect(run(NO_LOAD, seconds(60, 0.1), 0.05).shedding).toBe('nothing');
  });

  it('forgets slow seconds with one that is not', () => {
    expect(run(NO_LOAD, [0.9, 0.9, 0.5, 0.9, 0.9]).shedding).toBe('nothing');
  });

  it('takes back one thing at a time, each after ten calm seconds', () => {
    expect(run(after('rate-20'), seconds(9, 0.2)).shedding).toBe('rate-20');
    expect(run(after('rate-20'), seconds(10, 0.2)).shedding).toBe('rate-25');
    expect(run(after('rate-20'), seconds(30, 0.2)).shedding).toBe('layers');
    expect(run(after('rate-20'), seconds(49, 0.2)).shedding).toBe('preview');
    expect(run(after('rate-20'), seconds(50, 0.2))).toEqual(NO_LOAD);
  });

  it('does not go to and fro between 45 and 60 %', () => {
    expect(run(after('preview'), seconds(60, 0.5)).shedding).toBe('preview');
  });
});

describe('what a step means', () => {
  it.each([
    ['nothing', 1, true, Infinity],
    ['preview', 1, true, Infinity],
    ['layers', 0.5, true, Infinity],
    ['transitions', 0.5, false, Infinity],
    ['rate-25', 0.5, false, 25],
    ['rate-20', 0.5, false, 20],
  ] as const)('%s', (shedding, layers, moves, rate) =>
    expect([layerShareOf(shedding), mayMove(shedding), rateMaxOf(shedding)]).toEqual([layers, moves, rate]),
  );
});
