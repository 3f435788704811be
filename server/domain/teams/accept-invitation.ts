import { ok, refuse, type Result } from '@/lib/core/contract/error-codes';
import type { Actor } from '../actor';
import { recordAudit } from '../audit/record-audit';
import { isUniqueViolation } from '../unique-violation';
import type { OpenInvitation, TeamDeps } from './ports';
import { INVITATION_CLOSED, isOpen } from './preview-invitation';

export interface AcceptInvitationInput {
  token: string;
  /** Of a new account; null when the person has one and is signed in. */
  account: { name: string; password: string } | null;
}

const SIGN_IN_FIRST = refuse(
  'conflict',
  'This address has an account already. Sign in with it, then open the link again.',
);

/** Adds a person to a workspace: a signed-in one with the invited address, or a new account made on the way. */
export async function acceptInvitation(
  deps: TeamDeps,
  user: Pick<Actor, 'userId' | 'name'> | null,
  input: AcceptInvitationInput,
): Promise<Result<{ userId: string; email: string }>> {
  const invitation = await deps.invitations.findByHash(deps.secrets.hashToken(input.token));
  if (invitation === null || !isOpen(invitation, deps.nowMs())) return INVITATION_CLOSED;
  if (user !== null) return joinAs(deps, user, invitation);
  if (input.account === null)
    return refuse('not-signed-in', 'Choose a name and a password, or sign in first.');
  return joinAsNewUser(deps, input.account, invitation);
}

async function joinAs(
  deps: TeamDeps,
  actor: Pick<Actor, 'userId' | 'name'>,
  invitation: OpenInvitation,
): Promise<Result<{ userId: string; email: string }>> {
  if ((await deps.users.findEmail(actor.userId)) !== invitation.email) {
    return refuse(
      'forbidden',
      `This invitation is for ${invitation.email}. Sign out, then open the link again.`,
    );
  }
  return deps.atomically(async (store) => {
    if (!(await store.invitations.claim(invitation.invitationId, deps.nowMs()))) return INVITATION_CLOSED;
    return addMember(deps, store, actor, invitation);
  });
}

async function joinAsNewUser(
  deps: TeamDeps,
  account: { name: string; password: string },
  invitation: OpenInvitation,
): Promise<Result<{ userId: string; email: string }>> {
  if ((await deps.users.findByEmail(invitation.email)) !== null) return SIGN_IN_FIRST;
  const passwordHash = await deps.passwords.hash(account.password);
  const user = { userId: deps.newId(), name: account.name };
  try {
    return await deps.atomically(async (store) => {
      if (!(await store.invitations.claim(invitation.invitationId, deps.nowMs()))) return INVITATION_CLOSED;
      await store.users.insert({ ...user, email: invitation.email, passwordHash });
      return addMember(deps, store, user, invitation);
    });
  } catch (error) {
    if (isUniqueViolation(error)) return SIGN_IN_FIRST;
    throw error;
  }
}

type Store = Parameters<Parameters<TeamDeps['atomically']>[0]>[0];

async function addMember(
  deps: TeamDeps,
  store: Store,
  user: { userId: string; name: string },
  invitation: OpenInvitation,
): Promise<Result<{ userId: string; email: string }>> {
  await store.members.add(invitation.workspaceId, user.userId, invitation.role);
  const actor = { ...user, workspaceId: invitation.workspaceId };
  await recordAudit(store.audit, deps, actor, {
    action: 'team.acceptInvite',
    detail: { role: invitation.role },
  });
  return ok({ userId: user.userId, email: invitation.email });
}
