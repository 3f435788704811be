import { z } from 'zod';
import { id } from './fields';

/** Where the program goes. */
export const DESTINATION_COMMANDS = [
  z.object({ type: z.literal('destination.setEnabled'), destinationId: id, enabled: z.boolean() }),
  z.object({ type: z.literal('relay.retry'), destinationId: id }),
] as const;
