import { lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';

/**
 * Names to addresses, as the system does it (hosts file and all), one question at a time for each name. The system's
 * question holds a thread until its name server answers or gives up, 10 s and more, and nobody can call it back: a
 * destination that is tried again and again meanwhile must not hold one for each try, or those of others find none.
 */
export class NameLookups {
  readonly #lookup: LookupFunction;
  readonly #waiting = new Map<string, Parameters<LookupFunction>[2][]>();

  constructor(lookup: LookupFunction = systemLookup) {
    this.#lookup = lookup;
  }

  /** For `net.connect` and `tls.connect`. */
  readonly lookup: LookupFunction = (hostname, options, callback) => {
    const key = JSON.stringify([hostname, options.family, options.hints, options.all, options.order]);
    const waiting = this.#waiting.get(key);
    if (waiting !== undefined) return void waiting.push(callback);
    const callbacks = [callback];
    this.#waiting.set(key, callbacks);
    this.#lookup(hostname, options, (...answer) => {
      this.#waiting.delete(key);
      for (const answered of callbacks) answered(...answer);
    });
  };
}
