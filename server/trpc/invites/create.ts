import { z } from 'zod';
import { createInvite } from '@/server/domain/invites/create-invite';
import { procedure } from '../init';
import { dateSchema, idSchema, nameSchema } from '../input-schemas';
import { unwrap } from '../to-trpc-error';

/** A public link for a whole panel and its rehearsals; a show has 50 seats. */
const INVITE_USES_MAX = 1_000;

/** A guest link; the answer is the only time its code is shown. */
export const create = procedure('invite.manage')
  .input(
    z.object({
      showId: idSchema,
      label: nameSchema,
      role: z.enum(['guest', 'host']),
      expiresAt: dateSchema.nullable(),
      maxUses: z.number().int().min(1).max(INVITE_USES_MAX).nullable(),
    }),
  )
  .mutation(async ({ ctx, input }) => unwrap(await createInvite(ctx.app.domain, ctx.actor, input)));
