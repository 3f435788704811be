import { z } from 'zod';
import { procedure } from '../init';
import { idSchema } from '../input-schemas';

/** Past and running broadcasts of a show with what became of each destination, newest first. */
export const list = procedure('show.read')
  .input(z.object({ showId: idSchema }))
  .query(({ ctx, input }) => ctx.app.live.broadcastRows.list(ctx.actor.workspaceId, input.showId));
