import { describe, expect, it, vi } from 'vitest';
import { StoreQueue, type Journal, type StoreQueueOptions } from './store-queue';

const logged: string[] = [];
const logger = {
  info: (_fields: object, message: string) => logged.push(message),
  warn: (_fields: object, message: string) => logged.push(message),
  error: (_fields: object, message: string) => logged.push(message),
};

/** A database that can be taken away, and can be held in the middle of a write. */
function setUp(
  bound: (items: readonly string[]) => string[] = (items) => [...items],
  parts: Pick<StoreQueueOptions<string>, 'journal' | 'left'> = {},
) {
  logged.length = 0;
  const database = { isAway: false, taken: [] as string[], hold: null as Promise<void> | null };
  const queue = new StoreQueue<string>({
    store: async (item) => {
      await database.hold;
      if (database.isAway) throw new Error('away');
      database.taken.push(item);
    },
    bound,
    logger,
    what: 'a thing',
    ...parts,
  });
  return { database, queue };
}

describe('StoreQueue', () => {
  it('stores in order, and says when all is stored', async () => {
    const { database, queue } = setUp();
    for (const item of ['a', 'b', 'c']) queue.push(item);
    expect(queue.pending).toEqual(['a', 'b', 'c']);
    await queue.flush();
    expect(database.taken).toEqual(['a', 'b', 'c']);
    expect(queue.pending).toEqual([]);
  });

  it('keeps everything while the database is away, and says so once', async () => {
    const { database, queue } = setUp();
    database.isAway = true;
    queue.push('a');
    await vi.waitFor(() => expect(logged).toEqual(['a thing could not be stored, will retry']));
    queue.push('b');
    expect(queue.pending).toEqual(['a', 'b']);
    database.isAway = false;
    await queue.flush();
    expect(database.taken).toEqual(['a', 'b']);
    expect(logged).toEqual(['a thing could not be stored, will retry', 'a thing is stored again']);
  });

  it('merges what waits, never what is under way', async () => {
    const { database, queue } = setUp((items) => [items.join('+')]);
    let release = () => {};
    database.hold = new Promise((resolve) => {
      release = resolve;
    });
    for (const item of ['a', 'b', 'c']) queue.push(item);
    expect(queue.pending).toEqual(['a', 'b+c']);
    release();
    await queue.flush();
    expect(database.taken).toEqual(['a', 'b+c']);
  });

  it('puts what failed back in front, inside the bound', async () => {
    const { database, queue } = setUp((items) => [items.join('+')]);
    database.isAway = true;
    queue.push('a');
    await vi.waitFor(() => expect(logged).toHaveLength(1));
    queue.push('b');
    database.isAway = false;
    await queue.flush();
    expect(database.taken).toEqual(['a+b']);
  });

  it('closing tries once more without waiting, then leaves off and says what is lost', async () => {
    const { database, queue } = setUp();
    database.isAway = true;
    queue.push('a');
    await vi.waitFor(() => expect(logged).toHaveLength(1));
    await queue.close();
    expect(queue.pending).toEqual(['a']);
    expect(logged.at(-1)).toBe('the database is away: the last changes of a thing are lost');
  });

  it('closing stores what the database takes', async () => {
    const { database, queue } = setUp();
    database.isAway = true;
    queue.push('a');
    queue.push('b');
    await vi.waitFor(() => expect(logged).toHaveLength(1));
    database.isAway = false;
    await queue.close();
    expect(database.taken).toEqual(['a', 'b']);
  });
});

/** A journal on paper; the real one is tried in server/journal. */
function paperJournal() {
  let lines: string[] = [];
  const journal: Journal<string> = {
    get bytes() {
      return lines.join('').length;
    },
    read: () => [...lines],
    append: (item) => void lines.push(item),
    replace: (items) => {
      lines = [...items];
    },
    close: () => undefined,
  };
  return journal;
}

describe('StoreQueue with a journal', () => {
  it('has everything in the journal before anybody is answered, and nothing when all is stored', async () => {
    const journal = paperJournal();
    const { database, queue } = setUp((items) => [items.join('+')], { journal });
    database.isAway = true;
    for (const item of ['a', 'b', 'c']) queue.push(item);
    expect(journal.read()).toEqual(['a', 'b', 'c']);
    database.isAway = false;
    await queue.flush();
    expect(journal.read()).toEqual([]);
  });

  it('stores what an earlier process left before its own, and leaves it when it cannot', async () => {
    const journal = paperJournal();
    journal.append('left');
    const { database, queue } = setUp(undefined, { journal, left: journal.read() });
    database.isAway = true;
    queue.push('own');
    await queue.close();
    expect([database.taken, journal.read()]).toEqual([[], ['left', 'own']]);
    expect(logged.at(-1)).toBe('the database is away: a thing is stored at the next start');
    database.isAway = false;
    await setUp(undefined, { journal, left: journal.read() }).queue.flush();
    expect(journal.read()).toEqual([]);
  });

  it('writes the journal anew when it has grown far beyond what still waits', async () => {
    const journal = paperJournal();
    const { database, queue } = setUp((items) => items.slice(-1), { journal });
    database.isAway = true;
    const megabyte = 'x'.repeat(1024 * 1024);
    for (let count = 0; count < 20; count += 1) {
      queue.push(`${count}${megabyte}`);
      expect(journal.bytes).toBeLessThan(6 * megabyte.length);
    }
    expect(journal.read().at(-1)).toMatch(/^19x/);
    await queue.close();
  });
});
