import { LIMITS } from '@/lib/core/contract/limits';
import type { NumberedEvent } from '@/lib/core/contract/show-events';

/** The newest events of a show, for clients that were away for a moment. */
export class EventRing {
  #events: NumberedEvent[] = [];

  constructor(readonly eventsMax: number = LIMITS.replayEventsMax) {}

  push(events: readonly NumberedEvent[]): void {
    this.#events.push(...events);
    if (this.#events.length > this.eventsMax) this.#events = this.#events.slice(-this.eventsMax);
  }

  /** What follows `lastSeq` up to `seq` without a hole, or null when some of it is no longer here. */
  since(lastSeq: number, seq: number): NumberedEvent[] | null {
    if (lastSeq > seq) return null;
    const missing = this.#events.filter((event) => event.seq > lastSeq);
    return missing.length === seq - lastSeq ? missing : null;
  }
}
