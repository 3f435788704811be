import type { Prisma } from '@/generated/prisma/client';
import type { HealthSample } from '@/lib/core/health/health-sample';
import type { BroadcastStore } from '../domain/broadcasts/ports';
import type { DatabaseClient } from './database-client';
import { writeBroadcastRow } from './write-broadcast-row';

export interface RecordingRow {
  recordingId: string;
  showId: string;
  showTitle: string;
  broadcastId: string;
  status: 'recording' | 'finished' | 'failed';
  bytes: number;
  durationMs: number;
  createdAt: Date;
  finishedAt: Date | null;
}

export interface BroadcastView {
  broadcastId: string;
  status: 'countdown' | 'live' | 'ending' | 'ended' | 'cancelled';
  startedAt: Date;
  liveAt: Date | null;
  endedAt: Date | null;
  relays: { name: string; platform: string; connects: number; bytesSent: number; history: unknown }[];
}

interface BroadcastReader {
  list(workspaceId: string, showId: string): Promise<BroadcastView[]>;
  /** Oldest first, at most HEALTH_MAX. */
  listHealth(workspaceId: string, broadcastId: string): Promise<HealthSample[]>;
  listRecordings(workspaceId: string, showId: string | null): Promise<RecordingRow[]>;
  findRecording(workspaceId: string, recordingId: string): Promise<RecordingRow | null>;
  removeRecording(recordingId: string): Promise<void>;
}

/** A day on air. */
const HEALTH_MAX = 8_640;
/** Lists show this many, newest first. */
const LIST_MAX = 200;

/** Broadcasts with their relays and recordings. Every write may arrive twice, or late. */
export function createBroadcastRepository(db: DatabaseClient): BroadcastStore & BroadcastReader {
  return {
    write: (write) => writeBroadcastRow(db, write),
    listUnfinished: async () => {
      const rows = await db.broadcast.findMany({
        where: { status: { in: ['countdown', 'live', 'ending'] } },
        select: { id: true, showId: true },
      });
      return rows.map(({ id, showId }) => ({ broadcastId: id, showId }));
    },
    list: async (workspaceId, showId) => {
      const rows = await db.broadcast.findMany({
        where: { showId, show: { workspaceId } },
        orderBy: { startedAt: 'desc' },
        take: LIST_MAX,
        include: { relayRuns: true },
      });
      return rows.map(({ id, status, startedAt, liveAt, endedAt, relayRuns }) => ({
        ...{ broadcastId: id, status, startedAt, liveAt, endedAt },
        relays: relayRuns.map(({ name, platform, connects, bytesSent, history }) => ({
          ...{ name, platform, connects, history },
          bytesSent: Number(bytesSent),
        })),
      }));
    },
    listHealth: async (workspaceId, broadcastId) => {
      const rows = await db.healthSample.findMany({
        where: { broadcastId, broadcast: { show: { workspaceId } } },
        orderBy: { atMs: 'asc' },
        take: HEALTH_MAX,
      });
      return rows.map(({ broadcastId: _of, atMs, picture, ...columns }) => ({
        ...columns,
        atMs: Number(atMs),
        picture: picture as HealthSample['picture'],
      }));
    },
    listRecordings: async (workspaceId, showId) => {
      const rows = await db.recording.findMany({
        where: { broadcast: { show: { workspaceId, ...(showId === null ? {} : { id: showId }) } } },
        orderBy: { createdAt: 'desc' },
        take: LIST_MAX,
        include: WITH_SHOW,
      });
      return rows.map(toRecordingRow);
    },
    findRecording: async (workspaceId, recordingId) => {
      const row = await db.recording.findFirst({
        where: { id: recordingId, broadcast: { show: { workspaceId } } },
        include: WITH_SHOW,
      });
      return row === null ? null : toRecordingRow(row);
    },
    removeRecording: async (recordingId) => {
      await db.recording.deleteMany({ where: { id: recordingId } });
    },
  };
}

const WITH_SHOW = {
  broadcast: { select: { show: { select: { id: true, title: true } } } },
} as const satisfies Prisma.RecordingInclude;

function toRecordingRow(row: Prisma.RecordingGetPayload<{ include: typeof WITH_SHOW }>): RecordingRow {
  const { id, bytes, broadcast, ...columns } = row;
  return {
    recordingId: id,
    showId: broadcast.show.id,
    showTitle: broadcast.show.title,
    ...columns,
    bytes: Number(bytes),
  };
}
