import { describe, expect, it } from 'vitest';
import type { TransitionKind } from '../contract/scene-document';
import { easeInOut, easeOut, transitionFrame } from './transition';

const START_MS = 1_700_000_000_000;

function at(kind: TransitionKind, elapsedMs: number, durationMs = 400) {
  return transitionFrame({ transition: { kind, durationMs }, startedAtMs: START_MS }, START_MS + elapsedMs);
}

describe('transitionFrame', () => {
  it.each([
    ['a fade at its start', 'fade', 0, { status: 'running', kind: 'fade', progress: 0 }],
    ['a fade half way', 'fade', 200, { status: 'running', kind: 'fade', progress: 0.5 }],
    ['a fade is as even as time', 'fade', 100, { status: 'running', kind: 'fade', progress: 0.25 }],
    ['a wipe starts slowly', 'wipe', 100, { status: 'running', kind: 'wipe', progress: 0.0625 }],
    ['a move ends slowly', 'move', 300, { status: 'running', kind: 'move', progress: 0.9375 }],
    ['the last frame is the new scene alone', 'fade', 400, { status: 'over' }],
    ['long after', 'move', 1e9, { status: 'over' }],
    ['a cut', 'cut', 0, { status: 'over' }],
    ['a clock that is a little behind', 'fade', -900, { status: 'running', kind: 'fade', progress: 0 }],
    ['a clock that is wrong keeps no scene on air', 'fade', -1_001, { status: 'over' }],
  ] as const)('%s', (_name, kind, elapsedMs, frame) => expect(at(kind, elapsedMs)).toEqual(frame));

  it('is over for a transition without length', () => expect(at('fade', 0, 0)).toEqual({ status: 'over' }));
  it('is over where nothing changed', () =>
    expect(transitionFrame(null, START_MS)).toEqual({ status: 'over' }));
});

describe('easing', () => {
  it.each([
    ['easeInOut', easeInOut, 0.5],
    ['easeOut', easeOut, 0.875],
  ] as const)('%s goes from 0 to 1 and never back', (_name, ease, middle) => {
    const steps = Array.from({ length: 101 }, (_, index) => ease(index / 100));
    expect([steps[0], steps[50], steps[100]]).toEqual([0, middle, 1]);
    expect(steps).toEqual(steps.toSorted((a, b) => a - b));
  });
});
