import type { WorkspaceRole } from '../actor';
import type { AuditLog } from '../audit/ports';
import type { Atomically, DomainTools } from '../domain-tools';

export interface AccountView {
  userId: string;
  name: string;
  email: string;
  role: WorkspaceRole;
  workspaceId: string;
  workspaceName: string;
}

export interface SessionRow {
  sessionId: string;
  userAgent: string;
  createdAt: Date;
  lastSeenAt: Date;
}

export interface AccountStore {
  find: (userId: string, workspaceId: string) => Promise<AccountView | null>;
  /** Not revoked and not expired, last seen first. */
  listSessions: (userId: string, nowMs: number) => Promise<SessionRow[]>;
  /** false: the user has no such open session. */
  revokeSession: (userId: string, sessionId: string, nowMs: number) => Promise<boolean>;
  /** Every open session of the user but one. @returns how many. */
  revokeOtherSessions: (userId: string, keptSessionId: string, nowMs: number) => Promise<number>;
  /** null: the account has no password, its person signs in through another service. */
  findPasswordHash: (userId: string) => Promise<string | null>;
  setPasswordHash: (userId: string, passwordHash: string) => Promise<void>;
}

export interface AccountDeps extends DomainTools {
  accounts: AccountStore;
  passwords: {
    hash: (password: string) => Promise<string>;
    verify: (passwordHash: string, password: string) => Promise<boolean>;
  };
  atomically: Atomically<{ accounts: AccountStore; audit: AuditLog }>;
}
