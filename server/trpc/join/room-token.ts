import { belongsInRoom } from '@/server/livekit/room-tokens';
import { AppError } from '@/server/app-error';
import { seatProcedure } from '../init';

/** Lets an admitted seat into the room, where it publishes and hears the others. */
export const roomToken = seatProcedure('join.enterRoom').mutation(async ({ ctx }) => {
  const { showId, seatId } = ctx.seat;
  const { sessions, roomTokens } = ctx.app.live;
  // The session, not the row: a place changed a moment ago may not be stored yet.
  const show = await sessions.open(showId);
  const seat = show?.session.state.seats.find((candidate) => candidate.seatId === seatId);
  if (!seat || seat.place === 'gone') {
    throw new AppError('bad-token', {
      userText: 'This seat is no longer yours. Open your invite link again.',
    });
  }
  if (!belongsInRoom(seat.place)) {
    throw new AppError('wrong-phase', {
      userText: 'You are in the waiting room. A producer will let you in.',
    });
  }
  return roomTokens.forSeat(showId, seat);
});
