import type { Role } from '@/lib/core/access/can';
import { can } from '@/lib/core/access/can';
import type { Refusal } from '@/lib/core/contract/error-codes';
import type { CommandEnvelope, CommandReply, UndoOffer } from '@/lib/core/contract/realtime';
import type { Actor, ShowCommand } from '@/lib/core/contract/show-commands';
import type { NumberedEvent } from '@/lib/core/contract/show-events';
import type { ShowState } from '@/lib/core/contract/show-state';
import type { Standby } from '@/lib/core/show/promotion';
import type { AnyCommand } from '@/lib/core/show/rule';
import { UndoHistory } from '@/lib/core/show/undo/undo-history';
import type { SystemCommand } from '@/lib/core/show/system-command';
import { StoreQueue, type Journal } from '@/server/store-queue';
import { auditLine } from './audit-line';
import { boundShowWrites } from './bound-show-writes';
import { EventRing } from './event-ring';
import type { SessionTools, ShowStore, ShowWrite, StoredShow } from './ports';
import { rebuildShow } from './rebuild-show';
import { showJournal, type ShowJournalLine } from './show-journal';

/** One accepted command and what followed from it. `events` may be empty (a relay retry, or nothing to change). */
export interface ShowChange {
  command: AnyCommand;
  actor: Actor;
  events: NumberedEvent[];
  before: ShowState;
  after: ShowState;
}

export type Objection = (targets: readonly string[]) => Refusal | null;

export type CatchUp =
  { kind: 'events'; events: NumberedEvent[] } | { kind: 'snapshot'; seq: number; state: ShowState };

/**
 * The authority over one show, and the only place where its state changes: authorises, reduces, numbers, answers, tells
 * listeners, and leaves storing to a queue. Synchronous on purpose: two commands cannot interleave.
 */
export class ShowSession {
  readonly showId: string;
  readonly workspaceId: string;
  #state: ShowState;
  #seq: number;
  #eventsSinceSnapshot = 0;
  /** Pages that could publish the program now; set by whoever knows who is present. */
  listStandbys: () => readonly Standby[] = () => [];
  readonly #ring = new EventRing();
  readonly #history = new UndoHistory();
  readonly #replies = new Map<string, CommandReply>();
  readonly #listeners = new Set<(change: ShowChange) => void>();
  readonly #storage: StoreQueue<ShowWrite>;

  constructor(
    stored: StoredShow,
    readonly tools: SessionTools,
    { store, journal }: { store: Pick<ShowStore, 'write'>; journal?: Journal<ShowJournalLine> | undefined },
  ) {
    this.showId = stored.snapshot.showId;
    this.workspaceId = stored.workspaceId;
    const { showId, workspaceId } = this;
    const ownJournal = journal && showJournal(journal, { showId, workspaceId });
    const left = ownJournal?.read() ?? [];
    const { seq, state } = rebuildShow(stored, left);
    this.#state = state;
    this.#seq = seq + SEQ_GAP_AFTER_LOAD;
    this.#storage = new StoreQueue({
      store: (write) => store.write(write),
      bound: (writes) => boundShowWrites(writes, (events) => this.#shorten(events)),
      journal: ownJournal,
      left,
      logger: tools.logger,
      what: 'the show',
      fields: { showId },
    });
    this.#adopt(stored);
    if (left.length > 0) this.#storeProjections();
  }

  get state(): ShowState {
    return this.#state;
  }

  get seq(): number {
    return this.#seq;
  }

  /**
   * A command from a socket. The same `commandId` gets the same reply and is done once.
   * @param objection - why the given targets may not be changed now (somebody else's soft lock), or null.
   */
  execute(actor: Actor, { commandId, command }: CommandEnvelope, objection?: Objection): CommandReply {
    // Per actor: nobody learns of another's commands by guessing an id.
    const key = `${actorId(actor)} ${commandId}`;
    const known = this.#replies.get(key);
    if (known) return known;
    const reply = this.#decide(actor, command, commandId, objection);
    this.#replies.set(key, reply);
    if (this.#replies.size > REPLIES_KEPT) {
      const [oldest] = this.#replies.keys();
      if (oldest !== undefined) this.#replies.delete(oldest);
    }
    return reply;
  }

  /** A command of the server itself. @returns the refusal, or null when it was accepted. */
  run(command: SystemCommand, systemName = 'stream-buddy'): Refusal | null {
    const reply = this.#commit({ kind: 'system', name: systemName }, command, null);
    return reply.ok ? null : reply.error;
  }

  /** What this person's next undo and redo are about. */
  undoOffer(userId: string): UndoOffer {
    return this.#history.offer(userId);
  }

  /** Events, lines and projections that the database has not taken yet. */
  get waitingWrites(): readonly ShowWrite[] {
    return this.#storage.pending;
  }

  /** What a client needs that holds everything up to `lastSeq` (undefined: nothing). */
  catchUp(lastSeq: number | undefined): CatchUp {
    const events = lastSeq === undefined ? null : this.#ring.since(lastSeq, this.#seq);
    if (events) return { kind: 'events', events };
    return { kind: 'snapshot', seq: this.#seq, state: this.#state };
  }

  /** What happened last, for the log of a page that opens now. */
  recentEvents(): NumberedEvent[] {
    return this.#ring.newest();
  }

  /** @returns the way to stop listening. A listener that throws is logged and disturbs nobody. */
  onChange(listener: (change: ShowChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Stores the state as it is now, so that a load needs no events. */
  storeSnapshot(): void {
    if (this.#eventsSinceSnapshot === 0) return;
    this.#store({ snapshot: this.#snapshot() });
  }

  flush(): Promise<void> {
    return this.#storage.flush();
  }

  /** Stores what is left. The session must not be used afterwards. */
  async close(): Promise<void> {
    this.storeSnapshot();
    this.#listeners.clear();
    await this.#storage.close();
  }

  #decide(actor: Actor, command: ShowCommand, commandId: string, objection?: Objection): CommandReply {
    const resource = {
      ...('seatId' in command ? { seatId: command.seatId } : {}),
      ...(actor.kind === 'seat' ? { ownSeatId: actor.seatId } : {}),
    };
    if (!can(roleOf(actor), command.type, resource)) {
      return { ok: false, seq: this.#seq, error: FORBIDDEN };
    }
    return this.#commit(actor, command, commandId, objection);
  }

  #commit(actor: Actor, command: AnyCommand, commandId: string | null, objection?: Objection): CommandReply {
    const atMs = this.tools.nowMs();
    const before = this.#state;
    const standbys = this.listStandbys();
    const facts = { actor, nowMs: atMs, newId: this.tools.newId(), standbys };
    const result = this.#history.decide(before, command, facts, { seq: this.#seq, objection });
    if (!result.ok) return { ok: false, seq: this.#seq, error: result.error };
    const events = result.events.map((event) => ({ seq: (this.#seq += 1), atMs, actor, event, commandId }));
    this.#state = result.state;
    this.#ring.push(events);
    const change: ShowChange = { command, actor, events, before, after: result.state };
    this.#keep(change, atMs, result.turned);
    this.#tell(change);
    return { ok: true, seq: this.#seq };
  }

  #keep({ command, actor, events, before, after }: ShowChange, atMs: number, turned?: string): void {
    const line =
      actor.kind === 'system'
        ? null
        : auditLine(command as ShowCommand, { actor, atMs, id: this.tools.newId(), before, turned });
    if (events.length === 0 && command.type !== 'relay.retry') return;
    this.#eventsSinceSnapshot += events.length;
    this.#store({
      events,
      audit: line ? [line] : [],
      snapshot: this.#eventsSinceSnapshot >= EVENTS_PER_SNAPSHOT ? this.#snapshot() : null,
      scenes: after.scenes === before.scenes ? null : after.scenes,
      seats: after.seats.filter((seat) => !before.seats.includes(seat)),
      switches: events.flatMap(({ event }) => (event.type === 'destination.enabledSet' ? [event] : [])),
    });
  }

  /** After a crash: lists have missed what the journal knew. */
  #storeProjections(): void {
    const { scenes, seats, destinations } = this.#state;
    this.#store({ scenes, seats, switches: destinations });
  }

  #store(part: Partial<ShowWrite>): void {
    if (part.snapshot) this.#eventsSinceSnapshot = 0;
    this.#storage.push({
      showId: this.showId,
      workspaceId: this.workspaceId,
      events: [],
      audit: [],
      snapshot: null,
      scenes: null,
      seats: [],
      switches: [],
      ...part,
    });
  }

  #shorten(events: number): { seq: number; state: ShowState } {
    const { showId } = this;
    this.tools.logger.warn({ showId, events }, 'too many changes wait for the database: log shortened');
    return this.#snapshot();
  }

  #snapshot(): { seq: number; state: ShowState } {
    return { seq: this.#seq, state: this.#state };
  }

  #tell(change: ShowChange): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(change);
      } catch (error) {
        this.tools.logger.error({ showId: this.showId, err: error }, 'a listener of the show failed');
      }
    }
  }

  /** Sockets of the last process are gone, pages may have edited the show, and an engine gets time to come back. */
  #adopt({ title, destinations }: StoredShow): void {
    this.run({ type: 'title.set', title });
    this.run({ type: 'destinations.set', destinations });
    for (const { seatId, connected } of this.#state.seats) {
      if (connected) this.run({ type: 'seat.setConnection', seatId, connected: false });
    }
    const { lease } = this.#state;
    if (lease.status === 'held') this.run({ type: 'lease.heard', number: lease.number });
  }
}

/**
 * A power cut can lose the last numbered events that clients have seen already. The gap makes their numbers older than
 * anything the ring can replay, so that they take a snapshot instead of trusting a number used twice.
 */
const SEQ_GAP_AFTER_LOAD = 1_000;
/** A load folds fewer events than this. */
const EVENTS_PER_SNAPSHOT = 100;
/** Commands that a client may send again after a reconnect: PENDING_MAX of each of a few producers. */
const REPLIES_KEPT = 2_000;

const FORBIDDEN: Refusal = {
  code: 'forbidden',
  message: 'Your role does not allow this. Ask an owner or admin of the workspace.',
};

function roleOf(actor: Actor): Role {
  if (actor.kind === 'user') return actor.role;
  return actor.kind === 'seat' ? 'seat' : 'anyone';
}

const actorId = (actor: Actor): string =>
  actor.kind === 'user' ? actor.userId : actor.kind === 'seat' ? actor.seatId : actor.name;
