import { LEASE } from '@/lib/core/contract/limits';
import type { EngineStats } from '@/lib/core/contract/realtime';
import type { ShowSession } from './show-session';

/**
 * Listens for the engine's heartbeats and frees the lease when they stop. Heartbeats stay out of the event log: only
 * claiming, losing and releasing are facts that everyone needs.
 */
export class LeaseWatch {
  #timer: NodeJS.Timeout | null = null;
  #watched: number | null = null;
  #stats: EngineStats | null = null;
  #heardAtMs = 0;
  readonly #stopListening: () => void;

  constructor(
    readonly session: ShowSession,
    readonly expiryMs: number = LEASE.expiryMs,
    /** An engine that was publishing when the server went down keeps its lease for this long. */
    resumeGraceMs: number = RESUME_GRACE_MS,
  ) {
    this.#stopListening = session.onChange(({ before, after }) => {
      if (before.lease !== after.lease) this.#watch(expiryMs);
    });
    this.#watch(resumeGraceMs);
  }

  /** What the engine last said of itself; null while the lease is free. */
  get stats(): EngineStats | null {
    return this.#stats;
  }

  /** When the holder was last heard, or got the lease; ms since 1970. */
  get heardAtMs(): number {
    return this.#heardAtMs;
  }

  /** @returns false when the sender does not hold the lease (any more). */
  heartbeat(clientId: string, stats: EngineStats): boolean {
    const { lease } = this.session.state;
    if (lease.status !== 'held' || lease.engineId !== clientId || lease.number !== stats.leaseNumber)
      return false;
    this.#stats = stats;
    this.#heardAtMs = this.session.tools.nowMs();
    this.#arm(lease.number, this.expiryMs);
    return true;
  }

  close(): void {
    this.#stopListening();
    if (this.#timer) clearTimeout(this.#timer);
  }

  #watch(firstMs: number): void {
    const { lease } = this.session.state;
    if (lease.status === 'held') {
      if (lease.number !== this.#watched) this.#stats = null;
      this.#watched = lease.number;
      this.#heardAtMs = this.session.tools.nowMs();
      this.#arm(lease.number, firstMs);
      return;
    }
    this.#watched = null;
    this.#stats = null;
    if (this.#timer) clearTimeout(this.#timer);
  }

  #arm(number: number, ms: number): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.session.run({ type: 'lease.expire', number }), ms);
    this.#timer.unref();
  }
}

/** The web process may be away for 10 s without costing the lease; then the browser needs one reconnect delay more. */
const RESUME_GRACE_MS = 6_000;
