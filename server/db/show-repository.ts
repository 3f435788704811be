import type { Prisma } from '@/generated/prisma/client';
import type { NewShow, ShowReader, ShowRow, ShowWriter } from '../domain/shows/ports';
import type { DatabaseClient } from './database-client';

/** Shows and their sets of destinations. The show state itself (snapshot, events) is the show session's business. */
export function createShowRepository(db: DatabaseClient): ShowReader & ShowWriter {
  return {
    list: async (workspaceId, limit) => {
      const rows = await db.show.findMany({
        where: { workspaceId },
        orderBy: { createdAt: 'desc' },
        take: limit,
        select: SHOW_COLUMNS,
      });
      return rows.map(toShowRow);
    },
    find: async (workspaceId, showId) => {
      const row = await db.show.findFirst({ where: { id: showId, workspaceId }, select: SHOW_COLUMNS });
      return row === null ? null : toShowRow(row);
    },
    count: (workspaceId) => db.show.count({ where: { workspaceId } }),
    listDestinationIds: async (workspaceId, destinationIds) => {
      const rows = await db.destination.findMany({
        where: { workspaceId, id: { in: destinationIds } },
        select: { id: true },
      });
      return rows.map((row) => row.id);
    },
    listDestinations: async (showId) => {
      const rows = await db.showDestination.findMany({
        where: { showId },
        orderBy: { destination: { name: 'asc' } },
        select: {
          enabled: true,
          destination: { select: { id: true, name: true, platform: true, keyHint: true } },
        },
      });
      return rows.map(({ enabled, destination: { id, ...rest } }) => ({
        destinationId: id,
        ...rest,
        enabled,
      }));
    },
    insert: (show) => insertShow(db, show),
    setTitle: async (showId, title) => {
      await db.show.update({ where: { id: showId }, data: { title } });
    },
    setSchedule: async (showId, scheduledAt) => {
      await db.show.update({ where: { id: showId }, data: { scheduledAt } });
    },
    setArchived: async (showId, archivedAt) => {
      await db.show.update({ where: { id: showId }, data: { archivedAt } });
    },
    setDestinations: async (showId, destinationIds) => {
      await db.showDestination.deleteMany({ where: { showId, destinationId: { notIn: destinationIds } } });
      const data = destinationIds.map((destinationId) => ({ showId, destinationId }));
      await db.showDestination.createMany({ data, skipDuplicates: true });
    },
  };
}

const SHOW_COLUMNS = {
  id: true,
  title: true,
  slug: true,
  template: true,
  scheduledAt: true,
  archivedAt: true,
  createdAt: true,
  // At most one broadcast of a show runs, and it is the newest; the one before it tells when the show last ended.
  broadcasts: {
    where: { status: { not: 'cancelled' } },
    orderBy: { startedAt: 'desc' },
    take: 2,
    select: { status: true, startedAt: true, endedAt: true },
  },
  _count: { select: { broadcasts: { where: { status: 'ended' } }, destinations: true } },
} as const satisfies Prisma.ShowSelect;

function toShowRow(row: Prisma.ShowGetPayload<{ select: typeof SHOW_COLUMNS }>): ShowRow {
  const { id, broadcasts, _count, ...columns } = row;
  return {
    showId: id,
    ...columns,
    liveSince: broadcasts.find((broadcast) => broadcast.status !== 'ended')?.startedAt ?? null,
    lastBroadcastEndedAt: broadcasts.find((broadcast) => broadcast.status === 'ended')?.endedAt ?? null,
    broadcastCount: _count.broadcasts,
    destinationCount: _count.destinations,
  };
}

async function insertShow(db: DatabaseClient, show: NewShow): Promise<'inserted' | 'slug-taken'> {
  const { showId, workspaceId, title, slug, template, scheduledAt, snapshot } = show;
  const data = { id: showId, workspaceId, title, slug, template, scheduledAt, snapshot: toJson(snapshot) };
  // ON CONFLICT DO NOTHING: a unique violation would end the surrounding transaction.
  const { count } = await db.show.createMany({ data, skipDuplicates: true });
  if (count === 0) return 'slug-taken';
  await db.scene.createMany({
    data: snapshot.scenes.map(({ sceneId, name, document }, position) => ({
      ...{ id: sceneId, showId, name, position, version: document.version },
      document: toJson(document),
    })),
  });
  return 'inserted';
}

/** Our own types are plain data; Prisma's JSON type cannot see that of an interface. */
function toJson(value: object): Prisma.InputJsonObject {
  return value as Prisma.InputJsonObject;
}
