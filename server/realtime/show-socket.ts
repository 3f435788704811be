import type { Socket } from 'socket.io';
import type { z } from 'zod';
import { can } from '@/lib/core/access/can';
import type { Refusal } from '@/lib/core/contract/error-codes';
import type {
  ClientToServerEvents,
  CommandReply,
  ProducerPage,
  ServerToClientEvents,
} from '@/lib/core/contract/realtime';
import { commandEnvelopeSchema } from '@/lib/core/contract/realtime';
import { parseUntrusted } from '@/lib/core/contract/parse-untrusted';
import type { Actor, ShowCommand } from '@/lib/core/contract/show-commands';
import { checkAssets, namesAsset, type AssetShelf } from './check-assets';
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
  assets: AssetShelf;
}

/** A producer's drag of a fader sends 20 a second; the burst covers what waits after a reconnect. */
const COMMAND_RATE = { burst: 250, perSecond: 40 };
/** Heartbeats and resyncs: 1/s each in health; holds change as fast as somebody opens and closes dialogs. */
const SIGNAL_RATE = { burst: 20, perSecond: 5 };

/** What both kinds of socket share: every message is counted, bounded, parsed, and answered as data. */
export class Inlet {
  readonly #commands: TokenBucket;
  readonly #signals: TokenBucket;
  /** Commands behind one whose files are looked up, in order; COMMAND_RATE bounds them. */
  #waiting: Promise<void> | null = null;

  constructor(readonly tools: SocketTools) {
    this.#commands = new TokenBucket(COMMAND_RATE, tools.nowMs());
    this.#signals = new TokenBucket(SIGNAL_RATE, tools.nowMs());
  }

  /**
   * Runs one command message of an actor. `rawReply` is whatever the client sent in place of its callback.
   * @param sender.onDone - called when it was answered.
   */
  command(
    session: ShowSession,
    sender: {
      actor: Actor;
      clientId: string;
      page?: ProducerPage;
      objection?: Objection;
      onDone?: () => void;
    },
    message: [unknown, unknown],
  ): void {
    const [rawEnvelope, rawReply] = message;
    const answer = (reply: CommandReply) => {
      if (!reply.ok) this.tools.counts.refusal(reply.error.code);
      if (typeof rawReply === 'function') (rawReply as (reply: CommandReply) => void)(reply);
      sender.onDone?.();
    };
    const refuse = (code: Refusal['code'], text: string) =>
      answer({ ok: false, seq: session.seq, error: { code, message: text } });
    if (!this.#commands.take(this.tools.nowMs())) {
      return refuse('rate-limited', 'Too many actions at once. Wait a moment, then try again.');
    }
    const envelope = parseUntrusted(commandEnvelopeSchema, rawEnvelope);
    if (!envelope.success) return refuse('invalid-input', 'This action was not understood. Reload the page.');
    if (!speaksForItself(envelope.data.command, sender)) {
      return refuse('forbidden', 'Only the studio page that draws the program can do this.');
    }
    const { command } = envelope.data;
    const run = (): void => {
      const beganMs = performance.now();
      const reply = session.execute(sender.actor, envelope.data, sender.objection);
      // Listeners run inside: by now the events are handed to every socket.
      const seconds = (performance.now() - beganMs) / 1_000;
      this.tools.counts.command(command.type, { isAccepted: reply.ok, seconds });
      answer(reply);
    };
    // Whoever may not do it at all is told so, without asking.
    const { actor } = sender;
    const isAsked = namesAsset(command) && actor.kind === 'user' && can(actor.role, command.type);
    if (!isAsked && this.#waiting === null) return run();
    this.#inTurn(async () => {
      const refusal = isAsked ? await this.#objectionOfLibrary(session, command) : null;
      if (refusal) refuse(refusal.code, refusal.message);
      else run();
    });
  }

  #inTurn(step: () => Promise<void>): void {
    const turn = (this.#waiting ?? Promise.resolve()).then(step).finally(() => {
      if (this.#waiting === turn) this.#waiting = null;
    });
    this.#waiting = turn;
  }

  async #objectionOfLibrary({ workspaceId }: ShowSession, command: ShowCommand): Promise<Refusal | null> {
    try {
      return await checkAssets(command, workspaceId, this.tools.assets);
    } catch (error) {
      this.tools.logger.warn({ err: error }, 'the library did not answer');
      return { code: 'unavailable', message: 'The library does not answer. Try again in a moment.' };
    }
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

/** An engine id is the page's own client id: nobody claims or releases for another page, and a remote for none (HS6). */
function speaksForItself(
  command: ShowCommand,
  { clientId, page }: { clientId: string; page?: ProducerPage },
): boolean {
  const isLease = command.type === 'lease.claim' || command.type === 'lease.release';
  return !isLease || (command.engineId === clientId && page !== 'remote');
}
