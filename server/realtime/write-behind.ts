import type { RealtimeLogger, ShowStore, ShowWrite } from './ports';

/**
 * Keeps what a show wants stored until the database has taken it, in order, one write at a time. A show goes on while the
 * database is away: nothing here is awaited by a command. Bounded: see WAITING_EVENTS_MAX.
 */
export class WriteBehind {
  #waiting: ShowWrite | null = null;
  #running: Promise<void> | null = null;
  #wakeUp: (() => void) | null = null;
  #isClosed = false;

  constructor(
    readonly store: Pick<ShowStore, 'write'>,
    readonly logger: RealtimeLogger,
    /** The state now, for the snapshot that stands in for events that had to be given up. */
    readonly currentSnapshot: () => NonNullable<ShowWrite['snapshot']>,
  ) {}

  push(write: ShowWrite): void {
    const merged = this.#waiting ? mergeWrites(this.#waiting, write) : write;
    this.#waiting = this.#bounded(merged);
    this.#start();
  }

  /** Resolves when all that was pushed is stored, or has been given up after `close`. */
  async flush(): Promise<void> {
    while (this.#running) await this.#running;
  }

  /** Tries what is left once more, then gives up: the process is leaving. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#wakeUp?.();
    await this.flush();
  }

  #start(): void {
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
      // Pushed between the last write and this line.
      if (this.#waiting) this.#start();
    });
  }

  async #run(): Promise<void> {
    let failures = 0;
    while (this.#waiting) {
      const write = this.#waiting;
      this.#waiting = null;
      try {
        await this.store.write(write);
        if (failures > 0) this.logger.info({ showId: write.showId, failures }, 'show is stored again');
        failures = 0;
      } catch (error) {
        failures += 1;
        if (failures === 1)
          this.logger.warn({ showId: write.showId, err: error }, 'show could not be stored, will retry');
        this.#waiting = this.#bounded(this.#waiting ? mergeWrites(write, this.#waiting) : write);
        if (this.#isClosed) return this.#giveUp(write);
        await this.#pause(Math.min(RETRY_MS_MAX, RETRY_MS_FIRST * 2 ** (failures - 1)));
      }
    }
  }

  #giveUp(write: ShowWrite): void {
    this.#waiting = null;
    this.logger.error(
      { showId: write.showId, events: write.events.length },
      'database did not come back before shutdown: the last changes of this show are lost',
    );
  }

  /** Too long an outage costs the log, never the settings: the snapshot has them all. */
  #bounded(write: ShowWrite): ShowWrite {
    if (write.events.length <= WAITING_EVENTS_MAX && write.audit.length <= WAITING_EVENTS_MAX) return write;
    this.logger.warn(
      { showId: write.showId, events: write.events.length },
      'too many changes wait for the database: log shortened',
    );
    return {
      ...write,
      events: [],
      audit: write.audit.slice(-WAITING_EVENTS_MAX),
      snapshot: this.currentSnapshot(),
    };
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(done, ms);
      function done() {
        clearTimeout(timer);
        resolve();
      }
      this.#wakeUp = done;
    });
  }
}

/** Ten minutes of a busy show (8 events a second). */
const WAITING_EVENTS_MAX = 5_000;
const RETRY_MS_FIRST = 100;
/** A database that comes back is noticed within this time. */
const RETRY_MS_MAX = 2_000;

function mergeWrites(first: ShowWrite, then: ShowWrite): ShowWrite {
  return {
    showId: first.showId,
    workspaceId: first.workspaceId,
    events: [...first.events, ...then.events],
    audit: [...first.audit, ...then.audit],
    snapshot: then.snapshot ?? first.snapshot,
    scenes: then.scenes ?? first.scenes,
    seats: newest([...first.seats, ...then.seats], ({ seatId }) => seatId),
    switches: newest([...first.switches, ...then.switches], ({ destinationId }) => destinationId),
  };
}

const newest = <T>(items: T[], idOf: (item: T) => string): T[] => [
  ...new Map(items.map((item) => [idOf(item), item])).values(),
];
