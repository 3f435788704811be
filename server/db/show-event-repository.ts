import type { Prisma } from '@/generated/prisma/client';
import type { Actor } from '@/lib/core/contract/show-commands';
import type { NumberedEvent, ShowEvent } from '@/lib/core/contract/show-events';
import type { SceneView, Seat, ShowState } from '@/lib/core/contract/show-state';
import type { Database } from './client';
import { mapDatabaseErrors } from './database-errors';
import { toJson } from './to-json';

interface StoredShow {
  workspaceId: string;
  title: string;
  snapshot: ShowState;
  snapshotSeq: number;
  events: { seq: number; event: ShowEvent }[];
  destinations: {
    destinationId: string;
    name: string;
    platform: string;
    keyHint: string;
    enabled: boolean;
  }[];
}

interface ShowWrite {
  showId: string;
  workspaceId: string;
  events: NumberedEvent[];
  audit: {
    id: string;
    atMs: number;
    actor: string;
    actorName: string;
    action: string;
    detail: Record<string, string | number | boolean | null | string[]>;
  }[];
  snapshot: { seq: number; state: ShowState } | null;
  scenes: SceneView[] | null;
  seats: Seat[];
  switches: { destinationId: string; enabled: boolean }[];
}

interface ShowStore {
  load(showId: string): Promise<StoredShow | null>;
  write(write: ShowWrite): Promise<void>;
}

/** The event log of shows, their snapshots, and the projections that lists read. */
export function createShowEventRepository(db: Database): ShowStore {
  return {
    load: (showId) => mapDatabaseErrors(() => loadShow(db, showId)),
    write: (write) =>
      mapDatabaseErrors(() =>
        db.$transaction((tx) => writeShow(tx, write), { maxWait: 5_000, timeout: 10_000 }),
      ),
  };
}

async function loadShow(db: Database, showId: string): Promise<StoredShow | null> {
  const show = await db.show.findUnique({
    where: { id: showId },
    select: {
      workspaceId: true,
      title: true,
      slug: true,
      snapshot: true,
      snapshotSeq: true,
      destinations: {
        orderBy: { destination: { name: 'asc' } },
        select: {
          enabled: true,
          destination: { select: { id: true, name: true, platform: true, keyHint: true } },
        },
      },
    },
  });
  if (show === null) return null;
  const rows = await db.showEvent.findMany({
    where: { showId, seq: { gt: show.snapshotSeq } },
    orderBy: { seq: 'asc' },
    select: { seq: true, event: true },
  });
  return {
    workspaceId: show.workspaceId,
    title: show.title,
    // Written by this file from typed values, never by a user: a shape check would only repeat the compiler.
    snapshot: show.snapshot as unknown as ShowState,
    snapshotSeq: show.snapshotSeq,
    events: rows.map(({ seq, event }) => ({ seq, event: event as unknown as ShowEvent })),
    destinations: show.destinations.map(({ enabled, destination: { id, ...rest } }) => ({
      destinationId: id,
      ...rest,
      enabled,
    })),
  };
}

async function writeShow(tx: Prisma.TransactionClient, write: ShowWrite): Promise<void> {
  const { showId, workspaceId, events, audit, snapshot, scenes, seats, switches } = write;
  if (events.length > 0) {
    await tx.showEvent.createMany({ data: events.map((one) => eventRow(showId, one)), skipDuplicates: true });
  }
  if (audit.length > 0) {
    await tx.auditEvent.createMany({
      data: audit.map(({ atMs, ...line }) => ({ ...line, atMs: BigInt(atMs), workspaceId, showId })),
      skipDuplicates: true,
    });
  }
  if (snapshot) {
    // A write that was given up on may still arrive after a newer one: never go back.
    await tx.show.updateMany({
      where: { id: showId, snapshotSeq: { lte: snapshot.seq } },
      data: { snapshot: toJson(snapshot.state), snapshotSeq: snapshot.seq },
    });
  }
  if (scenes) await replaceScenes(tx, showId, scenes);
  for (const { seatId, name, place, connected } of seats) {
    const data = { name, place, ...(connected ? { lastSeenAt: new Date() } : {}) };
    await tx.seat.updateMany({ where: { id: seatId, showId }, data });
  }
  for (const { destinationId, enabled } of switches) {
    await tx.showDestination.updateMany({ where: { showId, destinationId }, data: { enabled } });
  }
}

function eventRow(
  showId: string,
  { seq, atMs, actor, event }: NumberedEvent,
): Prisma.ShowEventCreateManyInput {
  return { showId, seq, atMs: BigInt(atMs), actor: toJson(actor satisfies Actor), event: toJson(event) };
}

/** Ids come from browsers: one that another show has already is skipped here, so that it cannot block the log. */
async function replaceScenes(
  tx: Prisma.TransactionClient,
  showId: string,
  scenes: SceneView[],
): Promise<void> {
  await tx.scene.deleteMany({ where: { showId } });
  await tx.scene.createMany({
    data: scenes.map(({ sceneId, name, document }, position) => ({
      ...{ id: sceneId, showId, name, position, version: document.version },
      document: toJson(document),
    })),
    skipDuplicates: true,
  });
}
