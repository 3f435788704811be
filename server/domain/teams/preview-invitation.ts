import { ok, refuse, type Result } from '@/lib/core/contract/error-codes';
import type { WorkspaceRole } from '../actor';
import type { OpenInvitation, TeamDeps } from './ports';

export interface InvitationPreview {
  workspaceName: string;
  email: string;
  role: WorkspaceRole;
  /** The address has an account: sign in instead of choosing a password. */
  hasAccount: boolean;
}

export const INVITATION_CLOSED = refuse('invite-closed', 'This invitation is closed. Ask for a new link.');

/** What the holder of an invitation link sees before accepting. */
export async function previewInvitation(
  deps: Pick<TeamDeps, 'invitations' | 'users' | 'secrets' | 'nowMs'>,
  input: { token: string },
): Promise<Result<InvitationPreview>> {
  const invitation = await deps.invitations.findByHash(deps.secrets.hashToken(input.token));
  if (invitation === null || !isOpen(invitation, deps.nowMs())) return INVITATION_CLOSED;
  const account = await deps.users.findByEmail(invitation.email);
  const { workspaceName, email, role } = invitation;
  return ok({ workspaceName, email, role, hasAccount: account !== null });
}

export function isOpen(invitation: OpenInvitation, nowMs: number): boolean {
  return (
    invitation.acceptedAt === null && invitation.revokedAt === null && invitation.expiresAt.getTime() > nowMs
  );
}
