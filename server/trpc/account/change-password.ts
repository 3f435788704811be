import { z } from 'zod';
import { ACCOUNT } from '@/lib/core/access/account-rules';
import { CallLimiter } from '@/server/call-limiter';
import { changePassword } from '@/server/domain/account/change-password';
import { procedure } from '../init';
import { passwordSchema } from '../input-schemas';
import { unwrap } from '../to-trpc-error';

/** A borrowed browser must not become a way to guess: as many tries a minute as signing in has. */
const TRIES_MAX = 8;
const tries = new CallLimiter(TRIES_MAX);

/** Another password for the signed-in person; every other browser of theirs is signed out. */
export const changePasswordProcedure = procedure('account.manage')
  .input(z.object({ currentPassword: z.string().max(ACCOUNT.passwordCharsMax), newPassword: passwordSchema }))
  .mutation(async ({ ctx, input }) => {
    await tries.take(ctx.actor.userId);
    return unwrap(await changePassword(ctx.app.domain, ctx.actor, input));
  });
