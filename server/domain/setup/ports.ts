import type { AuditLog } from '../audit/ports';
import type { Atomically, DomainTools } from '../domain-tools';

export interface NewOwner {
  userId: string;
  name: string;
  email: string;
  passwordHash: string;
  workspaceId: string;
  workspaceName: string;
}

export interface SetupStore {
  /** Serialises everybody who tries to set up, until the transaction ends. */
  lock: () => Promise<void>;
  isSetUp: () => Promise<boolean>;
  insertOwner: (owner: NewOwner) => Promise<void>;
}

export interface PasswordHasher {
  hash: (password: string) => Promise<string>;
}

export interface SetupDeps extends DomainTools {
  setup: Pick<SetupStore, 'isSetUp'>;
  passwords: PasswordHasher;
  atomically: Atomically<{ setup: SetupStore; audit: AuditLog }>;
}
