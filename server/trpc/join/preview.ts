import { z } from 'zod';
import { previewInvite } from '@/server/domain/seats/preview-invite';
import { publicProcedure } from '../init';
import { tokenSchema } from '../input-schemas';
import { limitByIp } from '../limit-by-ip';
import { unwrap } from '../to-trpc-error';

/** Guessing a code is hopeless; the limit keeps the attempt from costing us anything. */
const limit = limitByIp({ perMinute: 120 });

/** What show a link leads to. */
export const preview = publicProcedure('join.preview')
  .input(z.object({ code: tokenSchema }))
  .query(async ({ ctx, input }) => {
    await limit(ctx.ip);
    return unwrap(await previewInvite(ctx.app.live.seatDeps, input));
  });
