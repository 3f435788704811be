import type { AccountStore } from '../domain/account/ports';
import type { DatabaseClient } from './database-client';

/** More signed-in browsers than this are noise on the settings page. */
const SESSIONS_SHOWN_MAX = 50;

/** People as they see themselves: their account and their sessions. */
export function createAccountRepository(db: DatabaseClient): AccountStore {
  return {
    find: async (userId, workspaceId) => {
      const row = await db.membership.findUnique({
        where: { userId_workspaceId: { userId, workspaceId } },
        select: {
          role: true,
          user: { select: { name: true, email: true } },
          workspace: { select: { name: true } },
        },
      });
      if (row === null) return null;
      return { userId, workspaceId, role: row.role, ...row.user, workspaceName: row.workspace.name };
    },
    listSessions: async (userId, nowMs) => {
      const rows = await db.userSession.findMany({
        where: { userId, revokedAt: null, expiresAt: { gt: new Date(nowMs) } },
        orderBy: { lastSeenAt: 'desc' },
        take: SESSIONS_SHOWN_MAX,
        select: { id: true, userAgent: true, createdAt: true, lastSeenAt: true },
      });
      return rows.map(({ id, ...row }) => ({ sessionId: id, ...row }));
    },
    revokeSession: async (userId, sessionId, nowMs) => {
      const { count } = await db.userSession.updateMany({
        where: { id: sessionId, userId, revokedAt: null },
        data: { revokedAt: new Date(nowMs) },
      });
      return count === 1;
    },
    revokeOtherSessions: async (userId, keptSessionId, nowMs) => {
      const { count } = await db.userSession.updateMany({
        where: { userId, id: { not: keptSessionId }, revokedAt: null },
        data: { revokedAt: new Date(nowMs) },
      });
      return count;
    },
    findPasswordHash: async (userId) => {
      const row = await db.user.findUnique({ where: { id: userId }, select: { passwordHash: true } });
      return row?.passwordHash ?? null;
    },
    setPasswordHash: async (userId, passwordHash) => {
      await db.user.update({ where: { id: userId }, data: { passwordHash } });
    },
  };
}
