import type { Role } from '@/lib/core/access/can';
import type { AppContext } from '../app-context';
import type { WorkspaceRole } from '../domain/actor';
import type { TrpcContext } from '../trpc/context';

/** A context for procedures that must refuse before they touch anything: whatever they ask of `app` throws. */
export function contextOfRole(role: Role, app: AppContext = untouchable('app')): TrpcContext {
  const base = { headers: new Headers(), ip: '127.0.0.1', app };
  if (role === 'anyone' || role === 'seat') return { ...base, user: null, actor: null };
  return {
    ...base,
    user: USER,
    actor: { ...USER, workspaceId: 'workspace1', role: role satisfies WorkspaceRole },
  };
}

const USER = { userId: 'user1', name: 'Sam', sessionId: 'session1' };

export class Touched extends Error {}

/** Stands where nothing may be used. */
export function untouchable<T extends object>(name: string): T {
  return new Proxy({} as T, {
    get: (_target, property) => {
      throw new Touched(`${name}.${String(property)} was used`);
    },
  });
}
