import { ok, refuse, type Result } from '@/lib/core/contract/error-codes';
import type { Actor } from '../actor';
import { recordAudit } from '../audit/record-audit';
import { inviteStatus } from './invite-status';
import type { InviteView } from './list-invites';
import type { InviteDeps, InviteRole } from './ports';

/** More links than this are a loop, not a guest list: a show has 50 seats. */
const INVITES_MAX = 200;

export interface CreateInviteInput {
  showId: string;
  label: string;
  role: InviteRole;
  expiresAt: Date | null;
  maxUses: number | null;
}

/** Makes a guest link. `url` holds the code and is returned here and never again; only its hash is stored. */
export async function createInvite(
  deps: InviteDeps,
  actor: Actor,
  input: CreateInviteInput,
): Promise<Result<{ invite: InviteView; url: string }>> {
  if (input.expiresAt !== null && input.expiresAt.getTime() <= deps.nowMs()) {
    return refuse('invalid-input', 'The link would be expired already. Choose a later time.');
  }
  const code = deps.secrets.newToken();
  const row = { ...input, inviteId: deps.newId(), createdAt: new Date(deps.nowMs()) };
  return deps.atomically(async ({ invites, audit }) => {
    if (!(await invites.showExists(actor.workspaceId, input.showId))) {
      return refuse('not-found', 'This show does not exist, or it belongs to another workspace.');
    }
    if ((await invites.count(input.showId)) >= INVITES_MAX) {
      return refuse(
        'limit-reached',
        `A show has at most ${INVITES_MAX} invite links. Give one link several uses instead.`,
      );
    }
    await invites.insert({ ...row, tokenHash: deps.secrets.hashToken(code) });
    await recordAudit(audit, deps, actor, {
      action: 'invite.create',
      showId: input.showId,
      detail: { invite: row.inviteId, label: input.label, role: input.role, maxUses: input.maxUses },
    });
    const invite = { ...row, uses: 0, revokedAt: null };
    return ok({
      invite: { ...invite, status: inviteStatus(invite, deps.nowMs()) },
      url: `${deps.publicUrl}/join/${code}`,
    });
  });
}
