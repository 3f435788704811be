import type { AuditLog } from '../audit/ports';
import type { Atomically, DomainTools } from '../domain-tools';

export type InviteRole = 'guest' | 'host';

export interface InviteRow {
  inviteId: string;
  showId: string;
  label: string;
  role: InviteRole;
  expiresAt: Date | null;
  maxUses: number | null;
  uses: number;
  revokedAt: Date | null;
  createdAt: Date;
}

export interface NewInvite {
  inviteId: string;
  showId: string;
  label: string;
  role: InviteRole;
  tokenHash: string;
  expiresAt: Date | null;
  maxUses: number | null;
  createdAt: Date;
}

export interface InviteStore {
  showExists: (workspaceId: string, showId: string) => Promise<boolean>;
  list: (showId: string) => Promise<InviteRow[]>;
  count: (showId: string) => Promise<number>;
  insert: (invite: NewInvite) => Promise<void>;
  /** null: no such invite in the workspace. Revoking twice keeps the first time. */
  revoke: (workspaceId: string, inviteId: string, revokedAt: Date) => Promise<InviteRow | null>;
}

/** For whoever lets guests in (join.*). */
export interface InviteGate {
  findByHash: (tokenHash: string) => Promise<InviteRow | null>;
  /** Counts one use in a single statement, only while the invite is open; null when it is not, or does not exist. */
  consume: (tokenHash: string, nowMs: number) => Promise<InviteRow | null>;
}

export interface SecretMaker {
  newToken: () => string;
  hashToken: (token: string) => string;
}

export interface InviteDeps extends DomainTools {
  invites: InviteStore;
  secrets: SecretMaker;
  /** Without a trailing slash. */
  publicUrl: string;
  atomically: Atomically<{ invites: InviteStore; audit: AuditLog }>;
}
