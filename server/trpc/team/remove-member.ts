import { z } from 'zod';
import { removeMember } from '@/server/domain/teams/remove-member';
import { procedure } from '../init';
import { idSchema } from '../input-schemas';
import { unwrap } from '../to-trpc-error';

/** Takes a person out of the workspace. */
export const removeMemberProcedure = procedure('team.manage')
  .input(z.object({ userId: idSchema }))
  .mutation(async ({ ctx, input }) => unwrap(await removeMember(ctx.app.domain, ctx.actor, input)));
