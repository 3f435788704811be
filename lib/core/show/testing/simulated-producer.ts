import type { CommandReply } from '../../contract/realtime';
import type { Actor, ShowCommand } from '../../contract/show-commands';
import type { NumberedEvent } from '../../contract/show-events';
import type { ClientReplica } from '../client-replica';
import {
  commandsToResend,
  proposeCommand,
  receiveEvents,
  receiveReply,
  replicaFromSnapshot,
} from '../client-replica';
import type { SimulatedServer } from './simulated-server';

type Down =
  { kind: 'events'; events: NumberedEvent[] } | { kind: 'reply'; commandId: string; reply: CommandReply };

/** One producer's page behind a link with two queues; a drop loses whatever is in them. */
export class SimulatedProducer {
  replica: ClientReplica;
  connected = true;
  readonly #actor: Actor;
  #up: { commandId: string; command: ShowCommand }[] = [];
  #down: Down[] = [];
  #sent = 0;

  constructor(
    readonly engineId: string,
    readonly server: SimulatedServer,
  ) {
    this.#actor = { kind: 'user', userId: engineId, name: engineId, role: 'producer' };
    this.replica = replicaFromSnapshot({ seq: server.seq, state: server.state });
  }

  give(command: ShowCommand): void {
    const commandId = `${this.engineId}-${(this.#sent += 1)}`;
    const facts = { actor: this.#actor, nowMs: 0, newId: commandId };
    const next = proposeCommand(this.replica, { commandId, command, facts });
    if (!next) return;
    this.replica = next;
    if (this.connected) this.#up.push({ commandId, command });
  }

  /** The server takes the oldest command. Its reply travels behind the events it caused, as on a socket. */
  serverTakesOne(publish: () => void): void {
    const sent = this.#up.shift();
    if (!sent) return;
    const reply = this.server.execute(this.#actor, sent.command, sent.commandId);
    publish();
    if (this.connected) this.#down.push({ kind: 'reply', commandId: sent.commandId, reply });
  }

  sendDown(events: NumberedEvent[]): void {
    if (this.connected && events.length > 0) this.#down.push({ kind: 'events', events });
  }

  takeOneDown(): void {
    const message = this.#down.shift();
    if (!message) return;
    if (message.kind === 'reply') {
      this.replica = receiveReply(this.replica, message.commandId, message.reply);
      return;
    }
    const result = receiveEvents(this.replica, message.events);
    // As connect-show does: ask again for all that is missing.
    if (result.status === 'gap') this.#resync();
    else this.replica = result.replica;
  }

  /** Takes hold of things, or lets go; lost when the link is down, as on a socket. */
  hold(subjects: readonly string[]): void {
    if (!this.connected) return;
    this.server.hold({ clientId: this.engineId, userId: this.engineId, name: this.engineId }, subjects);
  }

  /** A message overtakes the one before it: another connection of the same page, or a proxy that retries. */
  reorderDown(): void {
    const [first, second, ...rest] = this.#down;
    if (first && second) this.#down = [second, first, ...rest];
  }

  drop(): void {
    this.connected = false;
    this.server.locks.release(this.engineId);
    this.#up = [];
    this.#down = [];
  }

  reconnect(): void {
    if (this.connected) return;
    this.connected = true;
    this.#resync();
    for (const { commandId, command } of commandsToResend(this.replica))
      this.#up.push({ commandId, command });
  }

  #resync(): void {
    const missing = this.server.eventsSince(this.replica.confirmed.seq);
    if (missing) this.sendDown(missing);
    else {
      const snapshot = { seq: this.server.seq, state: this.server.state };
      this.replica = replicaFromSnapshot(snapshot, this.replica);
    }
  }

  get isQuiet(): boolean {
    return this.#up.length === 0 && this.#down.length === 0;
  }
}
