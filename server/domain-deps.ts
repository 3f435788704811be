import type { AccountDeps, AccountStore } from './domain/account/ports';
import type { Actor } from './domain/actor';
import type { AssetDeps, AssetStore } from './domain/assets/ports';
import type { AuditLog, AuditReader } from './domain/audit/ports';
import type { BrandDeps, BrandStore } from './domain/brand/ports';
import type { DestinationDeps, DestinationStore, RelayTargetReader } from './domain/destinations/ports';
import type { DoctorProbe } from './domain/doctor/ports';
import type { Atomically } from './domain/domain-tools';
import type { InviteDeps, InviteGate, InviteStore } from './domain/invites/ports';
import type { SceneReader } from './domain/scenes/ports';
import type { SetupDeps, SetupStore } from './domain/setup/ports';
import type { ShowDeps, ShowReader, ShowWriter } from './domain/shows/ports';
import type { TeamDeps, TeamStore } from './domain/teams/ports';

/** A guest's place as found by its secret. */
export interface SeatIdentity {
  seatId: string;
  showId: string;
  name: string;
  role: 'host' | 'guest';
  place: 'waiting' | 'backstage' | 'stage' | 'gone';
}

/** What one transaction can reach. */
export interface Stores extends TeamStore {
  setup: SetupStore;
  accounts: AccountStore;
  shows: ShowReader & ShowWriter;
  invites: InviteStore & InviteGate;
  destinations: DestinationStore;
  brands: BrandStore;
  assets: AssetStore;
  audit: AuditLog;
}

type SliceDeps = SetupDeps &
  AccountDeps &
  ShowDeps &
  InviteDeps &
  DestinationDeps &
  TeamDeps &
  BrandDeps &
  AssetDeps;

/** Every port of every management slice, composed once by compose-domain.ts. */
export type DomainDeps = Omit<SliceDeps, 'atomically'> & {
  atomically: Atomically<Stores>;
  scenes: SceneReader;
  auditReader: AuditReader;
  probes: DoctorProbe[];
  inviteGate: InviteGate;
  relayTargets: RelayTargetReader;
  findSeat: (showId: string, tokenHash: string) => Promise<SeatIdentity | null>;
  /** The membership behind a session, read afresh for every request: a changed role holds at once. */
  findActor: (session: { userId: string; sessionId: string }) => Promise<Actor | null>;
};
