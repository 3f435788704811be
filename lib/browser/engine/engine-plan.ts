import type { ShowState } from '@/lib/core/contract/show-state';

export type EngineRole =
  /** This browser composites and publishes. */
  | { status: 'engine'; leaseNumber: number }
  /** Another one does; this one draws the same scene, silent, ready to take over. */
  | { status: 'standby'; name: string; leaseNumber: number }
  /** Nobody does. */
  | { status: 'free' };

export interface EnginePlan {
  role: EngineRole;
  shouldClaim: boolean;
  /** Non-null: the program must reach the gateway under this lease. */
  publishLease: number | null;
  /** A program that is out stays out while the lease is in the air: only another holder or the show's end stops it. */
  mayKeepPublishing: boolean;
}

/** What one studio page has to do for a show's program, from the show alone. */
export function planEngine(
  state: ShowState,
  { engineId, mayPublish }: { engineId: string; mayPublish: boolean },
): EnginePlan {
  const role = roleOf(state, engineId);
  const { status } = state.phase;
  const isOut = status === 'countdown' || status === 'live' || status === 'ending';
  return {
    role,
    shouldClaim: mayPublish && role.status === 'free',
    publishLease: role.status === 'engine' && isOut ? role.leaseNumber : null,
    mayKeepPublishing: isOut && role.status !== 'standby',
  };
}

function roleOf({ lease }: ShowState, engineId: string): EngineRole {
  if (lease.status === 'free') return { status: 'free' };
  return lease.engineId === engineId
    ? { status: 'engine', leaseNumber: lease.number }
    : { status: 'standby', name: lease.name, leaseNumber: lease.number };
}
