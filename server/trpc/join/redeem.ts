import { z } from 'zod';
import { redeemInvite } from '@/server/domain/seats/redeem-invite';
import { publicProcedure } from '../init';
import { nameSchema, tokenSchema } from '../input-schemas';
import { unwrap } from '../to-trpc-error';

/** A seat for a link, or back to the seat this browser has. The secret is returned here and never again. */
export const redeem = publicProcedure('join.redeem')
  .input(z.object({ code: tokenSchema, name: nameSchema, seatToken: tokenSchema.optional() }))
  .mutation(async ({ ctx, input }) => {
    await ctx.app.live.redeemLimiter.take(ctx.ip);
    return unwrap(await redeemInvite(ctx.app.live.seatDeps, input));
  });
