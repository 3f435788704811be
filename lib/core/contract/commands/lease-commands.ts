import { z } from 'zod';
import { id } from './fields';

/** Who composites and publishes. */
export const LEASE_COMMANDS = [
  /** Become the engine. Refused with lease-held while another is heard, unless `takeOver`. */
  z.object({ type: z.literal('lease.claim'), engineId: id, takeOver: z.boolean() }),
  z.object({ type: z.literal('lease.release'), engineId: id }),
] as const;
