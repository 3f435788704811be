import type { Refusal } from '@/lib/core/contract/error-codes';
import type { ShowState } from '@/lib/core/contract/show-state';
import type { SystemCommand } from '@/lib/core/show/system-command';
import type { Atomically, DomainTools } from '../domain-tools';

export interface InviteAtDoor {
  inviteId: string;
  showId: string;
  role: 'guest' | 'host';
  expiresAt: Date | null;
  maxUses: number | null;
  uses: number;
  revokedAt: Date | null;
}

export interface InviteGate {
  findByHash: (tokenHash: string) => Promise<InviteAtDoor | null>;
  /** Counts one use, only while the invite is open; null when it is not. */
  consume: (tokenHash: string, nowMs: number) => Promise<InviteAtDoor | null>;
}

export interface SeatRow {
  seatId: string;
  showId: string;
  name: string;
  role: 'guest' | 'host';
  place: 'waiting' | 'backstage' | 'stage' | 'gone';
  userId: string | null;
}

export interface NewSeat {
  seatId: string;
  showId: string;
  inviteId: string | null;
  userId: string | null;
  name: string;
  role: 'guest' | 'host';
  place: 'waiting' | 'backstage';
  tokenHash: string;
}

export interface SeatStore {
  insert: (seat: NewSeat) => Promise<void>;
  findByHash: (showId: string, tokenHash: string) => Promise<SeatRow | null>;
  /** The seat of a member that is not gone. */
  findOfUser: (showId: string, userId: string) => Promise<SeatRow | null>;
  setTokenHash: (seatId: string, tokenHash: string) => Promise<void>;
  setGone: (seatId: string) => Promise<void>;
}

/** The show session: where a seat becomes visible to everyone. */
export interface SeatedShow {
  readonly state: ShowState;
  run: (command: SystemCommand, systemName?: string) => Refusal | null;
}

export interface ShowAtDoor {
  showId: string;
  workspaceId: string;
  title: string;
  slug: string;
  scheduledAt: Date | null;
  archivedAt: Date | null;
}

export interface SeatDeps extends DomainTools {
  inviteGate: InviteGate;
  seats: SeatStore;
  showDoor: { find: (showId: string) => Promise<ShowAtDoor | null> };
  secrets: { newToken: () => string; hashToken: (token: string) => string };
  openShow: (showId: string) => Promise<SeatedShow | null>;
  atomically: Atomically<{ inviteGate: Pick<InviteGate, 'consume'>; seats: Pick<SeatStore, 'insert'> }>;
}
