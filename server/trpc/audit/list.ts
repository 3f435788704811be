import { z } from 'zod';
import { listAudit } from '@/server/domain/audit/list-audit';
import { procedure } from '../init';
import { dateSchema, idSchema } from '../input-schemas';

const filterSchema = z.object({
  showId: idSchema.optional(),
  /** `user:<id>` and so on. */
  actor: z.string().max(80).optional(),
  /** Whole action or its first part: `show.create`, `show`. */
  action: z
    .string()
    .regex(/^[A-Za-z.]{1,64}$/)
    .optional(),
  from: dateSchema.optional(),
  until: dateSchema.optional(),
});

/** Who did what, newest first. */
export const list = procedure('audit.read')
  .input(z.object({ cursor: z.string().max(100).nullable(), filter: filterSchema }))
  .query(({ ctx, input }) => listAudit(ctx.app.domain, ctx.actor, input));
