import { ok, type Result } from '@/lib/core/contract/error-codes';
import type { Actor } from '../actor';
import type { SeatDeps } from './ports';
import { SHOW_UNKNOWN } from './seat-refusals';

/** A member's own place on camera: one per person and show. Asking again moves it to the asking browser. */
export async function takeHostSeat(
  deps: SeatDeps,
  actor: Actor,
  { showId, name }: { showId: string; name: string },
): Promise<Result<{ seatId: string; seatToken: string }>> {
  const door = await deps.showDoor.find(showId);
  const show = door && (await deps.openShow(showId));
  if (!show || door.workspaceId !== actor.workspaceId) return SHOW_UNKNOWN;
  const seatToken = deps.secrets.newToken();
  const tokenHash = deps.secrets.hashToken(seatToken);
  const { userId } = actor;
  const known = await deps.seats.findOfUser(showId, userId);
  const seatId = known?.seatId ?? deps.newId();
  if (known) await deps.seats.setTokenHash(seatId, tokenHash);
  else {
    const place = 'backstage';
    await deps.seats.insert({ seatId, showId, inviteId: null, userId, name, role: 'host', place, tokenHash });
  }
  const refusal = show.run(
    { type: 'seat.join', seatId, name: known?.name ?? name, role: 'host', userId },
    'studio',
  );
  if (!refusal) return ok({ seatId, seatToken });
  await deps.seats.setGone(seatId);
  return { ok: false, error: refusal };
}
