import { z } from 'zod';
import { setMemberRole } from '@/server/domain/teams/set-member-role';
import { procedure } from '../init';
import { idSchema, workspaceRoleSchema } from '../input-schemas';
import { unwrap } from '../to-trpc-error';

/** Changes what a member may do. */
export const setRole = procedure('team.manage')
  .input(z.object({ userId: idSchema, role: workspaceRoleSchema }))
  .mutation(async ({ ctx, input }) => unwrap(await setMemberRole(ctx.app.domain, ctx.actor, input)));
