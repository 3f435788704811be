import type { WorkspaceRole } from '../actor';
import type { AuditLog } from '../audit/ports';
import type { Atomically, DomainTools } from '../domain-tools';

export interface MemberRow {
  userId: string;
  name: string;
  email: string;
  role: WorkspaceRole;
  joinedAt: Date;
  lastSeenAt: Date | null;
}

export interface InvitationRow {
  invitationId: string;
  email: string;
  role: WorkspaceRole;
  expiresAt: Date;
  createdAt: Date;
}

/** An invitation with what decides whether it can be accepted. */
export interface OpenInvitation extends InvitationRow {
  workspaceId: string;
  workspaceName: string;
  acceptedAt: Date | null;
  revokedAt: Date | null;
}

export interface MemberStore {
  list: (workspaceId: string) => Promise<MemberRow[]>;
  find: (workspaceId: string, userId: string) => Promise<MemberRow | null>;
  /** Makes everybody who changes roles of this workspace wait, so that two owners cannot step down at once. */
  lock: (workspaceId: string) => Promise<void>;
  countOwners: (workspaceId: string) => Promise<number>;
  /** Does nothing when the person is a member already. */
  add: (workspaceId: string, userId: string, role: WorkspaceRole) => Promise<void>;
  setRole: (workspaceId: string, userId: string, role: WorkspaceRole) => Promise<void>;
  /** Also signs the person out everywhere. */
  remove: (workspaceId: string, userId: string, removedAt: Date) => Promise<void>;
}

export interface InvitationStore {
  /** Neither accepted nor revoked nor expired, newest first. */
  listOpen: (workspaceId: string, nowMs: number) => Promise<InvitationRow[]>;
  insert: (invitation: InvitationRow & { workspaceId: string; tokenHash: string }) => Promise<void>;
  /** false: no open invitation of this id in the workspace. */
  revoke: (workspaceId: string, invitationId: string, revokedAt: Date) => Promise<boolean>;
  /** Closes earlier invitations of the same address, so that only the newest link works. */
  revokeOfEmail: (workspaceId: string, email: string, revokedAt: Date) => Promise<void>;
  findByHash: (tokenHash: string) => Promise<OpenInvitation | null>;
  /** true exactly once, however many try, and only while it is open. */
  claim: (invitationId: string, nowMs: number) => Promise<boolean>;
}

export interface UserStore {
  findByEmail: (email: string) => Promise<{ userId: string; name: string } | null>;
  findEmail: (userId: string) => Promise<string | null>;
  /** Throws UniqueViolation when the address is taken. */
  insert: (user: { userId: string; name: string; email: string; passwordHash: string }) => Promise<void>;
}

export interface TeamStore {
  members: MemberStore;
  invitations: InvitationStore;
  users: UserStore;
}

export interface TeamDeps extends DomainTools, TeamStore {
  passwords: { hash: (password: string) => Promise<string> };
  secrets: { newToken: () => string; hashToken: (token: string) => string };
  /** Without a trailing slash. */
  publicUrl: string;
  atomically: Atomically<TeamStore & { audit: AuditLog }>;
}
