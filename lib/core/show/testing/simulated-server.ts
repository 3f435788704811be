import type { CommandReply } from '../../contract/realtime';
import type { Actor, ShowCommand } from '../../contract/show-commands';
import type { NumberedEvent } from '../../contract/show-events';
import type { ShowState } from '../../contract/show-state';
import { reduceShow } from '../reduce-show';
import type { SystemCommand } from '../system-command';

/** The least a session does: number, remember replies by command id, keep a ring for replay. */
export class SimulatedServer {
  seq = 0;
  #nowMs = 0;
  #ring: NumberedEvent[] = [];
  readonly #replies = new Map<string, CommandReply>();

  constructor(
    public state: ShowState,
    readonly ringMax: number,
  ) {}

  execute(actor: Actor, command: ShowCommand | SystemCommand, commandId: string | null): CommandReply {
    const known = commandId === null ? undefined : this.#replies.get(commandId);
    if (known) return known;
    this.#nowMs += 1;
    const facts = { actor, nowMs: this.#nowMs, newId: `broadcast-${this.seq}` };
    const result = reduceShow(this.state, command, facts);
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
    return reply;
  }

  /** null: too far behind for a replay. */
  eventsSince(seq: number): NumberedEvent[] | null {
    const missing = this.#ring.filter((event) => event.seq > seq);
    return missing.length === this.seq - seq ? missing : null;
  }
}
