import { z } from 'zod';
import { gainDb } from './fields';

/** Going on air and what belongs to the whole show. */
export const SHOW_COMMANDS = [
  z.object({ type: z.literal('show.goLive') }),
  z.object({ type: z.literal('show.cancelCountdown') }),
  z.object({ type: z.literal('show.endShow') }),
  /** From ended back to rehearsal, for the next broadcast. */
  z.object({ type: z.literal('show.reopen') }),
  z.object({ type: z.literal('show.setRecording'), enabled: z.boolean() }),
  z.object({ type: z.literal('show.setMasterGain'), gainDb }),
] as const;
