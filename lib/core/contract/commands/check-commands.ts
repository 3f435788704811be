import { z } from 'zod';

/** The dry run before going on air. */
export const CHECK_COMMANDS = [
  z.object({ type: z.literal('check.start') }),
  z.object({ type: z.literal('check.cancel') }),
] as const;
