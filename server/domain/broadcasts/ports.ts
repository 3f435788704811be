import type { Refusal } from '@/lib/core/contract/error-codes';
import type {
  DesiredProgram,
  DesiredRelay,
  ProgramStatus,
  RelayState,
} from '@/lib/core/contract/gateway-control';
import type { HealthSample } from '@/lib/core/health/health-sample';
import type { EngineStats } from '@/lib/core/contract/realtime';
import type { ShowState } from '@/lib/core/contract/show-state';
import type { AnyCommand } from '@/lib/core/show/rule';
import type { SystemCommand } from '@/lib/core/show/system-command';
import type { Journal } from '@/server/store-queue';

/** A show whose state others change; the show session fits. */
export interface LiveShow {
  readonly showId: string;
  readonly state: ShowState;
  run(command: SystemCommand, systemName?: string): Refusal | null;
  onChange(
    listener: (change: { command: AnyCommand; before: ShowState; after: ShowState }) => void,
  ): () => void;
}

export interface ProgramGateway {
  putProgram(desired: DesiredProgram): Promise<ProgramStatus>;
  removeProgram(programId: string): Promise<void>;
  retryRelay(programId: string, relayId: string): Promise<void>;
  listPrograms(): Promise<ProgramStatus[]>;
}

/** A destination with its key still sealed. */
export interface SealedTarget {
  destinationId: string;
  platform: string;
  name: string;
  url: string;
  backupUrl: string | null;
  encryptedKey: string;
}

export interface BroadcastRow {
  broadcastId: string;
  showId: string;
}

export type BroadcastRowStatus = 'countdown' | 'live' | 'ending' | 'ended' | 'cancelled';

export interface RelayRunRow {
  broadcastId: string;
  destinationId: string;
  name: string;
  platform: string;
  /** Newest last. */
  history: { atMs: number; state: RelayState }[];
  bytesSent: number;
  connects: number;
}

/** One row to store. Storing the same twice is harmless. */
export type BroadcastWrite =
  | ({ row: 'broadcast'; status: BroadcastRowStatus; atMs: number; generation: number } & BroadcastRow)
  | ({ row: 'relay-run' } & RelayRunRow)
  | { row: 'recording'; recordingId: string; broadcastId: string }
  | ({ row: 'health'; broadcastId: string } & HealthSample)
  | {
      row: 'recording-end';
      recordingId: string;
      status: 'finished' | 'failed';
      bytes: number;
      durationMs: number;
      atMs: number;
    };

export interface BroadcastStore {
  write(write: BroadcastWrite): Promise<void>;
  listUnfinished(): Promise<BroadcastRow[]>;
}

export interface BroadcastLogger {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface BroadcastDeps {
  gateway: ProgramGateway;
  store: BroadcastStore;
  /** Absent: rows that the database has not taken end with the process. */
  journal?: Journal<BroadcastWrite>;
  targets: { listForShow(showId: string): Promise<SealedTarget[]> };
  /** Opens a sealed stream key; bound to the destination's id. */
  openKey(sealed: string, boundTo: string): string;
  /** The gateway's own destination that shows a program to nobody, for the check before going on air. */
  checkRelay: Omit<DesiredRelay, 'key'>;
  /** Opens a show that is not open; null when it does not exist. */
  openShow(showId: string): Promise<LiveShow | null>;
  /** What the engine of an open show last said of itself. */
  engineStats(showId: string): EngineStats | null;
  /** Newest word of the gateway about a show's program, for telemetry. */
  onProgram(showId: string, status: ProgramStatus | null): void;
  nowMs(): number;
  newId(): string;
  logger: BroadcastLogger;
}
