import { z } from 'zod';
import { redeemInvite } from '@/server/domain/seats/redeem-invite';
import { publicProcedure } from '../init';
import { nameSchema, tokenSchema } from '../input-schemas';
import { limitByIp } from '../limit-by-ip';
import { unwrap } from '../to-trpc-error';

/** A whole panel behind one router reloads at once; a flood of new seats does not get through. */
const limit = limitByIp({ perMinute: 40 });

/** A seat for a link, or back to the seat this browser has. The secret is returned here and never again. */
export const redeem = publicProcedure('join.redeem')
  .input(z.object({ code: tokenSchema, name: nameSchema, seatToken: tokenSchema.optional() }))
  .mutation(async ({ ctx, input }) => {
    await limit(ctx.ip);
    return unwrap(await redeemInvite(ctx.app.live.seatDeps, input));
  });
