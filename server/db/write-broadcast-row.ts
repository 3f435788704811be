import type { Prisma } from '@/generated/prisma/client';
import { assertNever } from '@/lib/core/contract/error-codes';
import type { BroadcastWrite } from '../domain/broadcasts/ports';
import type { DatabaseClient } from './database-client';

type Row<K extends BroadcastWrite['row']> = Extract<BroadcastWrite, { row: K }>;

/** Stores one row of a broadcast. Every row may arrive twice, or late. */
export async function writeBroadcastRow(db: DatabaseClient, write: BroadcastWrite): Promise<void> {
  switch (write.row) {
    case 'broadcast':
      return writeStatus(db, write);
    case 'relay-run':
      return writeRelayRun(db, write);
    case 'recording': {
      const { recordingId, broadcastId } = write;
      const data = { id: recordingId, broadcastId, status: 'recording' } as const;
      await db.recording.createMany({ data, skipDuplicates: true });
      return;
    }
    case 'health': {
      const { row: _row, atMs, ...columns } = write;
      await db.healthSample.createMany({ data: { ...columns, atMs: BigInt(atMs) }, skipDuplicates: true });
      return;
    }
    case 'recording-end':
      return writeRecordingEnd(db, write);
    default:
      assertNever(write);
  }
}

async function writeStatus(db: DatabaseClient, write: Row<'broadcast'>): Promise<void> {
  const { broadcastId, showId, status, atMs, generation } = write;
  const at = new Date(atMs);
  const isOver = status === 'ended' || status === 'cancelled';
  const change = {
    status,
    generation,
    ...(status === 'live' ? { liveAt: at } : {}),
    ...(isOver ? { endedAt: at } : {}),
  };
  await db.broadcast.upsert({
    where: { id: broadcastId },
    create: { id: broadcastId, showId, startedAt: at, ...change },
    update: change,
  });
}

async function writeRelayRun(db: DatabaseClient, write: Row<'relay-run'>): Promise<void> {
  const { broadcastId, destinationId, name, platform, connects, history, bytesSent } = write;
  const columns = {
    ...{ name, platform, connects },
    history: history as unknown as Prisma.InputJsonArray,
    bytesSent: BigInt(bytesSent),
  };
  const id = `${broadcastId}-${destinationId}`;
  // Removed during the broadcast: what it did stays on record, under its name alone.
  const isKnown = (await db.destination.count({ where: { id: destinationId } })) > 0;
  await db.relayRun.upsert({
    where: { id },
    create: { id, broadcastId, destinationId: isKnown ? destinationId : null, ...columns },
    update: columns,
  });
}

async function writeRecordingEnd(db: DatabaseClient, write: Row<'recording-end'>): Promise<void> {
  const { recordingId, status, bytes, durationMs, atMs } = write;
  await db.recording.updateMany({
    // A failure never overwrites the finish that the gateway confirmed.
    where: { id: recordingId, ...(status === 'failed' ? { status: 'recording' } : {}) },
    data: {
      status,
      bytes: BigInt(bytes),
      durationMs: Math.round(durationMs),
      finishedAt: new Date(atMs),
    },
  });
}
