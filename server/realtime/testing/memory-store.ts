import type { ShowState } from '@/lib/core/contract/show-state';
import type { AuditLine, ShowStore, ShowWrite, StoredShow } from '../ports';

/** A show store whose database can be taken away: the one thing that a real one cannot do at will. */
export class MemoryStore implements ShowStore {
  isDown = false;
  /** Reads still work: a database that is just going, or coming. */
  refusesWrites = false;
  writes = 0;
  readonly audit: AuditLine[] = [];
  readonly #shows = new Map<string, StoredShow>();

  add(state: ShowState, workspaceId = 'w1'): void {
    this.#shows.set(state.showId, {
      workspaceId,
      title: state.title,
      snapshot: state,
      snapshotSeq: 0,
      events: [],
      destinations: state.destinations,
    });
  }

  load(showId: string): Promise<StoredShow | null> {
    if (this.isDown) return Promise.reject(new Error('database is down'));
    return Promise.resolve(structuredClone(this.#shows.get(showId)) ?? null);
  }

  /** What a management page does. */
  retitle(showId: string, title: string): void {
    const show = this.#shows.get(showId);
    if (show) show.title = title;
  }

  write({ showId, events, audit, snapshot }: ShowWrite): Promise<void> {
    if (this.isDown || this.refusesWrites) return Promise.reject(new Error('database is down'));
    const show = this.#shows.get(showId);
    if (!show) return Promise.reject(new Error('no such show'));
    this.writes += 1;
    this.audit.push(...audit);
    const known = new Set(show.events.map(({ seq }) => seq));
    show.events.push(...events.filter(({ seq }) => !known.has(seq)));
    if (snapshot) {
      show.snapshot = snapshot.state;
      show.snapshotSeq = snapshot.seq;
      show.events = show.events.filter(({ seq }) => seq > snapshot.seq);
    }
    return Promise.resolve();
  }
}

export const quietLogger = { debug: ignore, info: ignore, warn: ignore, error: ignore };

function ignore(): void {
  // Tests read state and replies, not the log.
}
