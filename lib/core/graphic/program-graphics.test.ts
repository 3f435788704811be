import { describe, expect, it } from 'vitest';
import type { ShowCommand } from '../contract/show-commands';
import type { ShowState } from '../contract/show-state';
import { reduceShow } from '../show/reduce-show';
import { after, facts, guest, newShow, NOW_MS, PRODUCER } from '../show/testing/show-fixtures';
import { programGraphics, restingGraphics } from './program-graphics';

const add = (graphicId: string, edge: 'top' | 'bottom'): ShowCommand => ({
  type: 'graphic.add',
  graphicId,
  name: graphicId,
  spec: { kind: 'banner', text: graphicId, edge },
});
const show = (graphicId: string): ShowCommand => ({ type: 'graphic.show', graphicId });
const ids = (graphics: { graphicId: string }[]) => graphics.map(({ graphicId }) => graphicId);

function later(state: ShowState, command: ShowCommand, ms: number): ShowState {
  const result = reduceShow(state, command, facts(PRODUCER, NOW_MS + ms));
  if (!result.ok) throw new Error(result.error.message);
  return result.state;
}

describe('programGraphics', () => {
  it('has what is on and what may still be leaving, and forgets what went long before', () => {
    const shown = after(newShow(), add('low', 'bottom'), add('high', 'top'), show('low'));
    expect(ids(programGraphics(shown))).toEqual(['low']);
    const hidden = later(shown, { type: 'graphic.hide', graphicId: 'low' }, 1_000);
    expect(ids(programGraphics(hidden))).toEqual(['low']);
    expect(ids(programGraphics(later(hidden, show('high'), 2_000)))).toEqual(['low', 'high']);
    expect(ids(programGraphics(later(hidden, show('high'), 9_000)))).toEqual(['high']);
  });

  it('gives a lower third of a seat the name of the moment', () => {
    const spec = { kind: 'lower-third', title: '', subtitle: 'Guest', seatId: 's1', align: 'left' } as const;
    const state = after(
      newShow(),
      guest('s1'),
      { type: 'graphic.add', graphicId: 'tag', name: 'Tag', spec },
      show('tag'),
      { type: 'seat.rename', seatId: 's1', name: 'Ada' },
    );
    expect(programGraphics(state)[0]?.spec).toEqual({ ...spec, title: 'Ada' });
    expect(programGraphics({ ...state, seats: [] })[0]?.spec).toEqual(spec);
  });
});

describe('restingGraphics', () => {
  it('shows what the scene would bring, with what was shown by hand where there is room', () => {
    const state = after(
      newShow(),
      add('first', 'bottom'),
      add('second', 'bottom'),
      add('hand', 'top'),
      { type: 'scene.setGraphics', sceneId: 'b', graphicIds: ['second'] },
      show('first'),
      show('hand'),
    );
    expect(ids(restingGraphics(state, 'a'))).toEqual(['first', 'hand']);
    expect(restingGraphics(state, 'b')).toMatchObject([
      { graphicId: 'second', shownAtMs: null, hiddenAtMs: null },
      { graphicId: 'hand', shownAtMs: null, hiddenAtMs: null },
    ]);
  });
});
