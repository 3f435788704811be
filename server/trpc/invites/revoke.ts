import { z } from 'zod';
import { revokeInvite } from '@/server/domain/invites/revoke-invite';
import { procedure } from '../init';
import { idSchema } from '../input-schemas';
import { unwrap } from '../to-trpc-error';

/** Closes a guest link for newcomers. */
export const revoke = procedure('invite.manage')
  .input(z.object({ inviteId: idSchema }))
  .mutation(async ({ ctx, input }) => unwrap(await revokeInvite(ctx.app.domain, ctx.actor, input)));
