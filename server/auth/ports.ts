export interface KnownUser {
  id: string;
  email: string;
  name: string;
}

export interface ExternalAccount {
  provider: string;
  providerAccountId: string;
}

export interface StoredSession {
  user: KnownUser;
  isRevoked: boolean;
  expiresAtMs: number;
  lastSeenAtMs: number;
}

export interface SignInStore {
  findByEmail(email: string): Promise<(KnownUser & { passwordHash: string | null }) | null>;
  findByExternal(provider: string, providerAccountId: string): Promise<KnownUser | null>;
  linkExternal(userId: string, account: ExternalAccount): Promise<void>;
  createSession(session: { id: string; userId: string; userAgent: string; expiresAt: Date }): Promise<void>;
  findSession(sessionId: string): Promise<StoredSession | null>;
  touchSession(sessionId: string, times: { nowMs: number; expiresAtMs: number }): Promise<void>;
  revokeSession(sessionId: string, nowMs: number): Promise<void>;
}
