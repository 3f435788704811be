import { ok, refuse, type Result } from '@/lib/core/contract/error-codes';
import type { Actor } from '../actor';
import { recordAudit } from '../audit/record-audit';
import type { AccountDeps } from './ports';

/**
 * Gives the person another password and signs every other browser of theirs out: whoever changes it may fear that
 * somebody knows the old one.
 */
export async function changePassword(
  deps: AccountDeps,
  actor: Actor,
  input: { currentPassword: string; newPassword: string },
): Promise<Result<{ signedOut: number }>> {
  const known = await deps.accounts.findPasswordHash(actor.userId);
  if (known === null) {
    return refuse('conflict', 'This account signs in through another service and has no password.');
  }
  if (!(await deps.passwords.verify(known, input.currentPassword))) {
    return refuse('invalid-input', 'That is not your current password.');
  }
  const passwordHash = await deps.passwords.hash(input.newPassword);
  return deps.atomically(async ({ accounts, audit }) => {
    await accounts.setPasswordHash(actor.userId, passwordHash);
    const signedOut = await accounts.revokeOtherSessions(actor.userId, actor.sessionId, deps.nowMs());
    await recordAudit(audit, deps, actor, { action: 'account.changePassword', detail: { signedOut } });
    return ok({ signedOut });
  });
}
