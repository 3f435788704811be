import { AppError } from '@/server/app-error';
import type { Actor } from '@/server/domain/actor';
import type { OpenShow } from '@/server/realtime/show-sessions';
import type { TrpcContext } from '../context';

/** The open show of the actor's workspace. @throws AppError `not-found`, also for a show of another workspace. */
export async function requireShow(ctx: TrpcContext & { actor: Actor }, showId: string): Promise<OpenShow> {
  const show = await ctx.app.live.sessions.open(showId);
  if (!show || show.session.workspaceId !== ctx.actor.workspaceId) {
    throw new AppError('not-found', {
      userText: 'This show does not exist, or it belongs to another workspace.',
    });
  }
  return show;
}
