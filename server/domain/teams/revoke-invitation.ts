import { ok, refuse, type Result } from '@/lib/core/contract/error-codes';
import type { Actor } from '../actor';
import { recordAudit } from '../audit/record-audit';
import type { TeamDeps } from './ports';

/** Closes an invitation that nobody has accepted yet. */
export async function revokeInvitation(
  deps: TeamDeps,
  actor: Actor,
  input: { invitationId: string },
): Promise<Result<{ invitationId: string }>> {
  return deps.atomically(async ({ invitations, audit }) => {
    if (!(await invitations.revoke(actor.workspaceId, input.invitationId, new Date(deps.nowMs())))) {
      return refuse('not-found', 'This invitation is closed already.');
    }
    await recordAudit(audit, deps, actor, {
      action: 'team.revokeInvite',
      detail: { invitation: input.invitationId },
    });
    return ok({ invitationId: input.invitationId });
  });
}
