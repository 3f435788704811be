import { z } from 'zod';
import { restoreShow } from '@/server/domain/shows/archive-show';
import { procedure } from '../init';
import { idSchema } from '../input-schemas';
import { unwrap } from '../to-trpc-error';

/** Brings an archived show back. */
export const restore = procedure('show.archive')
  .input(z.object({ showId: idSchema }))
  .mutation(async ({ ctx, input }) => unwrap(await restoreShow(ctx.app.domain, ctx.actor, input)));
