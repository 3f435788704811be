import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from './app-error';

/**
 * Calls of people without an account, per address and minute. A hall of 50 guests behind one address joins with about 5
 * calls each and viewers ask a few times a minute; links hold 256 bits, so this guards the database, not the secrets.
 */
const CALLS_MAX = 600;
const WINDOW_SECONDS = 60;

/** Counts what strangers ask for, per address and minute. */
export class CallLimiter {
  readonly #byAddress: RateLimiterMemory;

  constructor(callsMax: number = CALLS_MAX) {
    this.#byAddress = new RateLimiterMemory({ points: callsMax, duration: WINDOW_SECONDS });
  }

  /** @throws AppError `rate-limited` when the address has had its share. */
  async take(ip: string): Promise<void> {
    try {
      await this.#byAddress.consume(ip);
    } catch (error) {
      if (error instanceof RateLimiterRes) throw new AppError('rate-limited');
      throw error;
    }
  }
}
