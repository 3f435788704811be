import type { ProgramPictureStatus, ProgramStatus } from '@/lib/core/contract/gateway-control';
import { mustPassOn } from '@/lib/core/show/promotion';
import type { LeaseWatch } from './lease-watch';
import type { Presence } from './presence';
import type { RealtimeLogger } from './ports';
import type { ShowSession } from './show-session';

interface StandbyWatchParts {
  session: ShowSession;
  lease: LeaseWatch;
  presence: Presence;
  nowMs(): number;
  logger: RealtimeLogger;
}

/** How often it is looked at while the program does not arrive; a tenth of what may pass until a standby publishes. */
const LOOK_EVERY_MS = 100;

/** Gives the program to a page that stands by when the one that draws it is lost (SPEC.md, "Hot standby"). */
export class StandbyWatch {
  readonly #parts: StandbyWatchParts;
  #picture: ProgramPictureStatus = 'none';
  #pictureSinceMs = 0;
  #isSourceSilent = false;
  /** The newest lease under which pictures arrived. */
  #arrivedLease: number | null = null;
  #timer: NodeJS.Timeout | null = null;
  readonly #listeners = new Set<() => void>();

  constructor(parts: StandbyWatchParts) {
    this.#parts = parts;
  }

  /** Called when viewers begin to see something else. @returns the way to stop listening. */
  onPicture(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Newest word of the gateway; null: no program exists. */
  programSeen(status: ProgramStatus | null): void {
    const picture = status?.picture ?? 'none';
    const before = this.#picture;
    this.#picture = picture;
    // From a still picture to the slate viewers wait for the same program.
    if (isStill(picture) !== isStill(before)) this.#pictureSinceMs = this.#parts.nowMs();
    this.#isSourceSilent = status !== null && !isHeard(status);
    if (status && picture === 'source' && isHeard(status)) this.#arrivedLease = leaseOf(status);
    if (isStill(picture) || this.#isSourceSilent) this.#look();
    else this.#rest();
    if (picture !== before) for (const listener of this.#listeners) listener();
  }

  /** A studio page came or went. */
  peopleChanged(): void {
    if (this.#timer) this.#look();
  }

  close(): void {
    this.#rest();
    this.#listeners.clear();
  }

  #rest(): void {
    if (this.#timer) clearInterval(this.#timer);
    this.#timer = null;
  }

  #look(): void {
    this.#timer ??= setInterval(() => this.#look(), LOOK_EVERY_MS).unref();
    const { session, lease, presence, nowMs, logger } = this.#parts;
    const held = session.state.lease;
    if (held.status !== 'held') return;
    const { status } = session.state.phase;
    const isDue = mustPassOn({
      nowMs: nowMs(),
      isOut: status === 'countdown' || status === 'live' || status === 'ending',
      picture: this.#picture,
      pictureSinceMs: this.#pictureSinceMs,
      isSourceSilent: this.#isSourceSilent,
      engine: {
        isConnected: presence.hasProducer(held.engineId),
        heardAtMs: lease.heardAtMs,
        sinceMs: held.heardAtMs,
        hasArrived: this.#arrivedLease === held.number,
      },
    });
    const [to] = isDue ? presence.standbys(held) : [];
    if (!to) return;
    logger.warn({ showId: session.showId, from: held.number }, 'the engine is lost: a standby takes over');
    session.run({ type: 'lease.passOn', number: held.number, to });
  }
}

const isStill = (picture: ProgramPictureStatus): boolean => picture === 'held' || picture === 'slate';

const isHeard = ({ source }: ProgramStatus): boolean => source.status === 'connected' && source.isHeard;

/** null where MediaMTX takes the program: it does not say whose. */
const leaseOf = ({ source }: ProgramStatus): number | null =>
  source.status === 'connected' ? source.lease : null;
