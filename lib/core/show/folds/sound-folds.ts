import type { SoundEvent } from '../../contract/events/sound-events';
import { withSeat, type Folds } from './fold';

export const SOUND_FOLDS: Folds<SoundEvent['type']> = {
  'seat.soundSet': (state, { seatId, sound }) => withSeat(state, seatId, { sound }),
};
