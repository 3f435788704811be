import { listShows } from '@/server/domain/shows/list-shows';
import { procedure } from '../init';

/** Shows live now, upcoming and past. */
export const list = procedure('show.read').query(({ ctx }) => listShows(ctx.app.domain, ctx.actor));
