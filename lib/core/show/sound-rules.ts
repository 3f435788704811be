import type { SeatSound } from '../contract/seat-sound';
import { findSeat, happened, NOTHING, type Rules } from './rule';

export const SOUND_RULES: Rules<'seat.setSound'> = {
  'seat.setSound': (state, { seatId, sound }) => {
    const seat = findSeat(state, seatId);
    if (!seat.ok) return seat;
    return sameSound(seat.value.sound, sound) ? NOTHING : happened({ type: 'seat.soundSet', seatId, sound });
  },
};

const sameSound = (a: SeatSound, b: SeatSound): boolean =>
  a.delayMs === b.delayMs &&
  a.compressor === b.compressor &&
  a.gate === b.gate &&
  a.ducksScreen === b.ducksScreen;
