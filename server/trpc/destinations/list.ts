import { listDestinations } from '@/server/domain/destinations/list-destinations';
import { procedure } from '../init';

/** The workspace's destinations; keys only as hints. */
export const list = procedure('destination.read').query(({ ctx }) =>
  listDestinations(ctx.app.domain, ctx.actor),
);
