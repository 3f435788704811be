import { listSessions } from '@/server/domain/account/list-sessions';
import { procedure } from '../init';

/** The person's signed-in browsers. */
export const sessions = procedure('account.read').query(({ ctx }) => listSessions(ctx.app.domain, ctx.actor));
