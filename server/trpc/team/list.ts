import { listTeam } from '@/server/domain/teams/list-team';
import { procedure } from '../init';

/** Members and open invitations. */
export const list = procedure('team.read').query(({ ctx }) => listTeam(ctx.app.domain, ctx.actor));
