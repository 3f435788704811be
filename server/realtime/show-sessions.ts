import type { ProgramStatus } from '@/lib/core/contract/gateway-control';
import { SoftLocks } from '@/lib/core/show/soft-locks';
import { RetryLoop } from '@/server/retry-loop';
import { LeaseWatch } from './lease-watch';
import { MediaWatch } from './media-watch';
import type { SessionTools, ShowStore } from './ports';
import { Presence } from './presence';
import type { ShowJournals } from './show-journal';
import { ShowSession } from './show-session';
import { StandbyWatch } from './standby-watch';
import { WaitingPictures } from './waiting-pictures';

/** A show that is open: its authority and what lives only as long as the process. */
export interface OpenShow {
  session: ShowSession;
  lease: LeaseWatch;
  standby: StandbyWatch;
  media: MediaWatch;
  presence: Presence;
  pictures: WaitingPictures;
  locks: SoftLocks;
  /** Newest word of the gateway; null while no program exists. */
  program: ProgramStatus | null;
}

export interface ShowSessionsOptions {
  store: ShowStore;
  /** Absent: what the database has not taken ends with the process. */
  journals?: ShowJournals;
  tools: SessionTools;
  leaseExpiryMs?: number;
  resumeGraceMs?: number;
  idleMs?: number;
}

/** Every open show of this process, at most one session per show. Loads on demand, unloads when nobody needs it. */
export class ShowSessions {
  readonly #open = new Map<string, OpenShow>();
  readonly #loading = new Map<string, Promise<OpenShow | null>>();
  readonly #closing = new Map<string, Promise<void>>();
  readonly #idleSince = new Map<string, number>();
  readonly #openListeners = new Set<(show: OpenShow) => void>();
  readonly #sweeper: NodeJS.Timeout;
  /** What must be done with shows as soon as the database answers, each thing once. */
  readonly #errands = new Map<string, () => Promise<unknown>>();
  readonly #errandLoop: RetryLoop;
  #isClosed = false;

  constructor(readonly options: ShowSessionsOptions) {
    const { idleMs = IDLE_MS } = options;
    this.#sweeper = setInterval(() => this.#sweep(idleMs), Math.max(50, idleMs / 4));
    this.#sweeper.unref();
    this.#errandLoop = new RetryLoop({
      hasWork: () => this.#errands.size > 0,
      work: async () => {
        for (const [errand, run] of this.#errands) {
          await run();
          this.#errands.delete(errand);
        }
      },
      retryMsMax: ERRAND_RETRY_MS_MAX,
      onFailure: (error, failures) => {
        if (failures > 1) return;
        const errands = [...this.#errands.keys()];
        options.tools.logger.warn({ errands, err: error }, 'shows wait for the database, will retry');
      },
    });
  }

  /** null: there is no such show. Rejects when the database does not answer. */
  async open(showId: string): Promise<OpenShow | null> {
    if (this.#isClosed) throw new Error('the server is shutting down');
    const open = this.#open.get(showId);
    // Asked for just now: not idle, even if its caller has no socket yet.
    this.#idleSince.delete(showId);
    if (open) return open;
    const loading = this.#loading.get(showId) ?? this.#load(showId);
    this.#loading.set(showId, loading);
    return loading.finally(() => this.#loading.delete(showId));
  }

  /** The show if it is open already. */
  peek(showId: string): OpenShow | null {
    return this.#open.get(showId) ?? null;
  }

  all(): OpenShow[] {
    return [...this.#open.values()];
  }

  /** Called for each show that is opened from now on, before anybody can act on it. */
  onOpen(listener: (show: OpenShow) => void): () => void {
    this.#openListeners.add(listener);
    return () => this.#openListeners.delete(listener);
  }

  /**
   * Management pages changed title or destinations of a show: an open studio hears of it, later if the database does not
   * answer now. Never rejects.
   */
  async refresh(showId: string): Promise<void> {
    try {
      await this.#refreshNow(showId);
    } catch (error) {
      this.options.tools.logger.warn(
        { showId, err: error },
        'an open show could not be refreshed, will retry',
      );
      this.#later(`refresh ${showId}`, () => this.#refreshNow(showId));
    }
  }

  /**
   * Opens every show whose last changes an earlier process could not store, so that lists and logs get them without
   * waiting for somebody to open it. Returns at once; tries until the database answers.
   */
  recover(): void {
    const { journals } = this.options;
    for (const showId of journals?.names() ?? [])
      this.#later(`recover ${showId}`, async () => {
        // Of a show that is no more.
        if ((await this.open(showId)) === null) journals?.open(showId).replace([]);
      });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#sweeper);
    this.#errands.clear();
    await this.#errandLoop.close();
    await Promise.all([...this.#open.values()].map((show) => this.#unload(show)));
    await Promise.all(this.#closing.values());
  }

  async #load(showId: string): Promise<OpenShow | null> {
    await this.#closing.get(showId);
    const { store, tools, journals, leaseExpiryMs, resumeGraceMs } = this.options;
    const stored = await store.load(showId);
    if (!stored) return null;
    const session = new ShowSession(stored, tools, { store, journal: journals?.open(showId) });
    const lease = new LeaseWatch(session, leaseExpiryMs, resumeGraceMs);
    const presence = new Presence();
    session.listStandbys = () => presence.standbys(session.state.lease);
    const show: OpenShow = {
      session,
      lease,
      standby: new StandbyWatch({ session, lease, presence, ...tools }),
      media: new MediaWatch(session),
      presence,
      pictures: new WaitingPictures(),
      locks: new SoftLocks(),
      program: null,
    };
    this.#open.set(showId, show);
    tools.logger.info({ showId, seq: session.seq }, 'show opened');
    for (const listener of this.#openListeners) listener(show);
    return show;
  }

  async #refreshNow(showId: string): Promise<void> {
    const open = this.#open.get(showId);
    if (!open) return;
    const stored = await this.options.store.load(showId);
    if (!stored) return;
    open.session.run({ type: 'title.set', title: stored.title });
    open.session.run({ type: 'destinations.set', destinations: stored.destinations });
  }

  #later(errand: string, run: () => Promise<unknown>): void {
    this.#errands.set(errand, run);
    this.#errandLoop.start();
  }

  #sweep(idleMs: number): void {
    const nowMs = this.options.tools.nowMs();
    for (const show of this.#open.values()) {
      const { showId } = show.session;
      if (isNeeded(show)) {
        this.#idleSince.delete(showId);
        continue;
      }
      // Nobody is watching: a good moment to make the next load cheap.
      show.session.storeSnapshot();
      const sinceMs = this.#idleSince.get(showId) ?? nowMs;
      this.#idleSince.set(showId, sinceMs);
      if (nowMs - sinceMs >= idleMs) void this.#unload(show);
    }
  }

  #unload(show: OpenShow): Promise<void> {
    const { showId } = show.session;
    this.#open.delete(showId);
    this.#idleSince.delete(showId);
    show.lease.close();
    show.standby.close();
    show.media.close();
    const closing = show.session.close().finally(() => this.#closing.delete(showId));
    this.#closing.set(showId, closing);
    this.options.tools.logger.info({ showId }, 'show closed');
    return closing;
  }
}

/** Long enough for a reload or a short outage of the only browser. */
const IDLE_MS = 60_000;
const ERRAND_RETRY_MS_MAX = 1_000;

function isNeeded({ session, presence, media }: OpenShow): boolean {
  const { status } = session.state.phase;
  const isOnItsWay = status === 'countdown' || status === 'live' || status === 'ending';
  // Closing tries to store once more, and the database may be away for longer than nobody looks.
  return isOnItsWay || media.isWaiting || presence.socketCount > 0 || session.waitingWrites.length > 0;
}
