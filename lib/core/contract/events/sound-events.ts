import type { SeatSound } from '../seat-sound';

export type SoundEvent = { type: 'seat.soundSet'; seatId: string; sound: SeatSound };
