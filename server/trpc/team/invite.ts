import { z } from 'zod';
import { inviteMember } from '@/server/domain/teams/invite-member';
import { procedure } from '../init';
import { emailSchema, workspaceRoleSchema } from '../input-schemas';
import { unwrap } from '../to-trpc-error';

/** A link that adds one person; shown once. */
export const invite = procedure('team.manage')
  .input(z.object({ email: emailSchema, role: workspaceRoleSchema }))
  .mutation(async ({ ctx, input }) => unwrap(await inviteMember(ctx.app.domain, ctx.actor, input)));
