import { z } from 'zod';
import { AppError } from '@/server/app-error';
import { procedure } from '../init';
import { idSchema } from '../input-schemas';
import { clientIdSchema } from './enter';
import { requireShow } from './require-show';

/** Lets the engine publish the program: only the page that holds the lease, only with the lease's number. */
export const whipToken = procedure('studio.publishProgram')
  .input(z.object({ showId: idSchema, leaseNumber: z.number().int().min(0), clientId: clientIdSchema }))
  .mutation(async ({ ctx, input }) => {
    const { lease } = (await requireShow(ctx, input.showId)).session.state;
    const isHolder =
      lease.status === 'held' &&
      lease.engineId === input.clientId &&
      lease.userId === ctx.actor.userId &&
      lease.number === input.leaseNumber;
    if (!isHolder) throw new AppError('lease-held');
    const token = await ctx.app.live.mediaTokens.forPublisher(input.showId, lease.number);
    return { url: `/whip/${input.showId}`, token };
  });
