import { z } from 'zod';
import { previewInvite } from '@/server/domain/seats/preview-invite';
import { publicProcedure } from '../init';
import { tokenSchema } from '../input-schemas';
import { unwrap } from '../to-trpc-error';

/** What show a link leads to. */
export const preview = publicProcedure('join.preview')
  .input(z.object({ code: tokenSchema }))
  .query(async ({ ctx, input }) => {
    await ctx.app.callLimiter.take(ctx.ip);
    return unwrap(await previewInvite(ctx.app.live.seatDeps, input));
  });
