import type { SeatEvent } from '../../contract/events/seat-events';
import { LIMITS } from '../../contract/limits';
import type { Seat } from '../../contract/show-state';
import { inOrder, withSeat, type Folds } from './fold';

export const SEAT_FOLDS: Folds<SeatEvent['type']> = {
  'seat.put': (state, { seat }) => ({ ...state, seats: putSeat(state.seats, seat) }),
  'seat.reordered': (state, { seatIds }) => ({
    ...state,
    seats: inOrder(state.seats, seatIds, ({ seatId }) => seatId),
  }),
  'seat.placed': (state, { seatId, place }) => ({ ...state, seats: placeSeat(state.seats, seatId, place) }),
  'seat.renamed': (state, { seatId, name }) => withSeat(state, seatId, { name }),
  'seat.gainSet': (state, { seatId, gainDb }) => withSeat(state, seatId, { gainDb }),
  'seat.mirrorSet': (state, { seatId, mirrored }) => withSeat(state, seatId, { mirrored }),
  'seat.muteSet': (state, { seatId, mute }) => withSeat(state, seatId, { mute }),
  'seat.mediaSet': (state, { seatId, media }) => withSeat(state, seatId, { media }),
  'seat.connectionSet': (state, { seatId, connected }) => withSeat(state, seatId, { connected }),
};

function putSeat(seats: Seat[], seat: Seat): Seat[] {
  return seats.some(({ seatId }) => seatId === seat.seatId)
    ? seats.map((known) => (known.seatId === seat.seatId ? seat : known))
    : [...seats, seat];
}

/** SE10: a seat that goes moves to the end, so that the gone ones stand in the order they went. */
function placeSeat(seats: Seat[], seatId: string, place: Seat['place']): Seat[] {
  const seat = seats.find((candidate) => candidate.seatId === seatId);
  if (!seat) return seats;
  if (place !== 'gone') return seats.map((known) => (known === seat ? { ...seat, place } : known));
  const kept = [...seats.filter((known) => known !== seat), { ...seat, place }];
  const surplus = kept.filter((known) => known.place === 'gone').length - LIMITS.seatsMax;
  if (surplus <= 0) return kept;
  const forgotten = kept.find((known) => known.place === 'gone');
  return kept.filter((known) => known !== forgotten);
}
