import { refuse } from '../contract/error-codes';
import type { EngineLease } from '../contract/show-state';
import type { Rules, Verdict } from './rule';
import { happened, NOTHING } from './rule';

type LeaseCommand = 'lease.claim' | 'lease.release' | 'lease.heard' | 'lease.expire';

export const LEASE_RULES: Rules<LeaseCommand> = {
  'lease.claim': ({ lease }, { engineId, takeOver }, { actor, nowMs }) => {
    if (actor.kind !== 'user') return refuse('forbidden', 'Only a producer can draw the program.');
    if (lease.status === 'held' && lease.engineId === engineId) return NOTHING;
    if (lease.status === 'held' && !takeOver) {
      return refuse('lease-held', `${lease.name} is drawing the program in another window.`);
    }
    return leaseChanged({
      status: 'held',
      number: lease.number + 1,
      engineId,
      userId: actor.userId,
      name: actor.name,
      heardAtMs: nowMs,
    });
  },

  'lease.release': ({ lease }, { engineId }) => {
    if (lease.status === 'free') return NOTHING;
    if (lease.engineId !== engineId) {
      return refuse('lease-held', `${lease.name} is drawing the program in another window.`);
    }
    return leaseChanged({ status: 'free', number: lease.number });
  },

  'lease.heard': ({ lease }, { number }, { nowMs }) => {
    if (lease.status === 'free' || lease.number !== number) {
      return refuse('lease-held', 'This engine does not hold the lease any more.');
    }
    return lease.heardAtMs === nowMs ? NOTHING : leaseChanged({ ...lease, heardAtMs: nowMs });
  },

  'lease.expire': ({ lease }, { number }) =>
    lease.status === 'held' && lease.number === number ? leaseChanged({ status: 'free', number }) : NOTHING,
};

const leaseChanged = (lease: EngineLease): Verdict => happened({ type: 'lease.changed', lease });
