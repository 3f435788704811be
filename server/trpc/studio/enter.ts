import { z } from 'zod';
import { can } from '@/lib/core/access/can';
import { procedure } from '../init';
import { idSchema } from '../input-schemas';
import { requireShow } from './require-show';

/** One page load; the engine id of a producer. The socket's handshake has the same bounds. */
export const clientIdSchema = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/);

/** All that a studio page needs before its socket: the show, who acts, and a way into the room. */
export const enter = procedure('studio.enter')
  .input(z.object({ showId: idSchema, clientId: clientIdSchema }))
  .query(async ({ ctx, input }) => {
    const { state } = (await requireShow(ctx, input.showId)).session;
    const { userId, name, role } = ctx.actor;
    return {
      show: { showId: state.showId, title: state.title, slug: state.slug },
      /** For a phone; without a secret, since whoever opens it signs in first. */
      remoteUrl: `${ctx.app.domain.publicUrl}/shows/${encodeURIComponent(state.showId)}/remote`,
      actor: { kind: 'user' as const, userId, name, role },
      clientId: input.clientId,
      livekit: await ctx.app.live.roomTokens.forProducer(input.showId, {
        userId,
        name,
        clientId: input.clientId,
        mayPublish: can(role, 'studio.publishProgram'),
      }),
    };
  });
