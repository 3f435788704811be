import { getBrand } from '@/server/domain/brand/get-brand';
import { procedure } from '../init';

/** What new shows start with. */
export const get = procedure('brand.read').query(({ ctx }) => getBrand(ctx.app.domain, ctx.actor));
