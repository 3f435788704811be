import type { CommandReply } from '../../contract/realtime';
import type { Actor, ShowCommand } from '../../contract/show-commands';
import type { NumberedEvent } from '../../contract/show-events';
import type { ShowState } from '../../contract/show-state';
import { SoftLocks, type LockHolder } from '../soft-locks';
import type { SystemCommand } from '../system-command';
import { UndoHistory } from '../undo/undo-history';

/** One command as the server saw it. */
export interface Handled {
  actor: Actor;
  command: ShowCommand | SystemCommand;
  reply: CommandReply;
  before: ShowState;
  after: ShowState;
}

/** The least a session does: number, remember replies by command id, keep a ring for replay, ask locks and history. */
export class SimulatedServer {
  seq = 0;
  readonly locks = new SoftLocks();
  readonly #history = new UndoHistory();
  #nowMs = 0;
  #ring: NumberedEvent[] = [];
  readonly #replies = new Map<string, CommandReply>();

  constructor(
    public state: ShowState,
    readonly ringMax: number,
    /** Called with every command that was not answered from memory. */
    readonly onHandled: (handled: Handled) => void = () => undefined,
  ) {}

  get nowMs(): number {
    return this.#nowMs;
  }

  hold(holder: LockHolder, subjects: readonly string[]): void {
    this.locks.set(holder, subjects, this.#nowMs);
  }

  /** Nothing happens for a while. */
  pass(ms: number): void {
    this.#nowMs += ms;
    this.locks.expire(this.#nowMs);
  }

  execute(actor: Actor, command: ShowCommand | SystemCommand, commandId: string | null): CommandReply {
    const known = commandId === null ? undefined : this.#replies.get(commandId);
    if (known) return known;
    this.#nowMs += 1;
    const facts = { actor, nowMs: this.#nowMs, newId: `broadcast-${this.seq}` };
    const before = this.state;
    const objection = (targets: readonly string[]) =>
      actor.kind === 'user' ? this.locks.objection(targets, actor.userId, this.#nowMs) : null;
    const result = this.#history.decide(before, command, facts, { seq: this.seq, objection });
    if (result.ok) {
      this.state = result.state;
      for (const event of result.events) {
        this.#ring.push({ seq: (this.seq += 1), atMs: this.#nowMs, actor, event, commandId });
      }
      this.#ring = this.#ring.slice(-this.ringMax);
    }
    const reply: CommandReply = result.ok
      ? { ok: true, seq: this.seq }
      : { ok: false, seq: this.seq, error: result.error };
    if (commandId !== null) this.#replies.set(commandId, reply);
    this.onHandled({ actor, command, reply, before, after: this.state });
    return reply;
  }

  /** null: too far behind for a replay. */
  eventsSince(seq: number): NumberedEvent[] | null {
    const missing = this.#ring.filter((event) => event.seq > seq);
    return missing.length === this.seq - seq ? missing : null;
  }
}
