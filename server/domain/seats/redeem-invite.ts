import { ok, type Result } from '@/lib/core/contract/error-codes';
import type { InviteAtDoor, SeatDeps, SeatedShow, SeatRow } from './ports';
import { LINK_CLOSED, LINK_UNKNOWN, SEAT_GONE } from './seat-refusals';

export interface RedeemInput {
  code: string;
  name: string;
  /** What this browser kept from an earlier visit. */
  seatToken?: string | undefined;
}

export interface RedeemedSeat {
  showId: string;
  seatId: string;
  seatToken: string;
}

/**
 * Gives a seat for a link. A browser that has one returns to it, whatever became of the link, and no use is counted;
 * otherwise one use is counted together with the new seat, or neither.
 */
export async function redeemInvite(deps: SeatDeps, input: RedeemInput): Promise<Result<RedeemedSeat>> {
  const codeHash = deps.secrets.hashToken(input.code);
  const invite = await deps.inviteGate.findByHash(codeHash);
  const show = invite && (await deps.openShow(invite.showId));
  if (!invite || !show) return LINK_UNKNOWN;
  const known = await findKnownSeat(deps, invite, input.seatToken);
  if (known && input.seatToken !== undefined) return returnToSeat(show, known, input.seatToken);

  const seatId = deps.newId();
  const seatToken = deps.secrets.newToken();
  const { showId, inviteId, role } = invite;
  const seat = { seatId, showId, inviteId, role, name: input.name, userId: null };
  const isCounted = await deps.atomically(async ({ inviteGate, seats }) => {
    if (!(await inviteGate.consume(codeHash, deps.nowMs()))) return false;
    const place = role === 'host' ? 'backstage' : 'waiting';
    await seats.insert({ ...seat, place, tokenHash: deps.secrets.hashToken(seatToken) });
    return true;
  });
  if (!isCounted) return LINK_CLOSED;
  const refusal = show.run({ type: 'seat.join', seatId, name: input.name, role, userId: null }, 'join');
  if (!refusal) return ok({ showId, seatId, seatToken });
  // The show is full: the row must not open a seat that nobody sees.
  await deps.seats.setGone(seatId);
  return { ok: false, error: refusal };
}

async function findKnownSeat(
  deps: SeatDeps,
  { showId }: InviteAtDoor,
  seatToken: string | undefined,
): Promise<SeatRow | null> {
  if (seatToken === undefined) return null;
  return deps.seats.findByHash(showId, deps.secrets.hashToken(seatToken));
}

function returnToSeat(show: SeatedShow, seat: SeatRow, seatToken: string): Result<RedeemedSeat> {
  if (seat.place === 'gone') return SEAT_GONE;
  const { seatId, showId, name, role, userId } = seat;
  // Joins again in case the process fell between storing the seat and telling the show; else it changes nothing.
  const refusal = show.run({ type: 'seat.join', seatId, name, role, userId }, 'join');
  if (refusal) return SEAT_GONE;
  return ok({ showId, seatId, seatToken });
}
