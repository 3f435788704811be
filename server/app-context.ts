import type { AuthParts } from './auth/auth-options';
import type { CallLimiter } from './call-limiter';
import type { Database } from './db/client';
import type { LiveParts } from './compose-live';
import type { DomainDeps } from './domain-deps';
import type { SignedInUser } from './domain/actor';
import type { Env } from './env';
import type { Logger } from './log';
import type { SecretRedactor } from './redact';
import type { Secrets } from './secrets/secrets-file';
import type { WebMetrics } from './web-metrics';

/**
 * Everything that lives as long as the web process. The server and Next's route handlers are separate module graphs in
 * one process, so they meet through `globalThis`; nothing else in the repository keeps state there.
 */
export interface AppContext {
  env: Env;
  secrets: Secrets;
  logger: Logger;
  /** Register every secret here before it can be part of a message. */
  redactor: SecretRedactor;
  db: Database;
  auth: AuthParts;
  /** The ports of the management slices (compose-domain.ts). */
  domain: DomainDeps;
  metrics: WebMetrics;
  /** What runs during a show (compose-live.ts). */
  live: LiveParts;
  /** For calls of people without an account. */
  callLimiter: CallLimiter;
  /** Who holds the session cookie of these headers; null when nobody does, or it was revoked. */
  readUser: (headers: Headers) => Promise<SignedInUser | null>;
}

/** Set by server/main.ts before Next starts. `next build` never needs it: ask inside handlers, not at module level. */
export function getAppContext(): AppContext {
  const context = store[KEY];
  if (context === undefined)
    throw new Error('The application context is set by server/main.ts; this code ran without it.');
  return context;
}

export function setAppContext(context: AppContext): void {
  store[KEY] = context;
}

const KEY = Symbol.for('stream-buddy.app-context');
const store = globalThis as typeof globalThis & { [KEY]?: AppContext };
