/** What brings a browser back to its seat after a reload. */
export interface RememberedSeat {
  seatId: string;
  seatToken: string;
  name: string;
  selfMuted: boolean;
}

const keyOf = (showId: string) => `sb.seat.${showId}`;

export function readSeat(storage: Pick<Storage, 'getItem'>, showId: string): RememberedSeat | null {
  const stored = storage.getItem(keyOf(showId));
  if (stored === null) return null;
  try {
    const unverified = JSON.parse(stored) as Partial<Record<keyof RememberedSeat, unknown>> | null;
    const { seatId, seatToken, name, selfMuted } = unverified ?? {};
    if (typeof seatId !== 'string' || typeof seatToken !== 'string') return null;
    return {
      seatId,
      seatToken,
      name: typeof name === 'string' ? name : '',
      // Unknown means muted: nobody comes back on air louder than they left.
      selfMuted: selfMuted !== false,
    };
  } catch {
    /* Not ours: the guest asks to join again. */
    return null;
  }
}

export function rememberSeat(storage: Pick<Storage, 'setItem'>, showId: string, seat: RememberedSeat): void {
  storage.setItem(keyOf(showId), JSON.stringify(seat));
}

export function forgetSeat(storage: Pick<Storage, 'removeItem'>, showId: string): void {
  storage.removeItem(keyOf(showId));
}
