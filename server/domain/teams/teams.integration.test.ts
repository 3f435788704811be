import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '@/server/testing/test-app';

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
beforeEach(() => test.clear());
afterAll(() => test.stop());

const ACCOUNT = { name: 'Robin', password: 'correct horse battery' };
const tokenOf = (url: string): string => new URL(url).pathname.replace('/invitations/', '');

describe('team', () => {
  it('takes a new person in by a link: preview, account, membership, and the link is used up', async () => {
    const { call } = await test.addMember('admin');
    const { url } = await call.team.invite({ email: 'Robin@Example.org', role: 'producer' });
    const token = tokenOf(url);
    expect(await test.stranger.team.previewInvite({ token })).toEqual({
      workspaceName: 'Test workspace',
      email: 'robin@example.org',
      role: 'producer',
      hasAccount: false,
    });
    await test.stranger.team.acceptInvite({ token, account: ACCOUNT });
    const { members, invitations } = await call.team.list();
    expect(members.map(({ email, role }) => [email, role])).toContainEqual(['robin@example.org', 'producer']);
    expect(invitations).toEqual([]);
    await expect(test.stranger.team.acceptInvite({ token, account: ACCOUNT })).rejects.toThrow(/closed/);
    await expect(test.stranger.team.previewInvite({ token })).rejects.toThrow(/closed/);
  });

  it('stores no link and lists none', async () => {
    const { call } = await test.addMember('admin');
    const { url } = await call.team.invite({ email: 'robin@example.org', role: 'host' });
    const stored = JSON.stringify(await test.database.db.workspaceInvitation.findMany());
    expect(stored).not.toContain(tokenOf(url));
    const listed = JSON.stringify(await call.team.list());
    expect(listed).not.toMatch(/token|hash/i);
  });

  it('makes one account when a link is opened twenty times at once', async () => {
    const { call } = await test.addMember('owner');
    const { url } = await call.team.invite({ email: 'robin@example.org', role: 'host' });
    const attempts = Array.from({ length: 20 }, () =>
      test.stranger.team.acceptInvite({ token: tokenOf(url), account: ACCOUNT }),
    );
    const outcomes = await Promise.allSettled(attempts);
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
    expect((await call.team.list()).members).toHaveLength(2);
  });

  it('asks the holder of an account to sign in, and lets nobody else use the link', async () => {
    const { call } = await test.addMember('admin');
    const robin = await test.addMember('viewer');
    const other = await test.addMember('viewer');
    const { url } = await call.team.invite({ email: robin.email, role: 'host' });
    const token = tokenOf(url);
    await expect(test.stranger.team.acceptInvite({ token, account: ACCOUNT })).rejects.toThrow(
      /Sign in with it/,
    );
    await expect(other.call.team.acceptInvite({ token, account: null })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await robin.call.team.acceptInvite({ token, account: null });
    expect((await call.team.list()).members.map((member) => member.email)).toContain(robin.email);
  });

  it('takes somebody back who was removed and has no workspace any more', async () => {
    const owner = await test.addMember('owner');
    const robin = await test.addMember('host', owner.actor.workspaceId);
    await owner.call.team.removeMember({ userId: robin.actor.userId });
    expect(await test.domain.findActor(robin.actor)).toBeNull();
    const { url } = await owner.call.team.invite({ email: robin.email, role: 'viewer' });
    await test.callAs(robin.actor.userId).team.acceptInvite({ token: tokenOf(url), account: null });
    expect(await test.domain.findActor(robin.actor)).toMatchObject({ role: 'viewer' });
  });

  it('closes the old link when the same address is invited again, or the invitation is revoked', async () => {
    const { call } = await test.addMember('admin');
    const first = await call.team.invite({ email: 'robin@example.org', role: 'host' });
    const second = await call.team.invite({ email: 'robin@example.org', role: 'viewer' });
    await expect(test.stranger.team.previewInvite({ token: tokenOf(first.url) })).rejects.toThrow(/closed/);
    await call.team.revokeInvite({ invitationId: second.invitation.invitationId });
    await expect(test.stranger.team.previewInvite({ token: tokenOf(second.url) })).rejects.toThrow(/closed/);
    await expect(
      call.team.revokeInvite({ invitationId: second.invitation.invitationId }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('lets only owners make, change and remove owners', async () => {
    const owner = await test.addMember('owner');
    const admin = await test.addMember('admin', owner.actor.workspaceId);
    const userId = owner.actor.userId;
    const attempts = [
      () => admin.call.team.invite({ email: 'x@example.org', role: 'owner' }),
      () => admin.call.team.setRole({ userId: admin.actor.userId, role: 'owner' }),
      () => admin.call.team.setRole({ userId, role: 'viewer' }),
      () => admin.call.team.removeMember({ userId }),
    ];
    for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await owner.call.team.setRole({ userId: admin.actor.userId, role: 'owner' });
    expect((await owner.call.team.list()).members.map((member) => member.role)).toEqual(['owner', 'owner']);
  });

  it('keeps the last owner, also when two owners step down at the same moment', async () => {
    const one = await test.addMember('owner');
    await expect(one.call.team.removeMember({ userId: one.actor.userId })).rejects.toThrow(/needs an owner/);
    for (let round = 0; round < 5; round += 1) {
      const two = await test.addMember('owner', one.actor.workspaceId);
      await Promise.allSettled([
        one.call.team.setRole({ userId: one.actor.userId, role: 'viewer' }),
        two.call.team.setRole({ userId: two.actor.userId, role: 'viewer' }),
      ]);
      const owners = await test.domain.members.countOwners(one.actor.workspaceId);
      expect(owners).toBe(1);
      await test.domain.members.setRole(one.actor.workspaceId, one.actor.userId, 'owner');
      await test.domain.members.remove(one.actor.workspaceId, two.actor.userId, new Date());
    }
  });

  it('signs a removed member out everywhere and forgets the role at once', async () => {
    const owner = await test.addMember('owner');
    const robin = await test.addMember('producer', owner.actor.workspaceId);
    await owner.call.team.removeMember({ userId: robin.actor.userId });
    const session = await test.database.db.userSession.findUniqueOrThrow({
      where: { id: robin.actor.sessionId },
    });
    expect(session.revokedAt).not.toBeNull();
    expect(await test.domain.findActor(robin.actor)).toBeNull();
  });

  it('knows no member of another workspace', async () => {
    const mine = await test.addMember('owner');
    const theirs = await test.addMember('viewer');
    const attempts = [
      () => mine.call.team.setRole({ userId: theirs.actor.userId, role: 'host' }),
      () => mine.call.team.removeMember({ userId: theirs.actor.userId }),
    ];
    for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await mine.call.team.list()).members).toHaveLength(1);
  });
});

describe('account', () => {
  it("shows the person's browsers and signs one of them out", async () => {
    const { call, actor, email } = await test.addMember('host');
    const { db } = test.database;
    const expiresAt = new Date(Date.now() + 3_600_000);
    const phone = { id: 'phone', userId: actor.userId, userAgent: 'Phone', expiresAt };
    await db.userSession.create({ data: phone });
    await db.userSession.create({ data: { ...phone, id: 'old', expiresAt: new Date(Date.now() - 1) } });
    expect(await call.account.me()).toMatchObject({ email, role: 'host', workspaceName: 'Test workspace' });
    const sessions = await call.account.sessions();
    expect(sessions.map(({ sessionId, isCurrent }) => [sessionId, isCurrent]).sort()).toEqual(
      [
        [actor.sessionId, true],
        ['phone', false],
      ].sort(),
    );
    await call.account.revokeSession({ sessionId: 'phone' });
    expect(await call.account.sessions()).toHaveLength(1);
    await expect(call.account.revokeSession({ sessionId: 'phone' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('changes the password for the right one only, and signs every other browser out', async () => {
    const { call, actor } = await test.addMember('host');
    const { db } = test.database;
    const expiresAt = new Date(Date.now() + 3_600_000);
    await db.userSession.create({ data: { id: 'tv', userId: actor.userId, userAgent: 'TV', expiresAt } });
    const change = (currentPassword: string): Promise<{ signedOut: number }> =>
      call.account.changePassword({ currentPassword, newPassword: 'a longer new password' });
    await expect(change('none was ever set')).rejects.toMatchObject({ code: 'CONFLICT' });
    const passwordHash = await test.domain.passwords.hash('the first password');
    await db.user.update({ where: { id: actor.userId }, data: { passwordHash } });
    await expect(change('not the first password')).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    expect(await call.account.sessions()).toHaveLength(2);
    expect(await change('the first password')).toEqual({ signedOut: 1 });
    expect(await call.account.sessions()).toMatchObject([{ isCurrent: true }]);
    await expect(change('the first password')).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    const log = await db.auditEvent.findMany({ where: { workspaceId: actor.workspaceId } });
    expect(log.map(({ action, detail }) => ({ action, detail }))).toEqual([
      { action: 'account.changePassword', detail: { signedOut: 1 } },
    ]);
  });

  it("does not sign out somebody else's browser", async () => {
    const mine = await test.addMember('owner');
    const theirs = await test.addMember('viewer', mine.actor.workspaceId);
    const attempt = mine.call.account.revokeSession({ sessionId: theirs.actor.sessionId });
    await expect(attempt).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await theirs.call.account.sessions()).toHaveLength(1);
  });
});
