import { z } from 'zod';
import { LIMITS } from '@/lib/core/contract/limits';
import { setShowDestinations } from '@/server/domain/shows/set-show-destinations';
import { procedure } from '../init';
import { idSchema } from '../input-schemas';
import { unwrap } from '../to-trpc-error';

/** Replaces the set of destinations of a show. */
export const setDestinations = procedure('show.manage')
  .input(z.object({ showId: idSchema, destinationIds: z.array(idSchema).max(LIMITS.destinationsMax) }))
  .mutation(async ({ ctx, input }) => unwrap(await setShowDestinations(ctx.app.domain, ctx.actor, input)));
