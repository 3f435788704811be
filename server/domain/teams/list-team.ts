import type { Actor } from '../actor';
import type { InvitationRow, MemberRow, TeamDeps } from './ports';

export interface TeamView {
  members: MemberRow[];
  /** Sent and not yet accepted. */
  invitations: InvitationRow[];
}

/** Everybody in the workspace, strongest role first, and who was asked to join. */
export async function listTeam(
  deps: Pick<TeamDeps, 'members' | 'invitations' | 'nowMs'>,
  actor: Pick<Actor, 'workspaceId'>,
): Promise<TeamView> {
  const [members, invitations] = await Promise.all([
    deps.members.list(actor.workspaceId),
    deps.invitations.listOpen(actor.workspaceId, deps.nowMs()),
  ]);
  return { members, invitations };
}
