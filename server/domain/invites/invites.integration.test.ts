import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '@/server/testing/test-app';

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
beforeEach(() => test.clear());
afterAll(() => test.stop());

async function makeShow() {
  const member = await test.addMember('producer');
  const { showId } = await member.call.shows.create({ title: 'Show', template: 'panel', scheduledAt: null });
  const invite = (changes: { expiresAt?: Date; maxUses?: number } = {}) =>
    member.call.invites.create({
      showId,
      label: 'Panel',
      role: 'guest',
      expiresAt: null,
      maxUses: null,
      ...changes,
    });
  return { ...member, showId, invite };
}

const codeOf = (url: string): string => new URL(url).pathname.replace('/join/', '');
const hashOf = (url: string): string => createHash('sha256').update(codeOf(url)).digest('hex');

describe('invites', () => {
  it('returns the link once and keeps only a hash of its 32 bytes', async () => {
    const { call, showId, invite } = await makeShow();
    const { url } = await invite();
    expect(url).toMatch(/^https:\/\/studio\.example\.org\/join\/[A-Za-z0-9_-]{43}$/);
    const code = codeOf(url);

    const everything = await dumpDatabase();
    expect(everything).toContain(hashOf(url));
    expect(everything).not.toContain(code);
    const listed = JSON.stringify(await call.invites.list({ showId }));
    expect(listed).not.toContain(code);
    expect(listed).not.toContain(hashOf(url));
  });

  it('never lets more people in than maxUses, however many come at once', async () => {
    const { call, showId, invite } = await makeShow();
    const { url } = await invite({ maxUses: 7 });
    const attempts = Array.from({ length: 60 }, () =>
      test.domain.inviteGate.consume(hashOf(url), Date.now()),
    );
    const admitted = (await Promise.all(attempts)).filter((row) => row !== null);
    expect(admitted).toHaveLength(7);
    expect(await call.invites.list({ showId })).toMatchObject([{ uses: 7, maxUses: 7, status: 'used-up' }]);
  });

  it('has a database that refuses what the code must never do', async () => {
    const { invite } = await makeShow();
    const { inviteId } = (await invite({ maxUses: 2 })).invite;
    const overUse = test.database.db.guestInvite.update({ where: { id: inviteId }, data: { uses: 3 } });
    await expect(overUse).rejects.toThrow(/GuestInvite_uses_check/);
  });

  it('counts every use of a link without a limit', async () => {
    const { call, showId, invite } = await makeShow();
    const { url } = await invite();
    await Promise.all(
      Array.from({ length: 30 }, () => test.domain.inviteGate.consume(hashOf(url), Date.now())),
    );
    expect(await call.invites.list({ showId })).toMatchObject([{ uses: 30, status: 'open' }]);
  });

  it('lets nobody in by a revoked, expired or unknown link', async () => {
    const { call, invite } = await makeShow();
    const revoked = await invite();
    await call.invites.revoke({ inviteId: revoked.invite.inviteId });
    await call.invites.revoke({ inviteId: revoked.invite.inviteId });
    const expiring = await invite({ expiresAt: new Date(Date.now() + 60_000) });
    const { consume } = test.domain.inviteGate;
    expect(await consume(hashOf(revoked.url), Date.now())).toBeNull();
    expect(await consume(hashOf(expiring.url), Date.now() + 60_000)).toBeNull();
    expect(await consume(hashOf(expiring.url), Date.now())).not.toBeNull();
    expect(await consume(hashOf('https://x.example/join/unknown'), Date.now())).toBeNull();
  });

  it('tells in the list why a link does not work', async () => {
    const { call, showId, invite } = await makeShow();
    const { invite: revoked } = await invite();
    await call.invites.revoke({ inviteId: revoked.inviteId });
    expect(await call.invites.list({ showId })).toMatchObject([{ status: 'revoked' }]);
  });

  it('refuses a link that is born expired', async () => {
    const { invite } = await makeShow();
    await expect(invite({ expiresAt: new Date(Date.now() - 1) })).rejects.toThrow(/expired already/);
  });

  it('does not revoke the link of another workspace', async () => {
    const { call, showId, invite } = await makeShow();
    const stranger = await test.addMember('owner');
    const made = await invite();
    await expect(stranger.call.invites.revoke({ inviteId: made.invite.inviteId })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await call.invites.list({ showId })).toMatchObject([{ status: 'open' }]);
  });
});

async function dumpDatabase(): Promise<string> {
  const { db } = test.database;
  return JSON.stringify(
    [await db.guestInvite.findMany(), await db.auditEvent.findMany()],
    (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value),
  );
}
