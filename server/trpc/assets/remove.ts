import { z } from 'zod';
import { removeAsset } from '@/server/domain/assets/remove-asset';
import { procedure } from '../init';
import { idSchema } from '../input-schemas';
import { unwrap } from '../to-trpc-error';

/** Deletes a file that nothing uses. */
export const remove = procedure('asset.manage')
  .input(z.object({ assetId: idSchema }))
  .mutation(async ({ ctx, input }) => unwrap(await removeAsset(ctx.app.domain, ctx.actor, input)));
