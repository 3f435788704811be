import { z } from 'zod';
import { scheduleShow } from '@/server/domain/shows/schedule-show';
import { procedure } from '../init';
import { dateSchema, idSchema } from '../input-schemas';
import { unwrap } from '../to-trpc-error';

/** Sets, moves or clears the time of a show. */
export const schedule = procedure('show.manage')
  .input(z.object({ showId: idSchema, scheduledAt: dateSchema.nullable() }))
  .mutation(async ({ ctx, input }) => unwrap(await scheduleShow(ctx.app.domain, ctx.actor, input)));
