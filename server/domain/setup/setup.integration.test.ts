import { verify } from '@node-rs/argon2';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '@/server/testing/test-app';

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
beforeEach(() => test.clear());
afterAll(() => test.stop());

const OWNER = {
  name: 'Ada',
  email: ' Ada@Example.org ',
  password: 'correct horse battery',
  workspaceName: 'Studio A',
};

describe('setup', () => {
  it('creates owner and workspace once and is closed afterwards', async () => {
    expect(await test.stranger.setup.status()).toEqual({ isSetUp: false });
    const { userId } = await test.stranger.setup.createOwner(OWNER);
    expect(await test.stranger.setup.status()).toEqual({ isSetUp: true });
    await expect(test.stranger.setup.createOwner({ ...OWNER, email: 'eve@example.org' })).rejects.toThrow(
      /owner already/,
    );

    const user = await test.database.db.user.findUniqueOrThrow({
      where: { id: userId },
      include: { memberships: true },
    });
    expect(user.email).toBe('ada@example.org');
    expect(user.memberships.map((membership) => membership.role)).toEqual(['owner']);
    expect(user.passwordHash).toMatch(/^\$argon2id\$/);
    expect(await verify(user.passwordHash ?? '', OWNER.password)).toBe(true);
  });

  it('makes one owner when ten browsers set up at the same moment', async () => {
    const attempts = Array.from({ length: 10 }, (_, n) =>
      test.stranger.setup.createOwner({ ...OWNER, email: `owner${n}@example.org` }),
    );
    const outcomes = await Promise.allSettled(attempts);
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
    expect(await test.database.db.user.count()).toBe(1);
    expect(await test.database.db.workspace.count()).toBe(1);
    expect(await test.database.db.auditEvent.count()).toBe(1);
  });

  it('asks for a password that is worth hashing', async () => {
    await expect(test.stranger.setup.createOwner({ ...OWNER, password: 'short' })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    });
    expect(await test.stranger.setup.status()).toEqual({ isSetUp: false });
  });
});
