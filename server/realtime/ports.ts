import type { ErrorCode } from '@/lib/core/contract/error-codes';
import type { Actor, ShowCommandType } from '@/lib/core/contract/show-commands';
import type { NumberedEvent, ShowEvent } from '@/lib/core/contract/show-events';
import type { SceneView, Seat, ShowDestination, ShowState } from '@/lib/core/contract/show-state';

/** A show as it was left, with what management pages may have changed meanwhile. */
export interface StoredShow {
  workspaceId: string;
  title: string;
  snapshot: ShowState;
  snapshotSeq: number;
  /** Later than the snapshot, in order. */
  events: { seq: number; event: ShowEvent }[];
  destinations: Omit<ShowDestination, 'relay'>[];
}

/** One line of the activity list. Parameters without secrets, flat. */
export interface AuditLine {
  id: string;
  atMs: number;
  /** `user:<id>`, `seat:<id>` or `system:<name>`. */
  actor: string;
  actorName: string;
  action: string;
  detail: Record<string, string | number | boolean | null | string[]>;
}

/** What a session wants kept. Writing the same twice is harmless. */
export interface ShowWrite {
  showId: string;
  workspaceId: string;
  events: NumberedEvent[];
  audit: AuditLine[];
  snapshot: { seq: number; state: ShowState } | null;
  /** Projections for lists; the show state is the truth. Scenes: all of them, or null when none changed. */
  scenes: SceneView[] | null;
  /** Those that changed. */
  seats: Seat[];
  switches: { destinationId: string; enabled: boolean }[];
}

export interface ShowStore {
  load(showId: string): Promise<StoredShow | null>;
  /** In one transaction. */
  write(write: ShowWrite): Promise<void>;
}

export interface RealtimeLogger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Counts for the metrics. Every value is one of ours, never text from the network. */
export interface SocketCounts {
  /** A message or a handshake was refused. */
  refusal(code: ErrorCode): void;
  /** A command reached its show; `seconds` until its events were handed to every socket. */
  command(type: ShowCommandType, outcome: { isAccepted: boolean; seconds: number }): void;
}

/** Time and ids come from outside, so that tests decide them. */
export interface SessionTools {
  nowMs(): number;
  newId(): string;
  logger: RealtimeLogger;
}

export type UserActor = Extract<Actor, { kind: 'user' }>;

/** Who stands behind a handshake. `null` = nobody we know. */
export interface Identities {
  /** Reads the session cookie; the role is the one in the show's workspace. */
  findMember(cookieHeader: string, workspaceId: string): Promise<UserActor | null>;
  /** The seat of that show that this secret opens. */
  findSeat(showId: string, seatToken: string): Promise<{ seatId: string } | null>;
}
