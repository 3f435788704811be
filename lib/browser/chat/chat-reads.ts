import { createStore, type ReadableStore } from '../realtime/create-store';

/** How far this person has read each conversation, in server time; kept in this browser. */
export interface ChatReads extends ReadableStore<Readonly<Record<string, number>>> {
  /** Everything of this conversation up to `atMs` is read. */
  read(room: string, atMs: number): void;
}

/** Conversations remembered: those of a show's guests and two more. */
const ROOMS_MAX = 60;

/** @param storage - may refuse (private windows): then a reload counts everything as new again. */
export function createChatReads(storage: Pick<Storage, 'getItem' | 'setItem'>, owner: string): ChatReads {
  const key = `stream-buddy.chat-read.${owner}`;
  const store = createStore<Readonly<Record<string, number>>>(load(storage, key));
  return {
    get: store.get,
    subscribe: store.subscribe,
    read: (room, atMs) => {
      const known = store.get();
      if ((known[room] ?? 0) >= atMs) return;
      const newest = Object.entries({ ...known, [room]: atMs })
        .sort(([, a], [, b]) => b - a)
        .slice(0, ROOMS_MAX);
      store.set(Object.fromEntries(newest));
      save(storage, key, store.get());
    },
  };
}

function load(storage: Pick<Storage, 'getItem'>, key: string): Record<string, number> {
  try {
    const stored: unknown = JSON.parse(storage.getItem(key) ?? '{}');
    if (typeof stored !== 'object' || stored === null) return {};
    return Object.fromEntries(
      Object.entries(stored).filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
    );
  } catch {
    // Storage is off, or somebody wrote into it: nothing is known to be read.
    return {};
  }
}

function save(storage: Pick<Storage, 'setItem'>, key: string, reads: Readonly<Record<string, number>>): void {
  try {
    storage.setItem(key, JSON.stringify(reads));
  } catch {
    // Full or off: it is only a convenience of the next visit.
  }
}
