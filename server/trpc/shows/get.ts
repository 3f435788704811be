import { z } from 'zod';
import { getShow } from '@/server/domain/shows/get-show';
import { procedure } from '../init';
import { idSchema } from '../input-schemas';
import { unwrap } from '../to-trpc-error';

/** One show with its destinations. */
export const get = procedure('show.read')
  .input(z.object({ showId: idSchema }))
  .query(async ({ ctx, input }) => unwrap(await getShow(ctx.app.domain, ctx.actor, input)));
