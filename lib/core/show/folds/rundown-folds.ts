import type { RundownEvent } from '../../contract/events/rundown-events';
import type { RundownItem, ShowState } from '../../contract/show-state';
import { inOrder, type Folds } from './fold';

export const RUNDOWN_FOLDS: Folds<RundownEvent['type']> = {
  'rundown.itemPut': (state, { item, index }) =>
    withItems(state, (items) => {
      const others = items.filter(({ itemId }) => itemId !== item.itemId);
      return [...others.slice(0, index), item, ...others.slice(index)];
    }),
  'rundown.itemChanged': (state, { item }) =>
    withItems(state, (items) => items.map((known) => (known.itemId === item.itemId ? item : known))),
  'rundown.itemRemoved': (state, { itemId }) =>
    withItems(state, (items) => items.filter((known) => known.itemId !== itemId)),
  'rundown.reordered': (state, { itemIds }) =>
    withItems(state, (items) => inOrder(items, itemIds, ({ itemId }) => itemId)),
  'rundown.ran': (state, { run }) => ({ ...state, rundown: { ...state.rundown, run } }),
};

function withItems(state: ShowState, change: (items: RundownItem[]) => RundownItem[]): ShowState {
  return { ...state, rundown: { ...state.rundown, items: change(state.rundown.items) } };
}
