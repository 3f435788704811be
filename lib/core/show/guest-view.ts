import type { GuestView } from '../contract/realtime';
import type { Seat, ShowState } from '../contract/show-state';

/** What one guest may know of a show, or null when the seat is not (or no longer) part of it. */
export function guestView(state: ShowState, seatId: string): GuestView | null {
  const seat = state.seats.find((candidate) => candidate.seatId === seatId);
  if (!seat || seat.place === 'gone') return null;
  // Ending counts: relays drain for seconds after the producer's click, and viewers still hear the stage.
  const isBroadcasting = state.phase.status === 'live' || state.phase.status === 'ending';
  return {
    showId: state.showId,
    title: state.title,
    phase: state.phase,
    seat,
    onAir: isBroadcasting && seat.place === 'stage',
    silenced: isInRoom(seat) ? state.seats.filter(isSilenced).map((other) => other.seatId) : [],
  };
}

/** SE11. Who is in the room knows the others' seats from there. */
const isSilenced = (seat: Seat): boolean => isInRoom(seat) && seat.mute.byProducer;

const isInRoom = ({ place }: Seat): boolean => place === 'stage' || place === 'backstage';
