import { z } from 'zod';
import { revokeSession } from '@/server/domain/account/revoke-session';
import { procedure } from '../init';
import { idSchema } from '../input-schemas';
import { unwrap } from '../to-trpc-error';

/** Signs one of the person's browsers out. */
export const revokeSessionProcedure = procedure('account.manage')
  .input(z.object({ sessionId: idSchema }))
  .mutation(async ({ ctx, input }) => unwrap(await revokeSession(ctx.app.domain, ctx.actor, input)));
