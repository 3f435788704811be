import { z } from 'zod';
import { id } from './fields';

/** Who composites and publishes. */
export const LEASE_COMMANDS = [
  /** Become the engine. Refused with lease-held while another is heard, unless `takeOver`. */
  z.object({ type: z.literal('lease.claim'), engineId: id, takeOver: z.boolean() }),
  z.object({ type: z.literal('lease.release'), engineId: id }),
  /** Give the program to a page that stands by; the one that draws it goes on until the other's first picture. */
  z.object({ type: z.literal('lease.handOver'), toEngineId: id }),
] as const;
