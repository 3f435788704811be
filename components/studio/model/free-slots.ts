import type { FeedView, SceneDocument, SceneSlot } from '@/lib/core/contract/scene-document';
import { LIMITS } from '@/lib/core/contract/limits';
import { clampBox, EDIT_CANVAS, newBox, toShares } from '@/lib/core/layout/free-edit';
import { placeFeeds } from '@/lib/core/layout/place-feeds';

/** A slot that has a place; `index` in the document's slots. */
export interface PlacedSlot {
  index: number;
  slot: SceneSlot & { rect: NonNullable<SceneSlot['rect']> };
}

export const placedSlots = (slots: readonly SceneSlot[]): PlacedSlot[] =>
  slots.flatMap(({ binding, rect }, index) => (rect ? [{ index, slot: { binding, rect } }] : []));

/** What the free layout looks like before anything is placed, as places to begin with: nothing jumps. */
export function firstPlaces(document: SceneDocument, feeds: readonly FeedView[]): SceneSlot[] {
  const placed = placeFeeds(document, feeds, EDIT_CANVAS);
  if (placed.length === 0) return withNewSlot([]);
  return placed.map((place, index) => ({
    binding: document.slots[index]?.binding ?? { kind: 'any' },
    rect: toShares(clampBox(place)),
  }));
}

/** One more, above the others; the same slots when there are as many as can be. */
export function withNewSlot(slots: readonly SceneSlot[]): SceneSlot[] {
  if (slots.length >= LIMITS.stageSeatsMax) return [...slots];
  return [...slots, { binding: { kind: 'any' }, rect: toShares(newBox(slots.length)) }];
}
