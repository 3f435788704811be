import type { GuestInvite } from '@/generated/prisma/client';
import type { InviteGate, InviteRow, InviteStore } from '../domain/invites/ports';
import type { DatabaseClient } from './database-client';

/** Guest links. The hash of the code goes in and never comes out. */
export function createInviteRepository(db: DatabaseClient): InviteStore & InviteGate {
  return {
    showExists: async (workspaceId, showId) =>
      (await db.show.findFirst({ where: { id: showId, workspaceId }, select: { id: true } })) !== null,
    list: async (showId) => {
      const rows = await db.guestInvite.findMany({ where: { showId }, orderBy: { createdAt: 'desc' } });
      return rows.map(toInviteRow);
    },
    count: (showId) => db.guestInvite.count({ where: { showId } }),
    insert: async ({ inviteId, ...columns }) => {
      await db.guestInvite.create({ data: { id: inviteId, ...columns } });
    },
    revoke: async (workspaceId, inviteId, revokedAt) => {
      const invite = await db.guestInvite.findFirst({ where: { id: inviteId, show: { workspaceId } } });
      if (invite === null) return null;
      await db.guestInvite.updateMany({ where: { id: inviteId, revokedAt: null }, data: { revokedAt } });
      return toInviteRow({ ...invite, revokedAt: invite.revokedAt ?? revokedAt });
    },
    findByHash: async (tokenHash) => {
      const invite = await db.guestInvite.findUnique({ where: { tokenHash } });
      return invite === null ? null : toInviteRow(invite);
    },
    consume: async (tokenHash, nowMs) => {
      // One UPDATE: PostgreSQL locks the row and looks at the condition again, so the last use is given out once.
      const [invite] = await db.guestInvite.updateManyAndReturn({
        where: {
          tokenHash,
          revokedAt: null,
          AND: [
            { OR: [{ expiresAt: null }, { expiresAt: { gt: new Date(nowMs) } }] },
            { OR: [{ maxUses: null }, { uses: { lt: db.guestInvite.fields.maxUses } }] },
          ],
        },
        data: { uses: { increment: 1 } },
      });
      return invite === undefined ? null : toInviteRow(invite);
    },
  };
}

function toInviteRow({ id, tokenHash: _hash, role, ...columns }: GuestInvite): InviteRow {
  return { inviteId: id, ...columns, role: role === 'host' ? 'host' : 'guest' };
}
