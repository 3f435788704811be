import type { Socket } from 'socket.io';
import type { z } from 'zod';
import type { Refusal } from '@/lib/core/contract/error-codes';
import type { ClientToServerEvents, CommandReply, ServerToClientEvents } from '@/lib/core/contract/realtime';
import { commandEnvelopeSchema } from '@/lib/core/contract/realtime';
import { parseUntrusted } from '@/lib/core/contract/parse-untrusted';
import type { Actor, ShowCommand } from '@/lib/core/contract/show-commands';
import type { Participant } from './authenticate';
import type { RealtimeLogger, SocketCounts } from './ports';
import type { Objection, ShowSession } from './show-session';
import { TokenBucket } from './token-bucket';

export type ShowSocket = Socket<
  ClientToServerEvents,
  ServerToClientEvents,
  object,
  { participant: Participant }
>;

export interface SocketTools {
  nowMs(): number;
  logger: RealtimeLogger;
  counts: SocketCounts;
}

/** A producer's drag of a fader sends 20 a second; the burst covers what waits after a reconnect. */
const COMMAND_RATE = { burst: 250, perSecond: 40 };
/** Heartbeats and resyncs: 1/s each in health; holds change as fast as somebody opens and closes dialogs. */
const SIGNAL_RATE = { burst: 20, perSecond: 5 };

/** What both kinds of socket share: every message is counted, bounded, parsed, and answered as data. */
export class Inlet {
  readonly #commands: TokenBucket;
  readonly #signals: TokenBucket;

  constructor(readonly tools: SocketTools) {
    this.#commands = new TokenBucket(COMMAND_RATE, tools.nowMs());
    this.#signals = new TokenBucket(SIGNAL_RATE, tools.nowMs());
  }

  /** Runs one command message of an actor. `rawReply` is whatever the client sent in place of its callback. */
  command(
    session: ShowSession,
    sender: { actor: Actor; clientId: string; objection?: Objection },
    message: [unknown, unknown],
  ): void {
    const [rawEnvelope, rawReply] = message;
    const answer = (reply: CommandReply) => {
      if (!reply.ok) this.tools.counts.refusal(reply.error.code);
      if (typeof rawReply === 'function') (rawReply as (reply: CommandReply) => void)(reply);
    };
    const refuse = (code: Refusal['code'], text: string) =>
      answer({ ok: false, seq: session.seq, error: { code, message: text } });
    if (!this.#commands.take(this.tools.nowMs())) {
      return refuse('rate-limited', 'Too many actions at once. Wait a moment, then try again.');
    }
    const envelope = parseUntrusted(commandEnvelopeSchema, rawEnvelope);
    if (!envelope.success) return refuse('invalid-input', 'This action was not understood. Reload the page.');
    if (!speaksForItself(envelope.data.command, sender.clientId)) {
      return refuse('forbidden', 'Only the studio page that draws the program can do this.');
    }
    const beganMs = performance.now();
    const reply = session.execute(sender.actor, envelope.data, sender.objection);
    // Listeners run inside: by now the events are handed to every socket.
    const seconds = (performance.now() - beganMs) / 1_000;
    this.tools.counts.command(envelope.data.command.type, { isAccepted: reply.ok, seconds });
    answer(reply);
  }

  /** A message without an answer: null when it is malformed or too frequent. */
  signal<T>(schema: z.ZodType<T>, raw: unknown): T | null {
    if (!this.#signals.take(this.tools.nowMs())) return this.#drop('rate-limited');
    const parsed = parseUntrusted(schema, raw);
    return parsed.success ? parsed.data : this.#drop('invalid-input');
  }

  #drop(code: Refusal['code']): null {
    this.tools.counts.refusal(code);
    return null;
  }
}

/** An engine id is the page's own client id: nobody claims or releases for another page. */
function speaksForItself(command: ShowCommand, clientId: string): boolean {
  const isLease = command.type === 'lease.claim' || command.type === 'lease.release';
  return !isLease || command.engineId === clientId;
}
