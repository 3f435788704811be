import { z } from 'zod';
import { procedure } from '../init';
import { idSchema } from '../input-schemas';
import { requireShow } from './require-show';

/** Lets a studio page watch what really goes out. */
export const whepToken = procedure('studio.enter')
  .input(z.object({ showId: idSchema }))
  .mutation(async ({ ctx, input }) => {
    await requireShow(ctx, input.showId);
    return { url: `/whep/${input.showId}`, token: await ctx.app.live.mediaTokens.forViewer(input.showId) };
  });
