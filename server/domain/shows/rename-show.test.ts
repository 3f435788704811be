import { describe, expect, it } from 'vitest';
import type { AuditRow } from '../audit/ports';
import type { Actor } from '../actor';
import type { ShowDeps, ShowRow } from './ports';
import { renameShow } from './rename-show';

const ACTOR: Actor = { userId: 'u1', name: 'Sam', workspaceId: 'w1', role: 'producer', sessionId: 's1' };

describe('renameShow', () => {
  it('stores the title, writes it down and tells the open show, in this order', async () => {
    const { deps, log } = world({ title: 'Before' });
    expect(await renameShow(deps, ACTOR, { showId: 'show1', title: 'After' })).toEqual({
      ok: true,
      value: { showId: 'show1' },
    });
    expect(log).toEqual([
      'begin',
      'title show1 After',
      'audit show.rename {"from":"Before","to":"After"}',
      'end',
      'live After',
    ]);
  });

  it('tells nobody about a show that is not there', async () => {
    const { deps, log } = world(null);
    expect(await renameShow(deps, ACTOR, { showId: 'show1', title: 'After' })).toMatchObject({
      ok: false,
      error: { code: 'not-found' },
    });
    expect(log).toEqual(['begin', 'end']);
  });

  it('tells nobody when the transaction is lost', async () => {
    const { deps, log } = world({ title: 'Before' });
    const failing: ShowDeps = { ...deps, atomically: () => Promise.reject(new Error('deadlock')) };
    await expect(renameShow(failing, ACTOR, { showId: 'show1', title: 'After' })).rejects.toThrow('deadlock');
    expect(log).toEqual([]);
  });
});

/** One show, or none, and a log of everything that was done. */
function world(stored: Pick<ShowRow, 'title'> | null): { deps: ShowDeps; log: string[] } {
  const log: string[] = [];
  const shows = {
    find: () => Promise.resolve(stored as ShowRow | null),
    setTitle: (showId: string, title: string) => note(`title ${showId} ${title}`),
  } as unknown as ShowDeps['shows'] & { setTitle: () => Promise<void> };
  const note = (line: string) => {
    log.push(line);
    return Promise.resolve();
  };
  const audit = { append: (row: AuditRow) => note(`audit ${row.action} ${JSON.stringify(row.detail)}`) };
  const deps: ShowDeps = {
    shows,
    nowMs: () => 1_000,
    newId: () => 'id1',
    liveShows: {
      rename: (_showId, title) => note(`live ${title}`),
      destinationsChanged: () => note('destinations'),
    },
    atomically: async (work) => {
      log.push('begin');
      const result = await work({ shows: shows as never, brands: { find: async () => null }, audit });
      log.push('end');
      return result;
    },
  };
  return { deps, log };
}
