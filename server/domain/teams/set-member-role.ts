import { ok, refuse, type Result } from '@/lib/core/contract/error-codes';
import type { Actor, WorkspaceRole } from '../actor';
import { recordAudit } from '../audit/record-audit';
import { checkRoleChange } from './check-role-change';
import type { TeamDeps } from './ports';

export const MEMBER_NOT_FOUND = refuse('not-found', 'This person is not in the workspace any more.');

/** Changes what a member may do, from their next request on. */
export async function setMemberRole(
  deps: TeamDeps,
  actor: Actor,
  input: { userId: string; role: WorkspaceRole },
): Promise<Result<{ userId: string }>> {
  return deps.atomically(async ({ members, audit }) => {
    await members.lock(actor.workspaceId);
    const member = await members.find(actor.workspaceId, input.userId);
    if (member === null) return MEMBER_NOT_FOUND;
    const ownerCount = await members.countOwners(actor.workspaceId);
    const refusal = checkRoleChange({
      actorRole: actor.role,
      before: member.role,
      after: input.role,
      ownerCount,
    });
    if (refusal !== null) return refusal;
    await members.setRole(actor.workspaceId, input.userId, input.role);
    await recordAudit(audit, deps, actor, {
      action: 'team.setRole',
      detail: { user: input.userId, name: member.name, from: member.role, to: input.role },
    });
    return ok({ userId: input.userId });
  });
}
