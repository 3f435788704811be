import type { Actor } from '../actor';
import type { AccountDeps, SessionRow } from './ports';

export interface SessionView extends SessionRow {
  /** The browser that asks. */
  isCurrent: boolean;
}

/** The browsers in which this person is signed in. */
export async function listSessions(
  deps: Pick<AccountDeps, 'accounts' | 'nowMs'>,
  actor: Actor,
): Promise<SessionView[]> {
  const sessions = await deps.accounts.listSessions(actor.userId, deps.nowMs());
  return sessions.map((session) => ({ ...session, isCurrent: session.sessionId === actor.sessionId }));
}
