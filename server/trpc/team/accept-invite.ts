import { z } from 'zod';
import { acceptInvitation } from '@/server/domain/teams/accept-invitation';
import { publicProcedure } from '../init';
import { nameSchema, passwordSchema, tokenSchema } from '../input-schemas';
import { unwrap } from '../to-trpc-error';

/** Joins the workspace of an invitation, with a new account or the signed-in one. */
export const acceptInvite = publicProcedure('teamInvite.accept')
  .input(
    z.object({
      token: tokenSchema,
      account: z.object({ name: nameSchema, password: passwordSchema }).nullable(),
    }),
  )
  .mutation(async ({ ctx, input }) => unwrap(await acceptInvitation(ctx.app.domain, ctx.user, input)));
