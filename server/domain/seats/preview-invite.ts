import { ok, type Result } from '@/lib/core/contract/error-codes';
import type { InviteAtDoor, SeatDeps } from './ports';
import { LINK_UNKNOWN } from './seat-refusals';

export interface InvitePreview {
  showId: string;
  title: string;
  scheduledAt: Date | null;
  role: 'guest' | 'host';
  /** false: only a browser that has a seat already may go on; `redeem` decides. */
  isOpen: boolean;
}

/** What a guest sees before giving a name. A used-up link still shows its show, because a reload must find its seat. */
export async function previewInvite(
  deps: Pick<SeatDeps, 'inviteGate' | 'showDoor' | 'secrets' | 'nowMs'>,
  { code }: { code: string },
): Promise<Result<InvitePreview>> {
  const invite = await deps.inviteGate.findByHash(deps.secrets.hashToken(code));
  const show = invite && (await deps.showDoor.find(invite.showId));
  if (!invite || !show || show.archivedAt !== null) return LINK_UNKNOWN;
  const { showId, title, scheduledAt } = show;
  return ok({ showId, title, scheduledAt, role: invite.role, isOpen: isOpen(invite, deps.nowMs()) });
}

function isOpen({ revokedAt, expiresAt, maxUses, uses }: InviteAtDoor, nowMs: number): boolean {
  const isExpired = expiresAt !== null && expiresAt.getTime() <= nowMs;
  return revokedAt === null && !isExpired && (maxUses === null || uses < maxUses);
}
