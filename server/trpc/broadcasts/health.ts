import { z } from 'zod';
import { procedure } from '../init';
import { idSchema } from '../input-schemas';

/** How the program of one broadcast was, every ten seconds, oldest first. Empty for one of another workspace. */
export const health = procedure('show.read')
  .input(z.object({ broadcastId: idSchema }))
  .query(({ ctx, input }) => ctx.app.live.broadcastRows.listHealth(ctx.actor.workspaceId, input.broadcastId));
