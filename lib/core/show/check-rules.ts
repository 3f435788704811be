import { refuse } from '../contract/error-codes';
import { CHECK } from '../contract/limits';
import type { ShowCheck } from '../contract/show-check';
import type { ShowState } from '../contract/show-state';
import type { Rules, Verdict } from './rule';
import { happened, NOTHING } from './rule';

type CheckCommand = 'check.start' | 'check.cancel' | 'check.finish' | 'check.break';

export const CHECK_RULES: Rules<CheckCommand> = {
  'check.start': (state, _command, { nowMs, newId }) => {
    if (state.phase.status !== 'rehearsal')
      return refuse('wrong-phase', 'A check needs the program for itself. Check before going live.');
    if (state.lease.status === 'free')
      return refuse(
        'wrong-phase',
        'No browser is drawing the program. Keep the studio open, then check again.',
      );
    if (state.check.status === 'running') return NOTHING;
    return changed({
      status: 'running',
      checkId: newId,
      startedAtMs: nowMs,
      endsAtMs: nowMs + CHECK.connectMs + CHECK.measureMs,
    });
  },

  'check.cancel': ({ check }) => (check.status === 'running' ? changed({ status: 'none' }) : NOTHING),

  'check.finish': ({ check }, { checkId, findings }, { nowMs }) =>
    check.status === 'running' && check.checkId === checkId
      ? changed({ status: 'done', checkId, finishedAtMs: nowMs, findings })
      : NOTHING,

  'check.break': ({ check }, { reason }) =>
    check.status === 'running' ? changed({ status: 'broken', reason }) : NOTHING,
};

/**
 * CK4: what keeps a show off air, in words, or null. Only what a platform would refuse, only for destinations that are
 * switched on, and only while the check is fresh.
 */
export function refusedByCheck({ check, destinations }: ShowState, nowMs: number): string | null {
  if (check.status !== 'done' || nowMs - check.finishedAtMs > CHECK.validMs) return null;
  const enabled = destinations.filter((destination) => destination.enabled);
  if (enabled.length === 0) return null;
  const fatal = check.findings.find(
    ({ verdict, destinationIds }) =>
      verdict === 'refused' &&
      (destinationIds.length === 0 ||
        enabled.some(({ destinationId }) => destinationIds.includes(destinationId))),
  );
  return fatal ? `${fatal.measured} ${fatal.remedy}` : null;
}

const changed = (check: ShowCheck): Verdict => happened({ type: 'check.changed', check });
