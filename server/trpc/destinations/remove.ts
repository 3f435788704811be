import { z } from 'zod';
import { removeDestination } from '@/server/domain/destinations/remove-destination';
import { procedure } from '../init';
import { idSchema } from '../input-schemas';
import { unwrap } from '../to-trpc-error';

/** Deletes a destination and its key. */
export const remove = procedure('destination.manage')
  .input(z.object({ destinationId: idSchema }))
  .mutation(async ({ ctx, input }) => unwrap(await removeDestination(ctx.app.domain, ctx.actor, input)));
