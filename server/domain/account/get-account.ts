import { ok, refuse, type Result } from '@/lib/core/contract/error-codes';
import type { Actor } from '../actor';
import type { AccountDeps, AccountView } from './ports';

/** Who the signed-in person is, and in which workspace. */
export async function getAccount(
  deps: Pick<AccountDeps, 'accounts'>,
  actor: Actor,
): Promise<Result<AccountView>> {
  const account = await deps.accounts.find(actor.userId, actor.workspaceId);
  return account === null ? refuse('not-signed-in', 'Sign in, then try again.') : ok(account);
}
