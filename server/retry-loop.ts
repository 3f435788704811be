export interface RetryLoopOptions {
  /** Asked before each step. */
  hasWork: () => boolean;
  /** Does the next piece. When it rejects, the piece is still there and is tried again. */
  work: () => Promise<void>;
  /** How long a step that failed waits at most, ms; the first time it waits 100 ms, then twice as long each time. */
  retryMsMax: number;
  /** @param failures - in a row, from 1. */
  onFailure: (error: unknown, failures: number) => void;
  onRecovery?: (failures: number) => void;
  /** The last try, after `close`, failed too: what is left stays undone. */
  onGiveUp?: () => void;
}

const RETRY_MS_FIRST = 100;

/** Works until nothing is left to do, one step at a time, and tries each step until it succeeds. */
export class RetryLoop {
  #running: Promise<void> | null = null;
  #wakeUp: (() => void) | null = null;
  #isClosed = false;
  #hasGivenUp = false;

  constructor(readonly options: RetryLoopOptions) {}

  /** There is work now. Never throws. */
  start(): void {
    this.#hasGivenUp = false;
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
      // Work that came between the last step and this line.
      if (!this.#hasGivenUp && this.options.hasWork()) this.start();
    });
  }

  /** Ends the present wait: the next try may fare better. */
  hurry(): void {
    this.#wakeUp?.();
  }

  /** Resolves when nothing is left to do, or the last try after `close` has failed. */
  async flush(): Promise<void> {
    while (this.#running) await this.#running;
  }

  /** Tries what is left, each step until it fails once more, then stops. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.hurry();
    await this.flush();
  }

  async #run(): Promise<void> {
    let failures = 0;
    while (this.options.hasWork()) {
      try {
        await this.options.work();
        if (failures > 0) this.options.onRecovery?.(failures);
        failures = 0;
      } catch (error) {
        failures += 1;
        this.options.onFailure(error, failures);
        if (this.#isClosed) return this.#giveUp();
        await this.#pause(Math.min(this.options.retryMsMax, RETRY_MS_FIRST * 2 ** (failures - 1)));
      }
    }
  }

  #giveUp(): void {
    this.#hasGivenUp = true;
    this.options.onGiveUp?.();
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
