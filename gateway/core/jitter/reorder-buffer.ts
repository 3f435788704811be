/**
 * Puts packets into sequence order, says what to ask for again, and gives up on holes after a bounded wait.
 * Adds no delay while nothing is missing. Sequence numbers come in unwrapped (see timeline/unwrap).
 */
export interface ReorderOptions {
  /** How long a hole may hold back what follows it. */
  waitMs: number;
  /** Asked again this often while the hole is open. */
  nackIntervalMs: number;
  nacksMax: number;
}

export interface Taken<T> {
  packets: T[];
  /** True when packets before these were given up. */
  isAfterLoss: boolean;
  lost: number;
}

/** 1024 packets are one second at 10 Mbit/s: more held back than that is no reordering, it is a jump. */
const HELD_MAX = 1024;
/** First ask after this much: a packet that was only overtaken arrives by then. */
const REORDER_GRACE_MS = 8;

interface Hole {
  sinceMs: number;
  nacks: number;
  nextNackMs: number;
}

export class ReorderBuffer<T> {
  readonly #options: ReorderOptions;
  readonly #held = new Map<number, T>();
  readonly #holes = new Map<number, Hole>();
  #next: number | null = null;
  #highest = 0;
  lost = 0;
  recovered = 0;
  duplicates = 0;
  nacked = 0;

  constructor(options: ReorderOptions) {
    this.#options = options;
  }

  /** True while packets wait for one that is missing. */
  get isWaiting(): boolean {
    return this.#next !== null && this.#next <= this.#highest;
  }

  /** @returns true when the packet is the next one and none waits: it is as good as taken, and need not be inserted. */
  pass(sequence: number): boolean {
    if (this.isWaiting || (this.#next !== null && sequence !== this.#next)) return false;
    this.#highest = sequence;
    this.#next = sequence + 1;
    return true;
  }

  insert(sequence: number, packet: T, nowMs: number): void {
    if (this.#next === null) {
      this.#next = sequence;
      this.#highest = sequence - 1;
    }
    if (sequence < this.#next || this.#held.has(sequence)) {
      this.duplicates += 1;
      return;
    }
    if (sequence - this.#next > HELD_MAX) this.#jumpTo(sequence);
    for (let missing = this.#highest + 1; missing < sequence; missing += 1) {
      this.#holes.set(missing, { sinceMs: nowMs, nacks: 0, nextNackMs: nowMs + REORDER_GRACE_MS });
    }
    const hole = this.#holes.get(sequence);
    if (hole !== undefined && hole.nacks > 0) this.recovered += 1;
    this.#holes.delete(sequence);
    this.#highest = Math.max(this.#highest, sequence);
    this.#held.set(sequence, packet);
  }

  /** Everything that is in order by now, with holes older than the wait given up. */
  take(nowMs: number): Taken<T> {
    const taken: Taken<T> = { packets: [], isAfterLoss: false, lost: 0 };
    while (this.#next !== null && this.#next <= this.#highest) {
      const packet = this.#held.get(this.#next);
      if (packet !== undefined) {
        this.#held.delete(this.#next);
        taken.packets.push(packet);
      } else {
        const hole = this.#holes.get(this.#next);
        // Losing a packet ends this run of packets: the caller must hear of it before it gets what follows.
        if ((hole !== undefined && nowMs - hole.sinceMs < this.#options.waitMs) || taken.packets.length > 0)
          break;
        this.#holes.delete(this.#next);
        taken.lost += 1;
        taken.isAfterLoss = true;
        this.lost += 1;
      }
      this.#next += 1;
    }
    return taken;
  }

  /** Sequence numbers to ask for now. */
  nacks(nowMs: number): number[] {
    const due: number[] = [];
    for (const [sequence, hole] of this.#holes) {
      if (nowMs < hole.nextNackMs || hole.nacks >= this.#options.nacksMax) continue;
      if (hole.nacks === 0) this.nacked += 1;
      hole.nacks += 1;
      hole.nextNackMs = nowMs + this.#options.nackIntervalMs;
      due.push(sequence);
    }
    return due;
  }

  #jumpTo(sequence: number): void {
    this.lost += sequence - (this.#next ?? sequence) - this.#held.size;
    this.#held.clear();
    this.#holes.clear();
    this.#next = sequence;
    this.#highest = sequence - 1;
  }
}
