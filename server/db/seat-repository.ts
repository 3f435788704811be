import type { Seat } from '@/generated/prisma/client';
import type { SeatRow, SeatStore, ShowAtDoor } from '../domain/seats/ports';
import type { DatabaseClient } from './database-client';

/** Seats as the door sees them; where a seat stands in a running show is the show session's business. */
export function createSeatRepository(db: DatabaseClient): SeatStore {
  return {
    insert: async ({ seatId, ...columns }) => {
      await db.seat.create({ data: { id: seatId, ...columns } });
    },
    findByHash: async (showId, tokenHash) => {
      const seat = await db.seat.findUnique({ where: { tokenHash, showId } });
      return seat === null ? null : toSeatRow(seat);
    },
    findOfUser: async (showId, userId) => {
      const seat = await db.seat.findFirst({
        where: { showId, userId, place: { not: 'gone' } },
        orderBy: { createdAt: 'desc' },
      });
      return seat === null ? null : toSeatRow(seat);
    },
    setTokenHash: async (seatId, tokenHash) => {
      await db.seat.update({ where: { id: seatId }, data: { tokenHash } });
    },
    setGone: async (seatId) => {
      await db.seat.update({ where: { id: seatId }, data: { place: 'gone' } });
    },
  };
}

/** Shows by id or by the address of their watch page, for people who have no account. */
/** A show as its public page needs it. */
interface WatchedShow extends ShowAtDoor {
  lastEndedAt: Date | null;
}

export function createShowDoorRepository(db: DatabaseClient): {
  find: (showId: string) => Promise<ShowAtDoor | null>;
  findBySlug: (slug: string) => Promise<WatchedShow | null>;
} {
  return {
    find: async (showId) => toDoor(await db.show.findUnique({ where: { id: showId }, select: DOOR_COLUMNS })),
    findBySlug: async (slug) => {
      const row = await db.show.findUnique({ where: { slug }, select: WATCH_COLUMNS });
      if (row === null) return null;
      const { id, broadcasts, ...rest } = row;
      return { showId: id, ...rest, lastEndedAt: broadcasts[0]?.endedAt ?? null };
    },
  };
}

const DOOR_COLUMNS = {
  id: true,
  workspaceId: true,
  title: true,
  slug: true,
  scheduledAt: true,
  archivedAt: true,
} as const;

/** With the last broadcast that viewers saw; one that was cancelled never went live. */
const WATCH_COLUMNS = {
  ...DOOR_COLUMNS,
  broadcasts: {
    where: { status: 'ended', liveAt: { not: null } },
    orderBy: { startedAt: 'desc' },
    take: 1,
    select: { endedAt: true },
  },
} as const;

function toDoor(row: (Omit<ShowAtDoor, 'showId'> & { id: string }) | null): ShowAtDoor | null {
  if (row === null) return null;
  const { id, ...rest } = row;
  return { showId: id, ...rest };
}

function toSeatRow({ id, showId, name, role, place, userId }: Seat): SeatRow {
  return { seatId: id, showId, name, role: role === 'host' ? 'host' : 'guest', place, userId };
}
