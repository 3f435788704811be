import { ok, type Result } from '@/lib/core/contract/error-codes';
import type { Actor } from '../actor';
import { recordAudit } from '../audit/record-audit';
import { checkRoleChange } from './check-role-change';
import type { TeamDeps } from './ports';
import { MEMBER_NOT_FOUND } from './set-member-role';

/** Takes a person out of the workspace and signs them out everywhere. Also how somebody leaves. */
export async function removeMember(
  deps: TeamDeps,
  actor: Actor,
  input: { userId: string },
): Promise<Result<{ userId: string }>> {
  return deps.atomically(async ({ members, audit }) => {
    await members.lock(actor.workspaceId);
    const member = await members.find(actor.workspaceId, input.userId);
    if (member === null) return MEMBER_NOT_FOUND;
    const ownerCount = await members.countOwners(actor.workspaceId);
    const refusal = checkRoleChange({ actorRole: actor.role, before: member.role, after: null, ownerCount });
    if (refusal !== null) return refusal;
    await members.remove(actor.workspaceId, input.userId, new Date(deps.nowMs()));
    await recordAudit(audit, deps, actor, {
      action: 'team.removeMember',
      detail: { user: input.userId, name: member.name, role: member.role },
    });
    return ok({ userId: input.userId });
  });
}
