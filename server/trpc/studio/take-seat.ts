import { z } from 'zod';
import { takeHostSeat } from '@/server/domain/seats/take-host-seat';
import { procedure } from '../init';
import { idSchema, nameSchema } from '../input-schemas';
import { unwrap } from '../to-trpc-error';

/** A member's own place on camera, backstage at once. */
export const takeSeat = procedure('studio.takeSeat')
  .input(z.object({ showId: idSchema, name: nameSchema }))
  .mutation(async ({ ctx, input }) => unwrap(await takeHostSeat(ctx.app.live.seatDeps, ctx.actor, input)));
