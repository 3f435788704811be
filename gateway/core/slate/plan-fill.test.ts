import { describe, expect, it } from 'vitest';
import type { Fill, GapFacts } from './plan-fill';
import { HOLD_AFTER_MS, SLATE_AFTER_MS, planFill } from './plan-fill';

const ASK_EVERY_MS = 50;

/** A source that sent a key frame `keyframeAgoMs` before its last picture at 0, then nothing. @returns what was shown when. */
function play(
  untilMs: number,
  facts: Pick<GapFacts, 'canFill' | 'hasSlate'> & { keyframeAgoMs?: number; isHeard?: boolean },
): { atMs: number; fill: Fill }[] {
  const shown: { atMs: number; fill: Fill }[] = [];
  let lastPictureMs = 0;
  let lastKeyframeMs = -(facts.keyframeAgoMs ?? 0);
  let isSlateShown = false;
  for (let nowMs = 0; nowMs <= untilMs; nowMs += ASK_EVERY_MS) {
    const lastHeardMs = facts.isHeard === true ? nowMs : 0;
    const fill = planFill({
      ...{ nowMs, lastPictureMs, lastKeyframeMs, lastSourcePictureMs: 0, lastHeardMs, isSlateShown },
      ...{ canFill: facts.canFill, hasSlate: facts.hasSlate },
    });
    if (fill === 'nothing') continue;
    shown.push({ atMs: nowMs, fill });
    lastPictureMs = nowMs;
    if (fill !== 'filler') lastKeyframeMs = nowMs;
    isSlateShown ||= fill === 'slate';
  }
  return shown;
}

const gapMax = (shown: { atMs: number }[], untilMs: number): number =>
  Math.max(...[...shown, { atMs: untilMs }].map(({ atMs }, index) => atMs - (shown[index - 1]?.atMs ?? 0)));

describe('what the program shows without a source', () => {
  it.each([
    ['with fillers', true, true],
    ['without', false, true],
    ['with fillers, without a slate', true, false],
    ['with neither', false, false],
  ])('[CT1] leaves no gap longer than 300 ms, %s', (_name, canFill, hasSlate) => {
    expect(gapMax(play(20_000, { canFill, hasSlate }), 20_000)).toBeLessThanOrEqual(300);
  });

  it('[CT2] costs the source no key frame within 1.5 s, also when one is due', () => {
    const shown = play(1_450, { canFill: true, hasSlate: true, keyframeAgoMs: 1_900 });
    expect(shown.length).toBeGreaterThan(5);
    expect(shown.every(({ fill }) => fill === 'filler')).toBe(true);
  });

  it('[CT2] waits that long too for a source that is heard and cannot be filled, but not for one that is gone', () => {
    expect(play(1_450, { canFill: false, hasSlate: false, isHeard: true })).toEqual([]);
    expect(play(HOLD_AFTER_MS, { canFill: false, hasSlate: false })).toEqual([
      { atMs: HOLD_AFTER_MS, fill: 'keyframe' },
    ]);
  });

  it('[CT5] has a key frame every 2 s, 3.8 s at most around the start of a gap', () => {
    for (const keyframeAgoMs of [0, 500, 1_000, 1_999]) {
      const keys = play(20_000, { canFill: true, hasSlate: true, keyframeAgoMs }).filter(
        ({ fill }) => fill !== 'filler',
      );
      expect((keys[0]?.atMs ?? 0) + keyframeAgoMs).toBeLessThanOrEqual(3_750);
      for (const [index, { atMs }] of keys.slice(1).entries())
        expect(atMs - (keys[index]?.atMs ?? 0)).toBeLessThanOrEqual(2_250);
    }
  });

  it('[CT6] is the slate after 5 s, and stays it', () => {
    for (const canFill of [true, false]) {
      const shown = play(20_000, { canFill, hasSlate: true });
      const first = shown.find(({ fill }) => fill === 'slate');
      expect(first?.atMs).toBeGreaterThanOrEqual(SLATE_AFTER_MS);
      expect(first?.atMs).toBeLessThanOrEqual(SLATE_AFTER_MS + 300);
      expect(shown.some(({ atMs, fill }) => atMs > (first?.atMs ?? 0) && fill === 'keyframe')).toBe(false);
    }
  });

  it('[CT6] is the last key frame on and on without a slate', () => {
    expect(play(20_000, { canFill: true, hasSlate: false }).some(({ fill }) => fill === 'slate')).toBe(false);
  });
});
