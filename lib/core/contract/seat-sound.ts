import { z } from 'zod';
import { LIMITS } from './limits';

export const COMPRESSOR_PRESETS = ['off', 'voice', 'strong'] as const;
export const GATE_PRESETS = ['off', 'light', 'strong'] as const;

/** How a seat's sound is treated before its fader. What the presets mean is in `lib/core/mix`. */
export const seatSoundSchema = z.object({
  /** Of the voice, so that lips and words of somebody whose picture comes late meet. */
  delayMs: z.number().int().min(0).max(LIMITS.seatDelayMsMax),
  /** Brings loud and quiet words closer together. */
  compressor: z.enum(COMPRESSOR_PRESETS),
  /** Turns the room down while nobody speaks. */
  gate: z.enum(GATE_PRESETS),
  /** The sound of a shared screen gives way while somebody on stage speaks. */
  ducksScreen: z.boolean(),
});
export type SeatSound = z.infer<typeof seatSoundSchema>;

/** Sound as it comes. */
export const UNTREATED_SOUND: SeatSound = {
  delayMs: 0,
  compressor: 'off',
  gate: 'off',
  ducksScreen: false,
};
