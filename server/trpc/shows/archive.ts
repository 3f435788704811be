import { z } from 'zod';
import { archiveShow } from '@/server/domain/shows/archive-show';
import { procedure } from '../init';
import { idSchema } from '../input-schemas';
import { unwrap } from '../to-trpc-error';

/** Puts a show away; refused on air. */
export const archive = procedure('show.archive')
  .input(z.object({ showId: idSchema }))
  .mutation(async ({ ctx, input }) => unwrap(await archiveShow(ctx.app.domain, ctx.actor, input)));
