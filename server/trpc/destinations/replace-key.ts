import { z } from 'zod';
import { replaceKey } from '@/server/domain/destinations/replace-key';
import { procedure } from '../init';
import { idSchema, streamKeySchema } from '../input-schemas';
import { unwrap } from '../to-trpc-error';

/** Another stream key in place of the old one. */
export const replaceKeyProcedure = procedure('destination.manage')
  .input(z.object({ destinationId: idSchema, key: streamKeySchema }))
  .mutation(async ({ ctx, input }) => unwrap(await replaceKey(ctx.app.domain, ctx.actor, input)));
