import { z } from 'zod';
import { LIMITS } from '../limits';
import { gainDb, id, name } from './fields';

/** People: where they are, how they sound, and what only they decide. */
export const SEAT_COMMANDS = [
  z.object({ type: z.literal('seat.admit'), seatId: id }),
  z.object({ type: z.literal('seat.deny'), seatId: id }),
  z.object({ type: z.literal('seat.toStage'), seatId: id }),
  z.object({ type: z.literal('seat.toBackstage'), seatId: id }),
  z.object({ type: z.literal('seat.toWaiting'), seatId: id }),
  z.object({ type: z.literal('seat.remove'), seatId: id }),
  z.object({ type: z.literal('seat.rename'), seatId: id, name }),
  z.object({ type: z.literal('seat.reorder'), seatIds: z.array(id).max(LIMITS.seatsMax) }),
  z.object({ type: z.literal('seat.setGain'), seatId: id, gainDb }),
  z.object({ type: z.literal('seat.setMirrored'), seatId: id, mirrored: z.boolean() }),
  /** The producer's mute. Lifting it never lifts the guest's own. */
  z.object({ type: z.literal('seat.setProducerMute'), seatId: id, muted: z.boolean() }),
  /** Only by the seat itself. */
  z.object({ type: z.literal('seat.setSelfMute'), seatId: id, muted: z.boolean() }),
  z.object({
    type: z.literal('seat.setMedia'),
    seatId: id,
    media: z.object({ camera: z.boolean(), microphone: z.boolean(), screen: z.boolean() }),
  }),
  z.object({ type: z.literal('seat.leave'), seatId: id }),
] as const;
