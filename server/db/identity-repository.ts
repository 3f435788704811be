import type { SeatIdentity } from '../domain-deps';
import type { Actor } from '../domain/actor';
import type { DatabaseClient } from './database-client';

interface IdentityReader {
  findSeat: (showId: string, tokenHash: string) => Promise<SeatIdentity | null>;
  findActor: (session: { userId: string; sessionId: string }) => Promise<Actor | null>;
}

/** Turns what a request proves (a session, a seat secret) into who that is now. */
export function createIdentityRepository(db: DatabaseClient): IdentityReader {
  return {
    findSeat: async (showId, tokenHash) => {
      const seat = await db.seat.findUnique({ where: { tokenHash, showId } });
      if (seat === null) return null;
      const { id, name, role, place } = seat;
      return { seatId: id, showId, name, role: role === 'host' ? 'host' : 'guest', place };
    },
    findActor: async ({ userId, sessionId }) => {
      // One workspace per installation in this version: the first membership is the only one.
      const membership = await db.membership.findFirst({
        where: { userId },
        orderBy: { createdAt: 'asc' },
        select: { role: true, workspaceId: true, user: { select: { name: true } } },
      });
      if (membership === null) return null;
      const { role, workspaceId, user } = membership;
      return { userId, sessionId, workspaceId, role, name: user.name };
    },
  };
}
