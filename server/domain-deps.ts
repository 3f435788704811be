import type { AccountDeps } from './domain/account/ports';
import type { Actor } from './domain/actor';
import type { AuditReader } from './domain/audit/ports';
import type { DestinationDeps, RelayTargetReader } from './domain/destinations/ports';
import type { InviteDeps, InviteGate } from './domain/invites/ports';
import type { SceneReader } from './domain/scenes/ports';
import type { SetupDeps } from './domain/setup/ports';
import type { ShowDeps } from './domain/shows/ports';
import type { TeamDeps } from './domain/teams/ports';

/** A guest's place as found by its secret. */
export interface SeatIdentity {
  seatId: string;
  showId: string;
  name: string;
  role: 'host' | 'guest';
  place: 'waiting' | 'backstage' | 'stage' | 'gone';
}

/** Every port of every management slice, composed once by compose-domain.ts. */
export type DomainDeps = SetupDeps &
  AccountDeps &
  ShowDeps &
  InviteDeps &
  DestinationDeps &
  TeamDeps & {
    scenes: SceneReader;
    auditReader: AuditReader;
    inviteGate: InviteGate;
    relayTargets: RelayTargetReader;
    findSeat: (showId: string, tokenHash: string) => Promise<SeatIdentity | null>;
    /** The membership behind a session, read afresh for every request: a changed role holds at once. */
    findActor: (session: { userId: string; sessionId: string }) => Promise<Actor | null>;
  };
