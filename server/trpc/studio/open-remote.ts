import { z } from 'zod';
import { procedure } from '../init';
import { idSchema } from '../input-schemas';
import { requireShow } from './require-show';

/** All that a remote needs before its socket. It hears and sees nobody: there is no way into the room. */
export const openRemote = procedure('studio.enter')
  .input(z.object({ showId: idSchema }))
  .query(async ({ ctx, input }) => {
    const { state } = (await requireShow(ctx, input.showId)).session;
    const { userId, name, role } = ctx.actor;
    return {
      show: { showId: state.showId, title: state.title },
      actor: { kind: 'user' as const, userId, name, role },
    };
  });
