import { z } from 'zod';
import { ASSET_LIMITS } from '@/lib/core/contract/asset-limits';
import { renameAsset } from '@/server/domain/assets/rename-asset';
import { procedure } from '../init';
import { idSchema, lineSchema } from '../input-schemas';
import { unwrap } from '../to-trpc-error';

export const rename = procedure('asset.manage')
  .input(z.object({ assetId: idSchema, name: lineSchema(ASSET_LIMITS.nameChars, 'Enter a name.') }))
  .mutation(async ({ ctx, input }) => unwrap(await renameAsset(ctx.app.domain, ctx.actor, input)));
