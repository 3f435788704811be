import type { SignInStore } from '../auth/ports';
import type { DatabaseClient } from './database-client';

/** Accounts, external accounts and sessions, as signing in needs them. */
export function createSignInRepository(db: DatabaseClient): SignInStore {
  const shown = { id: true, email: true, name: true } as const;
  return {
    findByEmail: (email) =>
      db.user.findUnique({ where: { email }, select: { ...shown, passwordHash: true } }),
    findByExternal: async (provider, providerAccountId) => {
      const account = await db.account.findUnique({
        where: { provider_providerAccountId: { provider, providerAccountId } },
        select: { user: { select: shown } },
      });
      return account?.user ?? null;
    },
    linkExternal: async (userId, { provider, providerAccountId }) => {
      const key = { provider, providerAccountId };
      await db.account.upsert({
        where: { provider_providerAccountId: key },
        create: { ...key, userId, type: 'oauth' },
        update: {},
      });
    },
    createSession: async (session) => {
      await db.userSession.create({ data: session });
    },
    findSession: async (sessionId) => {
      const row = await db.userSession.findUnique({
        where: { id: sessionId },
        select: { expiresAt: true, revokedAt: true, lastSeenAt: true, user: { select: shown } },
      });
      if (row === null) return null;
      const { user, expiresAt, revokedAt, lastSeenAt } = row;
      return {
        user,
        isRevoked: revokedAt !== null,
        expiresAtMs: expiresAt.getTime(),
        lastSeenAtMs: lastSeenAt.getTime(),
      };
    },
    touchSession: async (sessionId, { nowMs, expiresAtMs }) => {
      await db.userSession.updateMany({
        where: { id: sessionId, revokedAt: null },
        data: { lastSeenAt: new Date(nowMs), expiresAt: new Date(expiresAtMs) },
      });
    },
    revokeSession: async (sessionId, nowMs) => {
      await db.userSession.updateMany({
        where: { id: sessionId, revokedAt: null },
        data: { revokedAt: new Date(nowMs) },
      });
    },
  };
}
