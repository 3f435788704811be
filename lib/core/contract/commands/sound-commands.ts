import { z } from 'zod';
import { seatSoundSchema } from '../seat-sound';
import { id } from './fields';

/** How people sound. The whole of it at once: what was before is all that an undo needs. */
export const SOUND_COMMANDS = [
  z.object({ type: z.literal('seat.setSound'), seatId: id, sound: seatSoundSchema }),
] as const;
