import type { ShowState } from '@/lib/core/contract/show-state';
import { applyEvent } from '@/lib/core/show/apply-event';
import { liftShowEvent, liftShowState } from '@/lib/core/show/lift-show-state';
import type { Result } from '@/lib/core/contract/error-codes';
import { AppError } from '../app-error';
import type { ShowWrite, StoredShow } from './ports';

/**
 * The state of a show from what the database has and what an earlier process left in its journal. They may overlap: a
 * number that is known already is skipped. What earlier releases stored is lifted to this one's form.
 * @throws AppError when a scene was written by a later release or is damaged: nothing is overwritten then.
 */
export function rebuildShow(
  stored: Pick<StoredShow, 'snapshot' | 'snapshotSeq' | 'events'>,
  left: readonly Pick<ShowWrite, 'events' | 'snapshot'>[],
): { seq: number; state: ShowState } {
  const snapshots = [
    { seq: stored.snapshotSeq, state: stored.snapshot },
    ...left.flatMap(({ snapshot }) => (snapshot ? [snapshot] : [])),
  ];
  const newest = snapshots.reduce((best, snapshot) => (snapshot.seq > best.seq ? snapshot : best));
  const events = [...stored.events, ...left.flatMap((write) => write.events)];
  return events
    .sort((a, b) => a.seq - b.seq)
    .reduce(
      (at, { seq, event }) =>
        seq > at.seq ? { seq, state: applyEvent(at.state, readable(liftShowEvent(event))) } : at,
      { seq: newest.seq, state: readable(liftShowState(newest.state)) },
    );
}

function readable<T>(lifted: Result<T>): T {
  if (!lifted.ok) throw new AppError(lifted.error.code, { userText: lifted.error.message });
  return lifted.value;
}
