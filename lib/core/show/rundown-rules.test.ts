import { describe, expect, it } from 'vitest';
import { LIMITS } from '../contract/limits';
import type { ShowCommand } from '../contract/show-commands';
import type { RundownItem } from '../contract/show-state';
import { reduceShow } from './reduce-show';
import { rundownClock, totalMs } from './rundown-clock';
import { act, after, eventsOf, facts, newShow, PRODUCER, refusalOf } from './testing/show-fixtures';

const MINUTE_MS = 60_000;
const item = (itemId: string, minutes: number, part: Partial<RundownItem> = {}): RundownItem => ({
  itemId,
  title: itemId,
  durationMs: minutes * MINUTE_MS,
  notes: '',
  sceneId: null,
  ...part,
});
const add = (...of: Parameters<typeof item>): ShowCommand => ({ type: 'rundown.add', ...item(...of) });
const start = (itemId: string): ShowCommand => ({ type: 'rundown.start', itemId });
const planned = () => after(newShow(), add('intro', 2), add('talk', 15), add('outro', 1));
const ids = (state: ReturnType<typeof planned>) => state.rundown.items.map(({ itemId }) => itemId);

/** The plan with items started at the given minutes. */
function running(...starts: [minute: number, itemId: string][]) {
  return starts.reduce((state, [minute, itemId]) => {
    const result = reduceShow(state, start(itemId) as never, facts(PRODUCER, minute * MINUTE_MS));
    if (!result.ok) throw new Error(result.error.message);
    return result.state;
  }, planned());
}
const clockAt = (minute: number, ...starts: [minute: number, itemId: string][]) => {
  const clock = rundownClock(running(...starts).rundown, minute * MINUTE_MS);
  return (
    clock && {
      now: clock.current.itemId,
      next: clock.next?.itemId ?? null,
      left: clock.leftMs / MINUTE_MS,
      over: clock.overMs / MINUTE_MS,
      ends: clock.endsAtMs / MINUTE_MS,
    }
  );
};

describe('rundown', () => {
  it('[RU1] takes an id once, so many items, and scenes of the show only', () => {
    expect(refusalOf(planned(), add('talk', 1))).toBe('conflict');
    expect(refusalOf(planned(), add('new', 1, { sceneId: 'gone' }))).toBe('not-found');
    expect(eventsOf(planned(), add('new', 1, { sceneId: 'b' }))).toMatchObject([{ index: 3 }]);
    const full = after(
      newShow(),
      ...Array.from({ length: LIMITS.rundownItemsMax }, (_, index) => add(`i${index}`, 1)),
    );
    expect(refusalOf(full, add('more', 1))).toBe('limit-reached');
  });

  it('[RU1] an item outlives its scene, and can still be changed', () => {
    const linked = after(planned(), add('new', 1, { sceneId: 'b' }), { type: 'scene.remove', sceneId: 'b' });
    expect(linked.rundown.items.at(-1)?.sceneId).toBe('b');
    expect(act(linked, { type: 'rundown.edit', ...item('new', 2, { sceneId: 'b' }) }).ok).toBe(true);
    expect(refusalOf(linked, { type: 'rundown.edit', ...item('talk', 2, { sceneId: 'b' }) })).toBe(
      'not-found',
    );
  });

  it('[SH3 SH4] changing nothing is no event, and what is gone is refused by name', () => {
    expect(eventsOf(planned(), { type: 'rundown.edit', ...item('talk', 15) })).toEqual([]);
    expect(eventsOf(planned(), { type: 'rundown.stop' })).toEqual([]);
    for (const type of ['rundown.remove', 'rundown.start'] as const)
      expect(refusalOf(planned(), { type, itemId: 'gone' })).toBe('not-found');
  });

  it('[RU2] keeps the running item, and orders those that are listed', () => {
    const state = after(planned(), start('talk'));
    expect(refusalOf(state, { type: 'rundown.remove', itemId: 'talk' })).toBe('conflict');
    expect(ids(after(state, { type: 'rundown.remove', itemId: 'intro' }))).toEqual(['talk', 'outro']);
    expect(ids(after(state, { type: 'rundown.reorder', itemIds: ['outro', 'intro'] }))).toEqual([
      'outro',
      'talk',
      'intro',
    ]);
    expect(refusalOf(state, { type: 'rundown.reorder', itemIds: ['intro', 'gone'] })).toBe('conflict');
    expect(refusalOf(state, { type: 'rundown.reorder', itemIds: ['intro', 'intro'] })).toBe('invalid-input');
  });

  it('[RU3] two who press at once start the same item, with one start', () => {
    expect(eventsOf(after(planned(), start('intro')), start('intro'))).toEqual([]);
  });
});

describe('rundown clock', () => {
  it('[RU4] stands still until an item runs, and after it was stopped', () => {
    expect(rundownClock(planned().rundown, 0)).toBeNull();
    expect(rundownClock(after(planned(), start('intro'), { type: 'rundown.stop' }).rundown, 0)).toBeNull();
    expect(totalMs(planned().rundown.items)).toBe(18 * MINUTE_MS);
  });

  it('[RU4] is on plan while everything takes its time', () => {
    expect(clockAt(11, [10, 'intro'])).toEqual({ now: 'intro', next: 'talk', left: 1, over: 0, ends: 28 });
    expect(clockAt(13, [10, 'intro'], [12, 'talk'])).toMatchObject({ left: 14, over: 0, ends: 28 });
  });

  it('[RU4] is under when an item was short, over while one runs too long, and stays so', () => {
    expect(clockAt(12, [10, 'intro'], [11, 'talk'])).toMatchObject({ over: -1, ends: 27 });
    expect(clockAt(15, [10, 'intro'])).toMatchObject({ left: -3, over: 3, ends: 31 });
    expect(clockAt(16, [10, 'intro'], [15, 'talk'])).toMatchObject({ left: 14, over: 3, ends: 31 });
  });

  it('[RU3] counts from the item that was started first, and a skipped item is time won', () => {
    expect(clockAt(10, [10, 'talk'])).toEqual({ now: 'talk', next: 'outro', left: 15, over: 0, ends: 26 });
    expect(clockAt(12, [10, 'intro'], [12, 'outro'])).toEqual({
      now: 'outro',
      next: null,
      left: 1,
      over: -15,
      ends: 13,
    });
  });
});
