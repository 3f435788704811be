import { z } from 'zod';
import { SHOW_TEMPLATES } from '@/server/domain/shows/ports';
import { createShow } from '@/server/domain/shows/create-show';
import { procedure } from '../init';
import { dateSchema, titleSchema } from '../input-schemas';
import { unwrap } from '../to-trpc-error';

/** A new show with the scenes of its template. */
export const create = procedure('show.create')
  .input(
    z.object({ title: titleSchema, template: z.enum(SHOW_TEMPLATES), scheduledAt: dateSchema.nullable() }),
  )
  .mutation(async ({ ctx, input }) => unwrap(await createShow(ctx.app.domain, ctx.actor, input)));
