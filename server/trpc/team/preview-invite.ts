import { z } from 'zod';
import { previewInvitation } from '@/server/domain/teams/preview-invitation';
import { publicProcedure } from '../init';
import { tokenSchema } from '../input-schemas';
import { unwrap } from '../to-trpc-error';

/** What an invitation link is for. */
export const previewInvite = publicProcedure('teamInvite.accept')
  .input(z.object({ token: tokenSchema }))
  .query(async ({ ctx, input }) => unwrap(await previewInvitation(ctx.app.domain, input)));
