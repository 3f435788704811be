import { RetryLoop } from './retry-loop';

export interface StoreQueueLogger {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface StoreQueueOptions<T> {
  /** Stores one item. Storing the same twice is harmless. */
  store: (item: T) => Promise<void>;
  /** What waits, made smaller: merged, or cut at its bound. Keeps the order; called whenever something is added. */
  bound: (items: readonly T[]) => T[];
  logger: StoreQueueLogger;
  /** What is stored, for the log: `show`. */
  what: string;
  fields?: object;
}

/** A database that comes back is noticed within this time. */
const RETRY_MS_MAX = 2_000;

/**
 * Keeps what must be stored until the database has taken it, in order, one write at a time: nobody waits for it, and an
 * outage loses nothing. Its length is bounded by the owner.
 */
export class StoreQueue<T> {
  #waiting: T[] = [];
  #underWay: T[] = [];
  readonly #loop: RetryLoop;

  constructor(readonly options: StoreQueueOptions<T>) {
    const { logger, what, fields } = options;
    this.#loop = new RetryLoop({
      hasWork: () => this.#waiting.length > 0,
      work: () => this.#storeNext(),
      retryMsMax: RETRY_MS_MAX,
      onFailure: (error, failures) => {
        if (failures === 1) logger.warn({ ...fields, err: error }, `${what} could not be stored, will retry`);
      },
      onRecovery: (failures) => logger.info({ ...fields, failures }, `${what} is stored again`),
      onGiveUp: () =>
        logger.error(
          { ...fields, waiting: this.#waiting.length },
          `database did not come back before the end: the last changes of ${what} are lost`,
        ),
    });
  }

  /** What is not stored yet, oldest first. */
  get pending(): readonly T[] {
    return [...this.#underWay, ...this.#waiting];
  }

  push(item: T): void {
    this.#waiting = this.options.bound([...this.#waiting, item]);
    this.#loop.start();
  }

  /** Resolves when all that was pushed is stored, or has been given up after `close`. */
  flush(): Promise<void> {
    return this.#loop.flush();
  }

  /** Tries what is left once more, then gives up: the process is leaving. */
  close(): Promise<void> {
    return this.#loop.close();
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
  }
}
