import { LIMITS } from '@/lib/core/contract/limits';
import type { NumberedEvent } from '@/lib/core/contract/show-events';

/** As many as somebody reads who comes in late, within 200 kB. */
const RECENT_MAX = 100;
const RECENT_CHARS_MAX = 2_000;

/** The newest events of a show, for clients that were away for a moment. */
export class EventRing {
  #events: NumberedEvent[] = [];

  constructor(readonly eventsMax: number = LIMITS.replayEventsMax) {}

  push(events: readonly NumberedEvent[]): void {
    this.#events.push(...events);
    if (this.#events.length > this.eventsMax) this.#events = this.#events.slice(-this.eventsMax);
  }

  /** The newest, without those that carry pictures: for a log that tells what happened, not for replay. */
  newest(): NumberedEvent[] {
    return this.#events
      .slice(-RECENT_MAX)
      .filter(({ event }) => JSON.stringify(event).length <= RECENT_CHARS_MAX);
  }

  /** What follows `lastSeq` up to `seq` without a hole, or null when some of it is no longer here. */
  since(lastSeq: number, seq: number): NumberedEvent[] | null {
    if (lastSeq > seq) return null;
    const missing = this.#events.filter((event) => event.seq > lastSeq);
    return missing.length === seq - lastSeq ? missing : null;
  }
}
