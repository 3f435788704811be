import type { BroadcastLogger } from './ports';

/** Does things in order and each until it works: rows that must be written although the database may be away. */
export class RetryQueue {
  readonly #jobs: { what: string; run: () => Promise<void> }[] = [];
  #running: Promise<void> | null = null;
  #isClosed = false;
  #wakeUp: (() => void) | null = null;

  constructor(readonly logger: BroadcastLogger) {}

  /** @param what - for the log; a job beyond JOBS_MAX is dropped and said so. */
  push(what: string, run: () => Promise<void>): void {
    if (this.#jobs.length >= JOBS_MAX) {
      this.logger.error({ what }, 'too much waits for the database: not stored');
      return;
    }
    this.#jobs.push({ what, run });
    this.#start();
  }

  async flush(): Promise<void> {
    while (this.#running) await this.#running;
  }

  /** Tries what waits once more, then stops. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#wakeUp?.();
    await this.flush();
  }

  #start(): void {
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
      if (this.#jobs.length > 0 && !this.#isClosed) this.#start();
    });
  }

  async #run(): Promise<void> {
    let failures = 0;
    for (let job = this.#jobs[0]; job; job = this.#jobs[0]) {
      try {
        await job.run();
        this.#jobs.shift();
        failures = 0;
      } catch (error) {
        failures += 1;
        if (failures === 1)
          this.logger.warn({ what: job.what, err: error }, 'could not be stored, will retry');
        if (this.#isClosed) return;
        await this.#pause(Math.min(RETRY_MS_MAX, RETRY_MS_FIRST * 2 ** (failures - 1)));
      }
    }
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** A broadcast writes a dozen rows; relays in trouble a few a minute each. */
const JOBS_MAX = 1_000;
const RETRY_MS_FIRST = 100;
const RETRY_MS_MAX = 2_000;
