import { describe, expect, it } from 'vitest';
import { SOFT_LOCK } from '../contract/limits';
import { SoftLocks } from './soft-locks';

const page = (userId: string, clientId = `page-of-${userId}`) => ({ clientId, userId, name: userId });

describe('SoftLocks', () => {
  it('[LO1] refuses others by name, also for parts and for the whole, and nobody elsewhere', () => {
    const locks = new SoftLocks();
    expect(locks.set(page('Ben'), ['scene:a/name'], 0)).toBe(true);
    expect(locks.objection(['scene:a/name'], 'Ada', 1)).toMatchObject({ code: 'conflict' });
    expect(locks.objection(['scene:a/name'], 'Ada', 1)?.message).toMatch(/^Ben is editing/);
    expect(locks.objection(['scene:a'], 'Ada', 1)).not.toBeNull();
    expect(locks.objection(['scene:a/layout', 'scene:ab', 'scene:b/name'], 'Ada', 1)).toBeNull();
    expect(locks.objection(['scene:a/name'], 'Ben', 1)).toBeNull();
  });

  it('[LO1] gives a held thing to nobody else, and to the next when it is let go', () => {
    const locks = new SoftLocks();
    locks.set(page('Ben'), ['order:seats'], 0);
    expect(locks.set(page('Ada'), ['order:seats'], 1)).toBe(false);
    expect(locks.heldBy('page-of-Ada')).toEqual([]);
    locks.set(page('Ben', 'other-page'), ['order:seats'], 1);
    expect(locks.heldBy('other-page')).toEqual(['order:seats']);
    expect(locks.set(page('Ben'), [], 2)).toBe(true);
    expect(locks.release('other-page')).toBe(true);
    expect(locks.set(page('Ada'), ['order:seats'], 3)).toBe(true);
  });

  it('[LO2] a page that falls silent holds nothing; one that is heard of keeps it', () => {
    const locks = new SoftLocks();
    locks.set(page('Ben'), ['scene:a'], 0);
    expect(locks.set(page('Ben'), ['scene:a'], SOFT_LOCK.renewMs)).toBe(false);
    expect(locks.expire(SOFT_LOCK.expiryMs)).toBe(false);
    expect(locks.objection(['scene:a'], 'Ada', SOFT_LOCK.expiryMs)).not.toBeNull();
    const silentMs = SOFT_LOCK.renewMs + SOFT_LOCK.expiryMs;
    expect(locks.objection(['scene:a'], 'Ada', silentMs)).toBeNull();
    expect(locks.expire(silentMs)).toBe(true);
    expect(locks.heldBy('page-of-Ben')).toEqual([]);
  });

  it('holds no more than a pair of hands', () => {
    const locks = new SoftLocks();
    const wanted = Array.from({ length: SOFT_LOCK.subjectsMax + 5 }, (_, index) => `scene:${index}`);
    locks.set(page('Ben'), wanted, 0);
    expect(locks.heldBy('page-of-Ben')).toHaveLength(SOFT_LOCK.subjectsMax);
  });
});
