import { describe, expect, it } from 'vitest';
import type { GraphicSpecOf } from '../contract/graphic';
import type { ShowCommand } from '../contract/show-commands';
import type { ShowState } from '../contract/show-state';
import { isAtZero, isOn, nextZeroMs } from '../graphic/countdown-end';
import { isShown } from '../graphic/is-shown';
import { presenceOf } from '../layout/graphics/presence';
import { reduceShow } from './reduce-show';
import { after, facts, newShow, NOW_MS, PRODUCER } from './testing/show-fixtures';

const MINUTE_MS = 60_000;
const countdown = (part: Partial<GraphicSpecOf<'countdown'>> = {}): GraphicSpecOf<'countdown'> => ({
  kind: 'countdown',
  label: 'Break',
  target: { kind: 'duration', durationMs: MINUTE_MS },
  atZero: 'hide',
  place: 'center',
  ...part,
});
const withOne = (spec: GraphicSpecOf<'countdown'>): ShowState =>
  after(newShow(), { type: 'graphic.add', graphicId: 'g', name: 'Break', spec });
const show: ShowCommand = { type: 'graphic.show', graphicId: 'g' };
const the = (state: ShowState) => state.graphics[0]!;
const at = (state: ShowState, command: ShowCommand, nowMs: number): ShowState => {
  const result = reduceShow(state, command, facts(PRODUCER, nowMs));
  if (!result.ok) throw new Error(result.error.message);
  return result.state;
};

describe('a countdown that goes by itself', () => {
  const shown = at(withOne(countdown()), show, NOW_MS);
  const zeroMs = NOW_MS + MINUTE_MS;

  it('[GR10] is off from zero on, by its times alone', () => {
    expect([zeroMs - 1, zeroMs].map((nowMs) => isOn(the(shown), nowMs))).toEqual([true, false]);
    expect(nextZeroMs(shown.graphics, NOW_MS)).toBe(zeroMs);
    expect(nextZeroMs(shown.graphics, zeroMs)).toBeNull();
  });

  it('[GR10] counts anew when it is shown again', () => {
    const again = at(shown, show, zeroMs + 5_000);
    expect(isOn(the(again), zeroMs + 5_000)).toBe(true);
    expect(the(again).shownAtMs).toBe(zeroMs + 5_000);
  });

  it('[GR10] comes again with its scene', () => {
    const bound = after(shown, { type: 'scene.setGraphics', sceneId: 'b', graphicIds: ['g'] });
    const inB = at(bound, { type: 'scene.activate', sceneId: 'b' }, zeroMs + 1_000);
    expect(isOn(the(inB), zeroMs + 1_000)).toBe(true);
  });

  it('[GR10] does not come back when it is given more time, and went when it went', () => {
    const spec = countdown({ target: { kind: 'duration', durationMs: 10 * MINUTE_MS } });
    const longer = at(shown, { type: 'graphic.update', graphicId: 'g', name: 'Break', spec }, zeroMs + 9_000);
    expect(isShown(the(longer))).toBe(false);
    const { level, isMoving } = presenceOf(the(longer), { inMs: 400, outMs: 300 }, zeroMs + 9_000);
    expect({ level, isMoving }).toEqual({ level: 0, isMoving: false });
  });

  it('[GR10] can be removed then, and not before', () => {
    const remove: ShowCommand = { type: 'graphic.remove', graphicId: 'g' };
    expect(reduceShow(shown, remove, facts(PRODUCER, zeroMs - 1)).ok).toBe(false);
    expect(at(shown, remove, zeroMs).graphics).toEqual([]);
  });

  it('[GR10] to a time that is over is refused, and a scene does not bring it', () => {
    const past = withOne(countdown({ target: { kind: 'time', atMs: NOW_MS - 1 } }));
    const refused = reduceShow(past, show, facts(PRODUCER, NOW_MS));
    expect(!refused.ok && refused.error.message).toMatch(/a time that is over/);
    const bound = after(past, { type: 'scene.setGraphics', sceneId: 'b', graphicIds: ['g'] });
    expect(isShown(the(at(bound, { type: 'scene.activate', sceneId: 'b' }, NOW_MS)))).toBe(false);
  });
});

it.each(['stay', 'count-up'] as const)(
  '[GR10] one that is to %s stays on, and says that it is at zero',
  (atZero) => {
    const shown = at(withOne(countdown({ atZero })), show, NOW_MS);
    expect(isAtZero(the(shown), NOW_MS + MINUTE_MS - 1)).toBe(false);
    expect(isAtZero(the(shown), NOW_MS + MINUTE_MS)).toBe(true);
    expect(isOn(the(shown), NOW_MS + 9 * MINUTE_MS)).toBe(true);
  },
);
