import type { FeedView, SlotBinding } from '../contract/scene-document';

const ANY: SlotBinding = { kind: 'any' };

/**
 * Who takes which slot. Slots for a role or a seat choose first, in slot order, each the first feed in stage order that
 * fits; slots for anybody take the feeds that are left. A camera is meant by a seat and by host and guest, a shared
 * screen by "screen".
 * @param bindings - of the first slots; the others take anybody.
 * @param count - of slots.
 * @returns one entry per slot; null: nobody fits.
 */
export function bindSlots(
  bindings: readonly SlotBinding[],
  feeds: readonly FeedView[],
  count: number,
): (FeedView | null)[] {
  const wanted = Array.from({ length: count }, (_, index) => bindings[index] ?? ANY);
  const left = [...feeds];
  const take = (fits: (feed: FeedView) => boolean): FeedView | null => {
    const index = left.findIndex(fits);
    return index < 0 ? null : (left.splice(index, 1)[0] ?? null);
  };
  const named = wanted.map((binding) =>
    binding.kind === 'any' ? null : take((feed) => isFor(binding, feed)),
  );
  return wanted.map((binding, slot) => (binding.kind === 'any' ? take(() => true) : (named[slot] ?? null)));
}

function isFor(binding: Exclude<SlotBinding, { kind: 'any' }>, feed: FeedView): boolean {
  if (binding.kind === 'role' && binding.role === 'screen') return feed.kind === 'screen';
  if (feed.kind !== 'camera') return false;
  return binding.kind === 'role' ? feed.role === binding.role : feed.seatId === binding.seatId;
}
