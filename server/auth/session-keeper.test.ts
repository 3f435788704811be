import { beforeEach, describe, expect, it } from 'vitest';
import type { SignInStore, StoredSession } from './ports';
import { SESSION_MS, SessionKeeper } from './session-keeper';

const ada = { id: 'u1', email: 'ada@example.org', name: 'Ada' };
let rows: Map<string, StoredSession>;
let isDown: boolean;
let nowMs: number;
let keeper: SessionKeeper;

beforeEach(() => {
  rows = new Map();
  isDown = false;
  nowMs = 1_000_000;
  const store: SignInStore = {
    findByEmail: () => Promise.resolve(null),
    findByExternal: () => Promise.resolve(null),
    linkExternal: () => Promise.resolve(),
    createSession: ({ id, expiresAt }) => {
      rows.set(id, { user: ada, isRevoked: false, expiresAtMs: expiresAt.getTime(), lastSeenAtMs: nowMs });
      return Promise.resolve();
    },
    findSession: (id) => (isDown ? Promise.reject(new Error('away')) : Promise.resolve(rows.get(id) ?? null)),
    touchSession: (id, times) => {
      const row = rows.get(id);
      if (row) rows.set(id, { ...row, lastSeenAtMs: times.nowMs, expiresAtMs: times.expiresAtMs });
      return Promise.resolve();
    },
    revokeSession: (id) => {
      const row = rows.get(id);
      if (row) rows.set(id, { ...row, isRevoked: true });
      return Promise.resolve();
    },
  };
  keeper = new SessionKeeper(store, () => nowMs);
});

describe('SessionKeeper', () => {
  it('knows who opened a session, and nobody for an id that was never given', async () => {
    const id = await keeper.open('u1', 'Firefox');
    expect(await keeper.find(id)).toEqual(ada);
    expect(await keeper.find('made-up')).toBeNull();
  });

  it('ends a session at once when it is revoked here, and within a second when elsewhere', async () => {
    const [here, elsewhere] = [await keeper.open('u1', ''), await keeper.open('u1', '')];
    await keeper.find(here);
    await keeper.find(elsewhere);
    await keeper.revoke(here);
    expect(await keeper.find(here)).toBeNull();
    const row = rows.get(elsewhere);
    if (row) rows.set(elsewhere, { ...row, isRevoked: true });
    nowMs += 1_000;
    expect(await keeper.find(elsewhere)).toBeNull();
  });

  it('signs nobody out while the database is away for ten seconds, nor lets anybody in', async () => {
    const id = await keeper.open('u1', '');
    await keeper.find(id);
    const revoked = await keeper.open('u1', '');
    await keeper.find(revoked);
    await keeper.revoke(revoked);
    isDown = true;
    nowMs += 10_000;
    expect(await keeper.find(id)).toEqual(ada);
    await expect(keeper.find(revoked)).rejects.toThrow('away');
    await expect(keeper.find('made-up')).rejects.toThrow('away');
  });

  it('stops trusting its memory when the outage lasts', async () => {
    const id = await keeper.open('u1', '');
    await keeper.find(id);
    isDown = true;
    nowMs += 5 * 60_000;
    await expect(keeper.find(id)).rejects.toThrow('away');
  });

  it('lets a session run out unless it is used', async () => {
    const [used, unused] = [await keeper.open('u1', ''), await keeper.open('u1', '')];
    nowMs += SESSION_MS - 1;
    expect(await keeper.find(used)).toEqual(ada);
    nowMs += 2;
    expect(await keeper.find(unused)).toBeNull();
    expect(await keeper.find(used)).toEqual(ada);
  });
});
