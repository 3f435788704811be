import { z } from 'zod';
import { listScenes } from '@/server/domain/scenes/list-scenes';
import { procedure } from '../init';
import { idSchema } from '../input-schemas';

/** The scenes of a show as last stored. */
export const list = procedure('show.read')
  .input(z.object({ showId: idSchema }))
  .query(({ ctx, input }) => listScenes(ctx.app.domain, ctx.actor, input));
