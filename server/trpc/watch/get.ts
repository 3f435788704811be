import { z } from 'zod';
import { AppError } from '@/server/app-error';
import { describeForViewers } from '@/server/domain/shows/describe-for-viewers';
import { publicProcedure } from '../init';

const slugSchema = z.string().regex(/^[a-z0-9-]{1,160}$/);

/** The public page of a show. `whep` is there exactly while the show is live. */
export const get = publicProcedure('watch.read')
  .input(z.object({ slug: slugSchema }))
  .query(async ({ ctx, input }) => {
    await ctx.app.live.watchLimiter.take(ctx.ip);
    const { showDoor, sessions, mediaTokens } = ctx.app.live;
    const show = await showDoor.findBySlug(input.slug);
    if (!show || show.archivedAt !== null) {
      throw new AppError('not-found', { userText: 'There is no show at this address. Check the link.' });
    }
    const { showId, title, scheduledAt, lastEndedAt } = show;
    // A live show is always open here: strangers must not be able to load shows into memory.
    const phase = sessions.peek(showId)?.session.state.phase.status ?? null;
    const view = describeForViewers({ phase, scheduledAt, lastEndedAt, nowMs: Date.now() });
    const whep =
      view.state === 'live' ? { url: `/whep/${showId}`, token: await mediaTokens.forViewer(showId) } : null;
    return { title, ...view, whep };
  });
