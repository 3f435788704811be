import { ok, refuse, type Result } from '@/lib/core/contract/error-codes';
import type { Actor } from '../actor';
import { inviteStatus, type InviteStatus } from './invite-status';
import type { InviteDeps, InviteRow } from './ports';

export interface InviteView extends InviteRow {
  status: InviteStatus;
}

/** The guest links of a show, newest first. The links themselves cannot be shown again. */
export async function listInvites(
  deps: Pick<InviteDeps, 'invites' | 'nowMs'>,
  actor: Pick<Actor, 'workspaceId'>,
  input: { showId: string },
): Promise<Result<InviteView[]>> {
  if (!(await deps.invites.showExists(actor.workspaceId, input.showId))) {
    return refuse('not-found', 'This show does not exist, or it belongs to another workspace.');
  }
  const rows = await deps.invites.list(input.showId);
  return ok(rows.map((row) => ({ ...row, status: inviteStatus(row, deps.nowMs()) })));
}
