import type { ShowState } from '@/lib/core/contract/show-state';
import { applyEvent } from '@/lib/core/show/apply-event';
import type { ShowWrite, StoredShow } from './ports';

/**
 * The state of a show from what the database has and what an earlier process left in its journal. They may overlap: a
 * number that is known already is skipped.
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
      (at, { seq, event }) => (seq > at.seq ? { seq, state: applyEvent(at.state, event) } : at),
      newest,
    );
}
