import { getAccount } from '@/server/domain/account/get-account';
import { procedure } from '../init';
import { unwrap } from '../to-trpc-error';

/** The signed-in person and workspace. */
export const me = procedure('account.read').query(async ({ ctx }) =>
  unwrap(await getAccount(ctx.app.domain, ctx.actor)),
);
