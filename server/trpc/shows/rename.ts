import { z } from 'zod';
import { renameShow } from '@/server/domain/shows/rename-show';
import { procedure } from '../init';
import { idSchema, titleSchema } from '../input-schemas';
import { unwrap } from '../to-trpc-error';

/** Another title, also while live. */
export const rename = procedure('show.manage')
  .input(z.object({ showId: idSchema, title: titleSchema }))
  .mutation(async ({ ctx, input }) => unwrap(await renameShow(ctx.app.domain, ctx.actor, input)));
