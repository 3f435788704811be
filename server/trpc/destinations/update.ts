import { z } from 'zod';
import { updateDestination } from '@/server/domain/destinations/update-destination';
import { procedure } from '../init';
import { idSchema, ingestUrlSchema, nameSchema } from '../input-schemas';
import { unwrap } from '../to-trpc-error';

/** Name and addresses; the key stays. */
export const update = procedure('destination.manage')
  .input(
    z.object({
      destinationId: idSchema,
      name: nameSchema,
      url: ingestUrlSchema,
      backupUrl: ingestUrlSchema.nullable(),
    }),
  )
  .mutation(async ({ ctx, input }) => unwrap(await updateDestination(ctx.app.domain, ctx.actor, input)));
