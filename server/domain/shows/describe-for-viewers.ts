import type { ShowPhase } from '@/lib/core/contract/show-state';

export interface ViewersView {
  /** `waiting`: the next broadcast has not begun. */
  state: 'waiting' | 'live' | 'ended';
  /** When it goes on air next, where that is known and still to come. */
  startsAt: Date | null;
}

interface ShowFacts {
  /** Null: the show is not open, so nothing of it is on air. */
  phase: ShowPhase['status'] | null;
  scheduledAt: Date | null;
  /** Of the last broadcast that was on air. */
  lastEndedAt: Date | null;
  nowMs: number;
}

/**
 * What the public page says of a show. After a broadcast it has ended, until the next one counts down or should have
 * begun: a date from before that end was the date of what is over.
 */
export function describeForViewers({ phase, scheduledAt, lastEndedAt, nowMs }: ShowFacts): ViewersView {
  if (phase === 'live') return { state: 'live', startsAt: null };
  const startsAt = scheduledAt !== null && scheduledAt.getTime() > nowMs ? scheduledAt : null;
  if (phase === 'ending' || phase === 'ended') return { state: 'ended', startsAt };
  if (phase === 'countdown' || lastEndedAt === null) return { state: 'waiting', startsAt };
  const isLate = startsAt === null && scheduledAt !== null && scheduledAt > lastEndedAt;
  return { state: isLate ? 'waiting' : 'ended', startsAt };
}
