import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { ERROR_HTTP_STATUS } from '@/lib/core/contract/error-codes';
import type { AppContext } from '@/server/app-context';
import { AppError } from '@/server/app-error';
import { createContext } from './create-context';
import { readBoundedBody } from './read-bounded-body';
import { appRouter } from './router';
import { toAppError } from './to-trpc-error';

const ENDPOINT = '/api/trpc';
/** The largest honest input is a scene logo of 192 KiB as a data URL; the rest is slack for superjson and batching. */
const TRPC_BODY_BYTES_MAX = 256 * 1024;
/** JSON-RPC 2.0 §5.1, as tRPC's client expects a number beside our own code. */
const INVALID_REQUEST = -32_600;
/** A page asks for fewer than 10 things at once. */
const BATCH_SIZE_MAX = 20;

/**
 * One HTTP request to one or more procedures: bounds its size, and its rate when nobody is signed in, then hands over to
 * tRPC. That it came from one of our own pages is settled before it gets here (server/http/create-web-server.ts).
 */
export async function handleTrpcRequest(app: AppContext, request: Request): Promise<Response> {
  const body = request.method === 'POST' ? await readBoundedBody(request, TRPC_BODY_BYTES_MAX) : null;
  if (body === 'too-large') {
    app.metrics.callRefusals.inc({ code: 'too-large' });
    return refuseTooLarge();
  }
  return fetchRequestHandler({
    endpoint: ENDPOINT,
    router: appRouter,
    req:
      body === null ? request : new Request(request.url, { method: 'POST', headers: request.headers, body }),
    maxBatchSize: BATCH_SIZE_MAX,
    createContext: async () => {
      const context = await createContext(app, request.headers);
      if (context.actor === null) await app.callLimiter.take(context.ip);
      return context;
    },
    onError: ({ error, path, type }) => {
      const appError = toAppError(error);
      app.metrics.callRefusals.inc({ code: appError.code });
      if (appError.code !== 'internal' && appError.code !== 'unavailable') return;
      app.logger.error(
        { path, type, code: appError.code, err: appError.cause ?? appError },
        'procedure failed',
      );
    },
  });
}

/** In the shape that tRPC's client expects of an error. */
function refuseTooLarge(): Response {
  const { code, message } = new AppError('too-large').toRefusal();
  const status = ERROR_HTTP_STATUS[code];
  const data = { code, message, httpStatus: status, fields: {} };
  return Response.json({ error: { json: { message, code: INVALID_REQUEST, data } } }, { status });
}
