import { can } from '@/lib/core/access/can';
import { ok, refuse, type Result } from '@/lib/core/contract/error-codes';
import type { Actor, WorkspaceRole } from '../actor';
import { recordAudit } from '../audit/record-audit';
import type { InvitationRow, TeamDeps } from './ports';

/** A week: long enough for a holiday weekend, short enough that a forgotten mail is harmless. */
const INVITATION_MS = 7 * 24 * 60 * 60 * 1_000;
const OPEN_INVITATIONS_MAX = 100;

/** Makes a link that adds one person to the workspace. The link is returned once: there is no mail server to send it. */
export async function inviteMember(
  deps: TeamDeps,
  actor: Actor,
  input: { email: string; role: WorkspaceRole },
): Promise<Result<{ invitation: InvitationRow; url: string }>> {
  if (input.role === 'owner' && !can(actor.role, 'team.transfer')) {
    return refuse('forbidden', 'Only an owner can invite another owner.');
  }
  const token = deps.secrets.newToken();
  const createdAt = new Date(deps.nowMs());
  const invitation = {
    invitationId: deps.newId(),
    ...input,
    createdAt,
    expiresAt: new Date(createdAt.getTime() + INVITATION_MS),
  };
  return deps.atomically(async ({ members, invitations, audit }) => {
    if ((await members.list(actor.workspaceId)).some((member) => member.email === input.email)) {
      return refuse('conflict', 'This person is in the workspace already.');
    }
    if ((await invitations.listOpen(actor.workspaceId, deps.nowMs())).length >= OPEN_INVITATIONS_MAX) {
      return refuse(
        'limit-reached',
        `At most ${OPEN_INVITATIONS_MAX} invitations can be open. Revoke some first.`,
      );
    }
    await invitations.revokeOfEmail(actor.workspaceId, input.email, createdAt);
    const tokenHash = deps.secrets.hashToken(token);
    await invitations.insert({ ...invitation, workspaceId: actor.workspaceId, tokenHash });
    await recordAudit(audit, deps, actor, {
      action: 'team.invite',
      detail: { email: input.email, role: input.role },
    });
    return ok({ invitation, url: `${deps.publicUrl}/invitations/${token}` });
  });
}
