import type { Announcements } from '@dnd-kit/core';

/** Things that change places among themselves, and with nothing else. */
export interface SortableGroup {
  id: string;
  items: readonly { id: string; name: string }[];
}

/** Read with the handle. */
export const SORTABLE_INSTRUCTIONS =
  'Press Space to pick it up, arrow keys to move it, Space to put it down, Escape to leave it where it was.';

/** What is spoken while something changes its place. */
export function sortableAnnouncements(groups: readonly SortableGroup[]): Announcements {
  const find = (id: string | number | undefined) => {
    for (const { items } of groups) {
      const index = items.findIndex((item) => item.id === id);
      if (index >= 0) return { name: items[index]?.name ?? '', place: `${index + 1} of ${items.length}` };
    }
    return null;
  };
  const say = (verb: string, active: string | number, over: string | number | undefined) => {
    const [item, target] = [find(active), find(over)];
    return item && target ? `${item.name} ${verb} place ${target.place}.` : undefined;
  };
  return {
    // Spoken with the first place below: only then do the arrow keys know where to go.
    onDragStart: () => undefined,
    onDragOver: ({ active, over }) =>
      say(over?.id === active.id ? 'picked up at' : 'is over', active.id, over?.id),
    onDragEnd: ({ active, over }) => say('put down at', active.id, over?.id),
    onDragCancel: ({ active }) => {
      const item = find(active.id);
      return item ? `${item.name} stays at place ${item.place}.` : undefined;
    },
  };
}
