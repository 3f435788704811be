import { z } from 'zod';
import { PLATFORMS } from '@/lib/core/presets/destination-presets';
import { createDestination } from '@/server/domain/destinations/create-destination';
import { procedure } from '../init';
import { ingestUrlSchema, nameSchema, streamKeySchema } from '../input-schemas';
import { unwrap } from '../to-trpc-error';

/** A destination; its key is encrypted and never returned. */
export const create = procedure('destination.manage')
  .input(
    z.object({
      platform: z.enum(PLATFORMS),
      name: nameSchema,
      url: ingestUrlSchema,
      backupUrl: ingestUrlSchema.nullable(),
      key: streamKeySchema,
    }),
  )
  .mutation(async ({ ctx, input }) => unwrap(await createDestination(ctx.app.domain, ctx.actor, input)));
