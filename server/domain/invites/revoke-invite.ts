import { ok, refuse, type Result } from '@/lib/core/contract/error-codes';
import type { Actor } from '../actor';
import { recordAudit } from '../audit/record-audit';
import type { InviteDeps } from './ports';

/** Closes a guest link for newcomers. Guests who came through it keep their seats: removing those is a studio act. */
export async function revokeInvite(
  deps: InviteDeps,
  actor: Actor,
  input: { inviteId: string },
): Promise<Result<{ inviteId: string }>> {
  return deps.atomically(async ({ invites, audit }) => {
    const invite = await invites.revoke(actor.workspaceId, input.inviteId, new Date(deps.nowMs()));
    if (invite === null) return refuse('not-found', 'This invite link does not exist.');
    await recordAudit(audit, deps, actor, {
      action: 'invite.revoke',
      showId: invite.showId,
      detail: { invite: invite.inviteId, label: invite.label },
    });
    return ok({ inviteId: invite.inviteId });
  });
}
