import { z } from 'zod';

/** Taking one's own last change back, and doing it again. What that is, the server knows: it keeps a history per person. */
export const HISTORY_COMMANDS = [
  z.object({ type: z.literal('history.undo') }),
  z.object({ type: z.literal('history.redo') }),
] as const;
