import { RetryLoop } from './retry-loop';

export interface StoreQueueLogger {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Where a queue keeps what it holds, for the next process. Synchronous: kept before anybody is answered. Never throws. */
export interface Journal<T> {
  readonly bytes: number;
  /** What is in it, oldest first. */
  read(): T[];
  append(item: T): void;
  /** It holds exactly these from now on. */
  replace(items: readonly T[]): void;
  close(): void;
}

export interface StoreQueueOptions<T> {
  /** Stores one item. Storing the same twice is harmless. */
  store: (item: T) => Promise<void>;
  /** What waits, made smaller: merged, or cut at its bound. Keeps the order; called whenever something is added. */
  bound: (items: readonly T[]) => T[];
  /** Absent: what waits ends with the process. */
  journal?: Journal<T> | undefined;
  /** What the journal holds of an earlier process. */
  left?: readonly T[];
  logger: StoreQueueLogger;
  /** What is stored, for the log: `the show`. */
  what: string;
  fields?: object;
}

/** A database that comes back is noticed within this time. */
const RETRY_MS_MAX = 2_000;
/** Below this a journal is not worth writing anew; above, it is when it has doubled. */
const JOURNAL_BYTES_MIN = 4 * 1024 * 1024;

/**
 * Keeps what must be stored until the database has taken it, in order, one write at a time: nobody waits for it, and an
 * outage loses nothing. Its length is bounded by the owner. What waits is in the journal too, so that the next process
 * stores what this one could not.
 */
export class StoreQueue<T> {
  #waiting: T[] = [];
  #underWay: T[] = [];
  #journalBytesMax = JOURNAL_BYTES_MIN;
  readonly #loop: RetryLoop;

  constructor(readonly options: StoreQueueOptions<T>) {
    const { logger, what, fields, left = [], bound } = options;
    this.#loop = new RetryLoop({
      hasWork: () => this.#waiting.length > 0,
      work: () => this.#storeNext(),
      retryMsMax: RETRY_MS_MAX,
      onFailure: (error, failures) => {
        if (failures === 1) logger.warn({ ...fields, err: error }, `${what} could not be stored, will retry`);
      },
      onRecovery: (failures) => logger.info({ ...fields, failures }, `${what} is stored again`),
      onGiveUp: () => this.#sayWhatIsLeft(),
    });
    if (left.length === 0) return;
    logger.warn({ ...fields, left: left.length }, `${what} has changes that the last process did not store`);
    this.#waiting = bound(left);
    this.#loop.start();
  }

  /** What is not stored yet, oldest first. */
  get pending(): readonly T[] {
    return [...this.#underWay, ...this.#waiting];
  }

  push(item: T): void {
    this.options.journal?.append(item);
    this.#waiting = this.options.bound([...this.#waiting, item]);
    this.#tidyJournal();
    this.#loop.start();
  }

  /** Resolves when all that was pushed is stored, or has been given up after `close`. */
  flush(): Promise<void> {
    return this.#loop.flush();
  }

  /** Tries what is left once more, then gives up: the process is leaving. */
  async close(): Promise<void> {
    await this.#loop.close();
    this.options.journal?.close();
  }

  async #storeNext(): Promise<void> {
    const [next, ...rest] = this.#waiting;
    if (next === undefined) return;
    this.#underWay = [next];
    this.#waiting = rest;
    try {
      await this.options.store(next);
    } catch (error) {
      this.#waiting = this.options.bound([next, ...this.#waiting]);
      throw error;
    } finally {
      this.#underWay = [];
    }
    this.#tidyJournal();
  }

  /** Emptied when all is stored; written anew when it holds much that is stored, or merged, already. */
  #tidyJournal(): void {
    const { journal } = this.options;
    if (!journal) return;
    const { pending } = this;
    if (pending.length > 0 && journal.bytes <= this.#journalBytesMax) return;
    journal.replace(pending);
    this.#journalBytesMax = Math.max(JOURNAL_BYTES_MIN, 2 * journal.bytes);
  }

  #sayWhatIsLeft(): void {
    const { logger, what, fields, journal } = this.options;
    const waiting = this.#waiting.length;
    if (journal)
      logger.warn({ ...fields, waiting }, `the database is away: ${what} is stored at the next start`);
    else logger.error({ ...fields, waiting }, `the database is away: the last changes of ${what} are lost`);
  }
}
