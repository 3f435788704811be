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
  /** A program that is out stays out while the lease is in the air, and while the next engine's does not arrive yet. */
  mayKeepPublishing: boolean;
}

export interface EnginePlanFacts {
  engineId: string;
  mayPublish: boolean;
  /** What this page sends now: under which lease, and which lease the program comes from that the gateway takes. */
  publishing: { leaseNumber: number; arrivingLease: number | null; serverNowMs: number } | null;
}

/** An engine that cannot bring its program in within this time gets no more help: twice what a slow line takes. */
export const HAND_OVER_MS = 10_000;

/** What one studio page has to do for a show's program, from the show alone. */
export function planEngine(
  state: ShowState,
  { engineId, mayPublish, publishing }: EnginePlanFacts,
): EnginePlan {
  const role = roleOf(state, engineId);
  const isOut = isProgramOut(state);
  return {
    role,
    shouldClaim: mayPublish && role.status === 'free',
    publishLease: role.status === 'engine' && isOut ? role.leaseNumber : null,
    mayKeepPublishing: isOut && (role.status !== 'standby' || isHandingOver(state, publishing)),
  };
}

/** The program goes to the gateway: to viewers, soon to viewers, or to be checked. */
export function isProgramOut({ phase, check }: Pick<ShowState, 'phase' | 'check'>): boolean {
  const { status } = phase;
  return status === 'countdown' || status === 'live' || status === 'ending' || check.status === 'running';
}

/** Viewers keep the picture of the engine before until the new one's arrives. */
function isHandingOver({ lease }: ShowState, publishing: EnginePlanFacts['publishing']): boolean {
  if (!publishing || lease.status !== 'held') return false;
  const isStillTaken = publishing.arrivingLease === publishing.leaseNumber;
  return isStillTaken && publishing.serverNowMs - lease.heardAtMs < HAND_OVER_MS;
}

function roleOf({ lease }: ShowState, engineId: string): EngineRole {
  if (lease.status === 'free') return { status: 'free' };
  return lease.engineId === engineId
    ? { status: 'engine', leaseNumber: lease.number }
    : { status: 'standby', name: lease.name, leaseNumber: lease.number };
}
