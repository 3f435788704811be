import type { ShowEvent } from '../../contract/show-events';
import type { Seat, ShowState } from '../../contract/show-state';

export type FoldOf<T extends ShowEvent['type']> = (
  state: ShowState,
  event: Extract<ShowEvent, { type: T }>,
) => ShowState;

/** A family of folds, one per event type. */
export type Folds<T extends ShowEvent['type']> = { [K in T]: FoldOf<K> };

/** Items that the order does not name keep their place behind those it names. */
export function inOrder<T>(items: T[], ids: readonly string[], idOf: (item: T) => string): T[] {
  const rank = new Map(ids.map((id, index) => [id, index]));
  const last = ids.length;
  return [...items].sort((a, b) => (rank.get(idOf(a)) ?? last) - (rank.get(idOf(b)) ?? last));
}

export function withSeat(state: ShowState, seatId: string, patch: Partial<Seat>): ShowState {
  return {
    ...state,
    seats: state.seats.map((seat) => (seat.seatId === seatId ? { ...seat, ...patch } : seat)),
  };
}
