import { refuse } from '../contract/error-codes';
import type { EngineLease } from '../contract/show-state';
import type { Standby } from './promotion';
import type { Rules, Verdict } from './rule';
import { happened, NOTHING } from './rule';

type LeaseCommand =
  'lease.claim' | 'lease.release' | 'lease.handOver' | 'lease.heard' | 'lease.expire' | 'lease.passOn';

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

  'lease.handOver': ({ lease }, { toEngineId }, { standbys = [], nowMs }) => {
    if (lease.status === 'held' && lease.engineId === toEngineId) return NOTHING;
    const to = standbys.find(({ engineId }) => engineId === toEngineId);
    if (!to) return refuse('not-found', 'This studio page does not stand by any more.');
    return leaseChanged(heldBy(to, lease.number + 1, nowMs));
  },

  'lease.passOn': ({ lease }, { number, to }, { nowMs }) => {
    if (lease.status !== 'held' || lease.number !== number || lease.engineId === to.engineId) return NOTHING;
    return leaseChanged(heldBy(to, number + 1, nowMs));
  },

  'lease.expire': ({ lease }, { number }) =>
    lease.status === 'held' && lease.number === number ? leaseChanged({ status: 'free', number }) : NOTHING,
};

const heldBy = (to: Standby, number: number, heardAtMs: number): EngineLease => ({
  status: 'held',
  number,
  engineId: to.engineId,
  userId: to.userId,
  name: to.name,
  heardAtMs,
});

const leaseChanged = (lease: EngineLease): Verdict => happened({ type: 'lease.changed', lease });
