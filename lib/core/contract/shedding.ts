import { z } from 'zod';

/**
 * What is given up because a machine cannot draw it all; each step includes those before it. preview: three pictures a
 * second instead of 15. layers: people come in half the size of their tiles. transitions: scenes cut and feeds jump.
 * rate-25, rate-20: so many program frames a second.
 */
export const sheddingSchema = z.enum(['nothing', 'preview', 'layers', 'transitions', 'rate-25', 'rate-20']);
export type Shedding = z.infer<typeof sheddingSchema>;
