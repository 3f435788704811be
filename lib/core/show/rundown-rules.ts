import type { Result } from '../contract/error-codes';
import { ok, refuse } from '../contract/error-codes';
import { LIMITS } from '../contract/limits';
import type { RundownItem, ShowState } from '../contract/show-state';
import type { Rules, Verdict } from './rule';
import { findScene, happened, NOTHING, permuteListed } from './rule';

type RundownCommand =
  | 'rundown.add'
  | 'rundown.edit'
  | 'rundown.remove'
  | 'rundown.reorder'
  | 'rundown.start'
  | 'rundown.stop'
  | 'rundown.restore';

export const RUNDOWN_RULES: Rules<RundownCommand> = {
  'rundown.add': (state, { itemId, title, durationMs, notes, sceneId }) =>
    putItem(state, { itemId, title, durationMs, notes, sceneId }, state.rundown.items.length),

  'rundown.restore': (state, { item, index }) => {
    // Its scene may be gone by now; the item is worth more than the link.
    const hasScene = state.scenes.some(({ sceneId }) => sceneId === item.sceneId);
    return putItem(state, hasScene ? item : { ...item, sceneId: null }, index);
  },

  'rundown.edit': (state, { itemId, title, durationMs, notes, sceneId }) => {
    const item: RundownItem = { itemId, title, durationMs, notes, sceneId };
    const found = findItem(state, itemId);
    if (!found.ok) return found;
    if (sceneId !== null && sceneId !== found.value.sceneId) {
      const scene = findScene(state, sceneId);
      if (!scene.ok) return scene;
    }
    return sameItem(found.value, item) ? NOTHING : happened({ type: 'rundown.itemChanged', item });
  },

  'rundown.remove': (state, { itemId }) => {
    const found = findItem(state, itemId);
    if (!found.ok) return found;
    if (state.rundown.run?.itemId === itemId)
      return refuse('conflict', `${found.value.title} is running. Start another item first.`);
    return happened({ type: 'rundown.itemRemoved', itemId });
  },

  'rundown.reorder': (state, { itemIds }) => {
    if (new Set(itemIds).size !== itemIds.length)
      return refuse('invalid-input', 'An item is listed twice in the new order.');
    const current = state.rundown.items.map(({ itemId }) => itemId);
    const order = permuteListed(current, itemIds);
    if (!order) return refuse('conflict', 'Another producer removed one of these items. Order them again.');
    return order.every((itemId, index) => itemId === current[index])
      ? NOTHING
      : happened({ type: 'rundown.reordered', itemIds: order });
  },

  'rundown.start': (state, { itemId }, { nowMs }) => {
    const found = findItem(state, itemId);
    if (!found.ok) return found;
    const { run } = state.rundown;
    if (run?.itemId === itemId) return NOTHING;
    return happened({
      type: 'rundown.ran',
      // RU3: from a standstill the plan counts from the item that is started; while it runs, from where it began.
      run: {
        itemId,
        itemStartedAtMs: nowMs,
        startedAtMs: run?.startedAtMs ?? nowMs,
        firstItemId: run?.firstItemId ?? itemId,
      },
    });
  },

  'rundown.stop': (state) =>
    state.rundown.run === null ? NOTHING : happened({ type: 'rundown.ran', run: null }),
};

function putItem(state: ShowState, item: RundownItem, index: number): Verdict {
  const { items } = state.rundown;
  if (items.some(({ itemId }) => itemId === item.itemId))
    return refuse('conflict', 'This item is in the rundown already.');
  if (items.length >= LIMITS.rundownItemsMax)
    return refuse(
      'limit-reached',
      `A rundown has at most ${LIMITS.rundownItemsMax} items. Remove one first.`,
    );
  if (item.sceneId !== null) {
    const scene = findScene(state, item.sceneId);
    if (!scene.ok) return scene;
  }
  return happened({ type: 'rundown.itemPut', item, index });
}

function findItem(state: ShowState, itemId: string): Result<RundownItem> {
  const item = state.rundown.items.find((known) => known.itemId === itemId);
  return item ? ok(item) : refuse('not-found', 'This item is gone. Another producer may have removed it.');
}

const sameItem = (a: RundownItem, b: RundownItem): boolean =>
  a.title === b.title && a.durationMs === b.durationMs && a.notes === b.notes && a.sceneId === b.sceneId;
