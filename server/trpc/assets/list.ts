import { z } from 'zod';
import { ASSET_LIMITS } from '@/lib/core/contract/asset-limits';
import { AppError } from '@/server/app-error';
import { procedure } from '../init';
import { idSchema } from '../input-schemas';

/** The library of the workspace, newest first: at most as many files as a library holds. */
export const list = procedure('asset.read')
  .input(z.object({ workspaceId: idSchema.optional() }))
  .query(({ ctx, input }) => {
    const { workspaceId } = ctx.actor;
    if (input.workspaceId !== undefined && input.workspaceId !== workspaceId) throw new AppError('not-found');
    return ctx.app.domain.assets.list(workspaceId, ASSET_LIMITS.assetsMax);
  });
