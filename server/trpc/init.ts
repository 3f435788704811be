import { initTRPC } from '@trpc/server';
import superjson from 'superjson';
import { z } from 'zod';
import { can, type Action } from '@/lib/core/access/can';
import { ERROR_HTTP_STATUS } from '@/lib/core/contract/error-codes';
import { AppError } from '@/server/app-error';
import { hashToken } from '@/server/hash-token';
import type { TrpcContext } from './context';
import { toAppError, toTrpcError } from './to-trpc-error';

interface ProcedureMeta {
  action: Action;
}

const t = initTRPC
  .context<TrpcContext>()
  .meta<ProcedureMeta>()
  .create({
    transformer: superjson,
    errorFormatter: ({ shape, error }) => {
      const appError = toAppError(error);
      return {
        ...shape,
        message: appError.userText,
        data: {
          code: appError.code,
          message: appError.userText,
          httpStatus: ERROR_HTTP_STATUS[appError.code],
          path: shape.data.path,
          /** For forms: field name to what is wrong with it. Empty unless the code is `invalid-input`. */
          fields: fieldErrors(appError.cause),
        },
      };
    },
  });

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;

/** Errors first, so that whatever happens further in is mapped exactly once. */
const mapErrors = t.middleware(async ({ next }) => {
  const result = await next();
  if (!result.ok) throw toTrpcError(result.error);
  return result;
});

const checkAccess = t.middleware(({ ctx, meta, path, next }) => {
  if (meta === undefined) {
    throw new AppError('internal', {
      internal: `${path} has no action`,
      userText: 'This action is not available.',
    });
  }
  if (!can(ctx.actor?.role ?? 'anyone', meta.action)) throw refusal(ctx.actor !== null);
  return next();
});

/** A procedure that people without an account may call too; `ctx.actor` is null for them. */
export function publicProcedure(action: Action) {
  return t.procedure.meta({ action }).use(mapErrors).use(checkAccess);
}

/** A procedure of signed-in members; `ctx.actor` is known. The action is required: there is no procedure without one. */
export function procedure(action: Action) {
  return publicProcedure(action).use(({ ctx, next }) => {
    if (ctx.actor === null) throw refusal(false);
    return next({ ctx: { ...ctx, actor: ctx.actor } });
  });
}

/** What every call of a guest carries: the secret that join.redeem returned once. */
const seatInput = z.object({ showId: z.string().min(1).max(64), seatToken: z.string().min(1).max(256) });

/** A procedure of guests: input has `showId` and `seatToken`, `ctx.seat` is the seat they open. */
export function seatProcedure(action: Action) {
  return t.procedure
    .meta({ action })
    .use(mapErrors)
    .input(seatInput)
    .use(async ({ ctx, input, next }) => {
      const seat = await ctx.app.domain.findSeat(input.showId, hashToken(input.seatToken));
      if (seat === null || seat.place === 'gone' || !can('seat', action)) {
        throw new AppError('bad-token', {
          userText: 'This seat is no longer yours. Open your invite link again.',
        });
      }
      return next({ ctx: { ...ctx, seat } });
    });
}

function refusal(isSignedIn: boolean): AppError {
  return isSignedIn
    ? new AppError('forbidden', {
        userText: 'Your role does not allow this. Ask an owner or admin of the workspace.',
      })
    : new AppError('not-signed-in', { userText: 'Sign in, then try again.' });
}

function fieldErrors(cause: unknown): Record<string, string> {
  if (!(cause instanceof z.ZodError)) return {};
  return Object.fromEntries(cause.issues.map((issue) => [issue.path.join('.'), issue.message]));
}
