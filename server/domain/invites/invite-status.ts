import type { InviteRow } from './ports';

export type InviteStatus = 'open' | 'revoked' | 'expired' | 'used-up';

/** Why a link works or not, at this moment. The same rule as the statement that counts a use. */
export function inviteStatus(
  invite: Pick<InviteRow, 'expiresAt' | 'maxUses' | 'revokedAt' | 'uses'>,
  nowMs: number,
): InviteStatus {
  if (invite.revokedAt !== null) return 'revoked';
  if (invite.expiresAt !== null && invite.expiresAt.getTime() <= nowMs) return 'expired';
  if (invite.maxUses !== null && invite.uses >= invite.maxUses) return 'used-up';
  return 'open';
}
