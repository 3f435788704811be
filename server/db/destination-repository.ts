import type { Prisma } from '@/generated/prisma/client';
import type { DestinationRow, DestinationStore, RelayTargetReader } from '../domain/destinations/ports';
import type { DatabaseClient } from './database-client';

/** Destinations. Only `listForShow` reads the encrypted key, for the moment of going live. */
export function createDestinationRepository(db: DatabaseClient): DestinationStore & RelayTargetReader {
  return {
    list: async (workspaceId) => {
      const rows = await db.destination.findMany({
        where: { workspaceId },
        orderBy: { name: 'asc' },
        select: COLUMNS,
      });
      return rows.map(toDestinationRow);
    },
    find: async (workspaceId, destinationId) => {
      const row = await db.destination.findFirst({
        where: { id: destinationId, workspaceId },
        select: COLUMNS,
      });
      return row === null ? null : toDestinationRow(row);
    },
    count: (workspaceId) => db.destination.count({ where: { workspaceId } }),
    insert: async ({ destinationId, ...columns }) =>
      toDestinationRow(
        await db.destination.create({ data: { id: destinationId, ...columns }, select: COLUMNS }),
      ),
    update: async (destinationId, change) => {
      await db.destination.update({ where: { id: destinationId }, data: change });
    },
    setKey: async (destinationId, key) => {
      await db.destination.update({ where: { id: destinationId }, data: key });
    },
    remove: async (destinationId) => {
      await db.destination.delete({ where: { id: destinationId } });
    },
    listShowIds: async (destinationId) => {
      const rows = await db.showDestination.findMany({ where: { destinationId }, select: { showId: true } });
      return rows.map((row) => row.showId);
    },
    listForShow: async (showId) => {
      const rows = await db.showDestination.findMany({
        where: { showId },
        orderBy: { destination: { name: 'asc' } },
        select: { enabled: true, destination: { select: RELAY_COLUMNS } },
      });
      return rows.map(({ enabled, destination: { id, ...rest } }) => ({
        destinationId: id,
        ...rest,
        enabled,
      }));
    },
  };
}

const COLUMNS = {
  id: true,
  platform: true,
  name: true,
  url: true,
  backupUrl: true,
  keyHint: true,
  createdAt: true,
  _count: { select: { shows: true } },
} as const satisfies Prisma.DestinationSelect;

const RELAY_COLUMNS = {
  id: true,
  platform: true,
  name: true,
  url: true,
  backupUrl: true,
  encryptedKey: true,
} as const satisfies Prisma.DestinationSelect;

function toDestinationRow(row: Prisma.DestinationGetPayload<{ select: typeof COLUMNS }>): DestinationRow {
  const { id, _count, ...columns } = row;
  return { destinationId: id, ...columns, showCount: _count.shows };
}
