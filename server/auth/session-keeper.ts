import { randomUUID } from 'node:crypto';
import type { KnownUser, SignInStore, StoredSession } from './ports';

/** Away for longer than this, one signs in again. Every visit begins it anew. */
export const SESSION_MS = 30 * 86_400_000;
/** A page asks for its session several times at once; a revoked one lives no longer than this. */
const FRESH_MS = 1_000;
/** While the database does not answer, a session that was valid stays valid this long: nobody is thrown off air. */
const OUTAGE_MS = 5 * 60_000;
const TOUCH_EVERY_MS = 60_000;
/** Browsers signed in at once on one installation, with room; the longest unused is asked for again. */
const REMEMBERED_MAX = 2_000;
const USER_AGENT_CHARS = 300;

interface Remembered {
  session: StoredSession;
  checkedAtMs: number;
}

/**
 * Sessions that can be revoked: the cookie holds an id, the database the truth. It remembers the last answer for a moment,
 * so that a database that is away for a while signs nobody out.
 */
export class SessionKeeper {
  readonly #remembered = new Map<string, Remembered>();

  constructor(
    private readonly store: SignInStore,
    private readonly nowMs: () => number = Date.now,
  ) {}

  async open(userId: string, userAgent: string): Promise<string> {
    const id = randomUUID();
    const expiresAt = new Date(this.nowMs() + SESSION_MS);
    await this.store.createSession({
      id,
      userId,
      userAgent: userAgent.slice(0, USER_AGENT_CHARS),
      expiresAt,
    });
    return id;
  }

  /** @returns null when it was revoked, has expired or never was. @throws when the database is away and nothing is remembered. */
  async find(sessionId: string): Promise<KnownUser | null> {
    const known = this.#remembered.get(sessionId);
    const ageMs = known === undefined ? Infinity : this.nowMs() - known.checkedAtMs;
    if (known !== undefined && ageMs < FRESH_MS) return this.#valid(known.session);
    let session: StoredSession | null;
    try {
      session = await this.store.findSession(sessionId);
    } catch (error) {
      if (known !== undefined && ageMs < OUTAGE_MS) return this.#valid(known.session);
      throw error;
    }
    this.#remember(sessionId, session);
    if (session === null || this.#valid(session) === null) return null;
    this.#touch(sessionId, session);
    return session.user;
  }

  async revoke(sessionId: string): Promise<void> {
    await this.store.revokeSession(sessionId, this.nowMs());
    this.#remembered.delete(sessionId);
  }

  #valid(session: StoredSession): KnownUser | null {
    return session.isRevoked || session.expiresAtMs <= this.nowMs() ? null : session.user;
  }

  #remember(sessionId: string, session: StoredSession | null): void {
    this.#remembered.delete(sessionId);
    if (session !== null) this.#remembered.set(sessionId, { session, checkedAtMs: this.nowMs() });
    const [oldest] = this.#remembered.keys();
    if (this.#remembered.size > REMEMBERED_MAX && oldest !== undefined) this.#remembered.delete(oldest);
  }

  #touch(sessionId: string, session: StoredSession): void {
    const nowMs = this.nowMs();
    if (nowMs - session.lastSeenAtMs < TOUCH_EVERY_MS) return;
    session.lastSeenAtMs = nowMs;
    session.expiresAtMs = nowMs + SESSION_MS;
    this.store.touchSession(sessionId, { nowMs, expiresAtMs: nowMs + SESSION_MS }).catch(() => {
      /* "last seen" is for the settings page: the next visit writes it again */
    });
  }
}
