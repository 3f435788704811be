import type { AppContext } from '@/server/app-context';
import type { TrpcContext } from './context';

/** Who calls, read afresh for every request; also for pages that prefetch on the server. */
export async function createContext(app: AppContext, headers: Headers): Promise<TrpcContext> {
  const user = await app.readUser(headers);
  const actor = user === null ? null : await app.domain.findActor(user);
  return { user, actor, headers, ip: clientIp(headers), app };
}

/** The last hop is the one our own HTTP server saw; earlier entries are what the caller claims. */
function clientIp(headers: Headers): string {
  return headers.get('x-forwarded-for')?.split(',').at(-1)?.trim() ?? 'unknown';
}
