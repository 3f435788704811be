import type { Prisma } from '@/generated/prisma/client';
import type { InvitationStore, MemberRow, MemberStore, UserStore } from '../domain/teams/ports';
import type { DatabaseClient } from './database-client';

/** Who belongs to a workspace. */
export function createMemberRepository(db: DatabaseClient): MemberStore {
  return {
    list: async (workspaceId) => {
      const rows = await db.membership.findMany({
        where: { workspaceId },
        // PostgreSQL orders an enum as declared: strongest role first.
        orderBy: [{ role: 'asc' }, { createdAt: 'asc' }],
        select: MEMBER_COLUMNS,
      });
      return rows.map(toMemberRow);
    },
    find: async (workspaceId, userId) => {
      const where = { userId_workspaceId: { userId, workspaceId } };
      const row = await db.membership.findUnique({ where, select: MEMBER_COLUMNS });
      return row === null ? null : toMemberRow(row);
    },
    lock: async (workspaceId) => {
      await db.$queryRaw`SELECT 1 FROM "Workspace" WHERE id = ${workspaceId} FOR UPDATE`;
    },
    countOwners: (workspaceId) => db.membership.count({ where: { workspaceId, role: 'owner' } }),
    add: async (workspaceId, userId, role) => {
      await db.membership.createMany({ data: { workspaceId, userId, role }, skipDuplicates: true });
    },
    setRole: async (workspaceId, userId, role) => {
      await db.membership.update({ where: { userId_workspaceId: { userId, workspaceId } }, data: { role } });
    },
    remove: async (workspaceId, userId, removedAt) => {
      await db.membership.delete({ where: { userId_workspaceId: { userId, workspaceId } } });
      await db.userSession.updateMany({ where: { userId, revokedAt: null }, data: { revokedAt: removedAt } });
    },
  };
}

/** Invitations to a workspace; the hash of the link goes in and never comes out. */
export function createInvitationRepository(db: DatabaseClient): InvitationStore {
  return {
    listOpen: async (workspaceId, nowMs) => {
      const rows = await db.workspaceInvitation.findMany({
        where: { workspaceId, ...openAt(nowMs) },
        orderBy: { createdAt: 'desc' },
        select: { id: true, email: true, role: true, expiresAt: true, createdAt: true },
      });
      return rows.map(({ id, ...row }) => ({ invitationId: id, ...row }));
    },
    insert: async ({ invitationId, ...columns }) => {
      await db.workspaceInvitation.create({ data: { id: invitationId, ...columns } });
    },
    revoke: async (workspaceId, invitationId, revokedAt) => {
      const { count } = await db.workspaceInvitation.updateMany({
        where: { id: invitationId, workspaceId, ...openAt(revokedAt.getTime()) },
        data: { revokedAt },
      });
      return count === 1;
    },
    revokeOfEmail: async (workspaceId, email, revokedAt) => {
      await db.workspaceInvitation.updateMany({
        where: { workspaceId, email, ...openAt(revokedAt.getTime()) },
        data: { revokedAt },
      });
    },
    findByHash: async (tokenHash) => {
      const row = await db.workspaceInvitation.findUnique({
        where: { tokenHash },
        omit: { tokenHash: true },
        include: { workspace: { select: { name: true } } },
      });
      if (row === null) return null;
      const { id, workspace, ...columns } = row;
      return { invitationId: id, workspaceName: workspace.name, ...columns };
    },
    claim: async (invitationId, nowMs) => {
      const { count } = await db.workspaceInvitation.updateMany({
        where: { id: invitationId, ...openAt(nowMs) },
        data: { acceptedAt: new Date(nowMs) },
      });
      return count === 1;
    },
  };
}

/** Accounts, as far as joining a team needs them. */
export function createUserRepository(db: DatabaseClient): UserStore {
  return {
    findByEmail: async (email) => {
      const row = await db.user.findUnique({ where: { email }, select: { id: true, name: true } });
      return row === null ? null : { userId: row.id, name: row.name };
    },
    findEmail: async (userId) => {
      const row = await db.user.findUnique({ where: { id: userId }, select: { email: true } });
      return row?.email ?? null;
    },
    insert: async ({ userId, ...columns }) => {
      await db.user.create({ data: { id: userId, ...columns } });
    },
  };
}

function openAt(nowMs: number) {
  return { acceptedAt: null, revokedAt: null, expiresAt: { gt: new Date(nowMs) } };
}

const MEMBER_COLUMNS = {
  userId: true,
  role: true,
  createdAt: true,
  user: {
    select: {
      name: true,
      email: true,
      sessions: { orderBy: { lastSeenAt: 'desc' }, take: 1, select: { lastSeenAt: true } },
    },
  },
} as const satisfies Prisma.MembershipSelect;

function toMemberRow(row: Prisma.MembershipGetPayload<{ select: typeof MEMBER_COLUMNS }>): MemberRow {
  const { name, email, sessions } = row.user;
  const lastSeenAt = sessions[0]?.lastSeenAt ?? null;
  return { userId: row.userId, name, email, role: row.role, joinedAt: row.createdAt, lastSeenAt };
}
