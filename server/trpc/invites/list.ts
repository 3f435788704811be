import { z } from 'zod';
import { listInvites } from '@/server/domain/invites/list-invites';
import { procedure } from '../init';
import { idSchema } from '../input-schemas';
import { unwrap } from '../to-trpc-error';

/** Guest links of a show, without their codes. */
export const list = procedure('invite.read')
  .input(z.object({ showId: idSchema }))
  .query(async ({ ctx, input }) => unwrap(await listInvites(ctx.app.domain, ctx.actor, input)));
