import { z } from 'zod';
import { revokeInvitation } from '@/server/domain/teams/revoke-invitation';
import { procedure } from '../init';
import { idSchema } from '../input-schemas';
import { unwrap } from '../to-trpc-error';

/** Closes an open invitation. */
export const revokeInvite = procedure('team.manage')
  .input(z.object({ invitationId: idSchema }))
  .mutation(async ({ ctx, input }) => unwrap(await revokeInvitation(ctx.app.domain, ctx.actor, input)));
