import type { Journal } from '@/server/store-queue';
import type { ShowWrite } from './ports';

/** What cannot be made again from the rest: projections follow from the state, the state from the events. */
export type ShowJournalLine = Pick<ShowWrite, 'events' | 'audit' | 'snapshot'>;

/** The journals of shows, by the show's id. */
export interface ShowJournals {
  open(showId: string): Journal<ShowJournalLine>;
  /** Shows with a journal that may hold something. */
  names(): string[];
}

/** The journal of one show's writes. Keeps no snapshot that only saves time, since it may be large. */
export function showJournal(
  journal: Journal<ShowJournalLine>,
  show: Pick<ShowWrite, 'showId' | 'workspaceId'>,
): Journal<ShowWrite> {
  return {
    get bytes() {
      return journal.bytes;
    },
    read: () => journal.read().map((line) => ({ ...show, scenes: null, seats: [], switches: [], ...line })),
    append: ({ events, audit }) => {
      if (events.length + audit.length > 0) journal.append({ events, audit, snapshot: null });
    },
    // Here the snapshot may stand in for events that were given up.
    replace: (writes) =>
      journal.replace(writes.map(({ events, audit, snapshot }) => ({ events, audit, snapshot }))),
    close: () => journal.close(),
  };
}
