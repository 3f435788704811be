import { ok, refuse, type Result } from '@/lib/core/contract/error-codes';
import type { Actor } from '../actor';
import { recordAudit } from '../audit/record-audit';
import type { AccountDeps } from './ports';

/** Signs one of the person's own browsers out; its next request is refused. */
export async function revokeSession(
  deps: AccountDeps,
  actor: Actor,
  input: { sessionId: string },
): Promise<Result<{ sessionId: string }>> {
  return deps.atomically(async ({ accounts, audit }) => {
    if (!(await accounts.revokeSession(actor.userId, input.sessionId, deps.nowMs()))) {
      return refuse('not-found', 'That browser is signed out already.');
    }
    await recordAudit(audit, deps, actor, {
      action: 'account.revokeSession',
      detail: { session: input.sessionId },
    });
    return ok({ sessionId: input.sessionId });
  });
}
