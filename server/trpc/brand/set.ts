import { brandSchema } from '@/lib/core/contract/brand';
import { setBrand } from '@/server/domain/brand/set-brand';
import { procedure } from '../init';

/** Changes what new shows start with. */
export const set = procedure('brand.manage')
  .input(brandSchema)
  .mutation(({ ctx, input }) => setBrand(ctx.app.domain, ctx.actor, input));
