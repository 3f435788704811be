import { io, type Socket } from 'socket.io-client';
import type { GuestChatLine } from '@/lib/core/contract/chat';
import { LIMITS } from '@/lib/core/contract/limits';
import type { Refusal } from '@/lib/core/contract/error-codes';
import type { ProgramStatus } from '@/lib/core/contract/gateway-control';
import {
  PROTOCOL_VERSION,
  SHOW_NAMESPACE,
  type ClientToServerEvents,
  type CommandEnvelope,
  type CommandReply,
  type EngineStats,
  type GuestView,
  type Handshake,
  type PresentPerson,
  type ProducerPage,
  type ScenePicture,
  type ServerToClientEvents,
  type UndoOffer,
  type WaitingPicture,
} from '@/lib/core/contract/realtime';
import type { Actor, ShowCommand } from '@/lib/core/contract/show-commands';
import type { NumberedEvent } from '@/lib/core/contract/show-events';
import type { ShowState } from '@/lib/core/contract/show-state';
import {
  proposeCommand,
  receiveEvents,
  receiveReply,
  replicaFromSnapshot,
  type ClientReplica,
} from '@/lib/core/show/client-replica';
import { randomId } from '../random-id';
import { createStore, type ReadableStore } from './create-store';
import { ServerClock } from './server-clock';
import { createSoftHolds, type SoftHolds } from './soft-holds';

export type LinkStatus =
  | { status: 'connecting' }
  | { status: 'online' }
  /** There again, and what happened meanwhile is still on its way: the state is that of before. */
  | { status: 'catching-up' }
  | { status: 'reconnecting'; sinceMs: number }
  /** For good: signed out, seat removed, page too old. */
  | { status: 'refused'; refusal: Refusal };

/** All that the server tells this page. Every part keeps its identity until it changes. */
export interface ShowView {
  link: LinkStatus;
  /** Producers: confirmed state with own unanswered commands on top. Null before the snapshot, and for guests. */
  state: ShowState | null;
  /** Guests: what they may know. */
  guest: GuestView | null;
  /** Guests: what they may read of the chat, oldest first. */
  chat: readonly GuestChatLine[];
  presence: readonly PresentPerson[];
  /** Producers: what their next undo and redo are about. */
  history: UndoOffer;
  program: ProgramStatus | null;
  engine: EngineStats | null;
  /** Who did what, from a little before this page opened, newest last, at most LOG_MAX. */
  log: readonly NumberedEvent[];
}

export interface ShowConnection extends ReadableStore<ShowView> {
  readonly clientId: string;
  command(command: ShowCommand): Promise<CommandReply>;
  heartbeat(stats: EngineStats): void;
  /** Producers: whether this page could publish the program now. Said again after every reconnect. */
  standBy(isReady: boolean): void;
  /** Waiting guests: themselves, to the producers. Lost without a word when there is no connection. */
  showPicture(jpeg: Uint8Array): void;
  /** Producers: what this page is dragging or editing. */
  readonly holds: SoftHolds;
  /** Producers: whoever shows themselves in the waiting room. @returns what ends it. */
  onWaitingPicture(listener: (picture: WaitingPicture) => void): () => void;
  /** The engine, while a remote is there: a scene. Lost without a word when there is no connection. */
  showScene(sceneId: string, jpeg: Uint8Array): void;
  /** Remotes: whatever scene the engine shows. @returns what ends it. */
  onScenePicture(listener: (picture: ScenePicture) => void): () => void;
  /** The server's clock, for countdowns and timers that everyone sees alike. */
  serverNowMs(): number;
  close(): void;
}

/** What is used of Socket.IO's client; a test passes an object. */
export interface ShowSocket {
  connected: boolean;
  on<E extends keyof ServerToClientEvents>(event: E, listener: ServerToClientEvents[E]): unknown;
  on(event: 'connect' | 'disconnect', listener: () => void): unknown;
  on(event: 'connect_error', listener: (error: Error & { data?: unknown }) => void): unknown;
  emit<E extends keyof ClientToServerEvents>(event: E, ...args: Parameters<ClientToServerEvents[E]>): unknown;
  disconnect(): unknown;
}

export interface ConnectShowOptions {
  showId: string;
  clientId: string;
  /** Guests. Producers come with their session cookie. */
  seatToken?: string;
  /** Producers: whose acts to foresee before the server answers. */
  actor?: Actor;
  /** Producers: what kind of page this is; a studio unless it says otherwise. */
  page?: ProducerPage;
  openSocket?: (handshake: () => Handshake) => ShowSocket;
}

const LOG_MAX = 300;
/** Longer than any reconnect worth waiting for with a pressed button. */
const REPLY_LIMIT_MS = 10_000;
/** Longer than a connection takes that comes back by itself. */
const BLIP_MS = 3_000;
/** Guests have no replica that bounds what waits: more than anybody gives in an outage. */
const WAITING_MAX = 200;

/**
 * What is meant for this very moment: half a minute later it would surprise everybody. All else is an edit, or takes
 * something off air, and waits for the connection however long that takes.
 */
const OF_THE_MOMENT: ReadonlySet<string> = new Set([
  'show.goLive',
  'show.cancelCountdown',
  'show.endShow',
  'show.reopen',
  'show.take',
  'scene.activate',
  'seat.admit',
  'seat.deny',
  'seat.toStage',
  'seat.toBackstage',
  'seat.toWaiting',
  'seat.remove',
  'seat.leave',
  'relay.retry',
  'lease.claim',
  'lease.release',
  'lease.handOver',
  'history.undo',
  'history.redo',
  'rundown.start',
  'rundown.stop',
  'graphic.show',
  'media.play',
  'media.playBed',
  'media.break',
  'check.start',
]);

export function connectShow(options: ConnectShowOptions): ShowConnection {
  const { showId, clientId, seatToken, actor, page, openSocket = openShowSocket } = options;
  const store = createStore<ShowView>({
    link: { status: 'connecting' },
    state: null,
    guest: null,
    chat: [],
    presence: [],
    history: { undo: null, redo: null },
    program: null,
    engine: null,
    log: [],
  });
  const patch = (part: Partial<ShowView>) => store.set({ ...store.get(), ...part });
  const waiting = new Map<string, { envelope: CommandEnvelope; settle: (reply: CommandReply) => void }>();
  const pictureListeners = new Set<(picture: WaitingPicture) => void>();
  const sceneListeners = new Set<(picture: ScenePicture) => void>();
  let replica: ClientReplica | null = null;
  const clock = new ServerClock();
  let isReady = false;

  const serverNowMs = () => Date.now() + clock.offsetMs;
  const heardClock = (serverMs: number) => clock.note(serverMs, Date.now());
  const setReplica = (next: ClientReplica) => {
    replica = next;
    patch({ state: next.view });
  };

  const isUpToDate = () => {
    if (store.get().link.status === 'catching-up') patch({ link: { status: 'online' } });
  };

  const keepLog = (fresh: readonly NumberedEvent[]) =>
    patch({ log: [...store.get().log, ...fresh].slice(-LOG_MAX) });

  const send = (envelope: CommandEnvelope) => {
    if (!socket.connected) return;
    socket.emit('command', envelope, (reply) => settle(envelope.commandId, reply));
  };
  const settle = (commandId: string, reply: CommandReply) => {
    if (replica) setReplica(receiveReply(replica, commandId, reply));
    waiting.get(commandId)?.settle(reply);
    waiting.delete(commandId);
  };

  const socket = openSocket(() => ({
    protocolVersion: PROTOCOL_VERSION,
    showId,
    clientId,
    ...(seatToken === undefined ? {} : { seatToken }),
    ...(page === undefined ? {} : { page }),
    ...(replica === null ? {} : { lastSeq: replica.confirmed.seq }),
  }));

  /** An outage, not a blip. */
  const isAway = (): boolean => {
    const { link } = store.get();
    return link.status === 'reconnecting' && Date.now() - link.sinceMs > BLIP_MS;
  };

  const holds = createSoftHolds((subjects) => {
    if (socket.connected) socket.emit('holds', { subjects });
  });

  socket.on('connect', () => {
    patch({ link: { status: replica === null ? 'online' : 'catching-up' } });
    holds.resend();
    if (isReady) socket.emit('standBy', { isReady });
    // The same ids again: the server answers a known command from memory.
    for (const { envelope } of [...waiting.values()]) send(envelope);
  });
  socket.on('disconnect', () => {
    if (store.get().link.status !== 'refused')
      patch({ link: { status: 'reconnecting', sinceMs: Date.now() }, presence: [], program: null });
  });
  socket.on('connect_error', (error) => {
    const refusal = readRefusal(error.data);
    if (refusal && FINAL_REFUSALS.has(refusal.code)) {
      patch({ link: { status: 'refused', refusal } });
      socket.disconnect();
    } else if (store.get().link.status === 'online')
      patch({ link: { status: 'reconnecting', sinceMs: Date.now() } });
  });
  socket.on('goodbye', (refusal) => {
    patch({ link: { status: 'refused', refusal } });
    socket.disconnect();
  });
  socket.on('snapshot', ({ seq, state, recent, serverNowMs: heard }) => {
    heardClock(heard);
    keepLog(recent.filter((event) => event.seq > (store.get().log.at(-1)?.seq ?? -1)));
    setReplica(replicaFromSnapshot({ seq, state }, replica ?? undefined));
    isUpToDate();
  });
  socket.on('events', ({ events, serverNowMs: heard }) => {
    heardClock(heard);
    if (!replica) return;
    const knownSeq = replica.confirmed.seq;
    const received = receiveEvents(replica, events);
    if (received.status === 'gap') return void socket.emit('resync', { lastSeq: knownSeq });
    setReplica(received.replica);
    isUpToDate();
    const fresh = events.filter(({ seq }) => seq > knownSeq);
    keepLog(fresh);
  });
  socket.on('presence', (presence) => patch({ presence }));
  socket.on('history', (history) => patch({ history }));
  socket.on('telemetry', ({ program, engine, serverNowMs: heard }) => {
    heardClock(heard);
    patch({ program, engine });
  });
  socket.on('chat', ({ lines, isWhole }) => {
    const known = isWhole ? [] : store.get().chat;
    const ids = new Set(lines.map(({ messageId }) => messageId));
    const kept = known.filter(({ messageId }) => !ids.has(messageId));
    patch({ chat: [...kept, ...lines].slice(-LIMITS.chatMessagesMax) });
  });
  socket.on('guestView', (guest) => patch({ guest }));
  socket.on('waitingPicture', (picture) => pictureListeners.forEach((listener) => listener(picture)));
  socket.on('scenePicture', (picture) => sceneListeners.forEach((listener) => listener(picture)));

  return {
    clientId,
    get: store.get,
    subscribe: store.subscribe,
    serverNowMs,
    command: (command) => {
      const commandId = randomId();
      const baseSeq = replica?.confirmed.seq ?? 0;
      // Shown at once and taken back ten seconds later, it would jump on air where this page draws the program.
      if (OF_THE_MOMENT.has(command.type) && isAway()) return Promise.resolve(away(baseSeq));
      if (replica && actor) {
        const facts = { actor, nowMs: serverNowMs(), newId: commandId };
        const proposed = proposeCommand(replica, { commandId, command, facts });
        if (!proposed) return Promise.resolve(noAnswer(baseSeq));
        setReplica(proposed);
      }
      if (waiting.size >= WAITING_MAX) return Promise.resolve(noAnswer(baseSeq));
      const envelope = { commandId, baseSeq, command };
      return new Promise<CommandReply>((resolve) => {
        const giveUp = () => {
          const mayWait = !socket.connected && store.get().link.status !== 'refused';
          if (mayWait && !OF_THE_MOMENT.has(command.type)) timer = setTimeout(giveUp, REPLY_LIMIT_MS);
          else settle(commandId, noAnswer(baseSeq));
        };
        let timer = setTimeout(giveUp, REPLY_LIMIT_MS);
        waiting.set(commandId, {
          envelope,
          settle: (reply) => {
            clearTimeout(timer);
            resolve(reply);
          },
        });
        send(envelope);
      });
    },
    heartbeat: (stats) => {
      if (socket.connected) socket.emit('heartbeat', stats);
    },
    standBy: (now) => {
      isReady = now;
      if (socket.connected) socket.emit('standBy', { isReady });
    },
    showPicture: (jpeg) => {
      if (socket.connected) socket.emit('waitingPicture', jpeg);
    },
    holds,
    onWaitingPicture: (listener) => {
      pictureListeners.add(listener);
      return () => pictureListeners.delete(listener);
    },
    showScene: (sceneId, jpeg) => {
      if (socket.connected) socket.emit('scenePicture', { sceneId, jpeg });
    },
    onScenePicture: (listener) => {
      sceneListeners.add(listener);
      return () => sceneListeners.delete(listener);
    },
    close: () => {
      holds.close();
      socket.disconnect();
      for (const commandId of [...waiting.keys()]) settle(commandId, noAnswer(0));
    },
  };
}

/** Trying again cannot help; only another sign-in, link or page can. */
const FINAL_REFUSALS: ReadonlySet<Refusal['code']> = new Set([
  'not-signed-in',
  'bad-token',
  'forbidden',
  'not-found',
  'invite-closed',
  'wrong-phase',
  'invalid-input',
]);

const noAnswer = (seq: number): CommandReply => ({
  ok: false,
  seq,
  error: {
    code: 'unavailable',
    message: 'The server did not answer. Check your connection, then try again.',
  },
});

const away = (seq: number): CommandReply => ({
  ok: false,
  seq,
  error: {
    code: 'unavailable',
    message:
      'The server cannot be reached. What is on air stays as it is: try again when the connection is back.',
  },
});

function readRefusal(data: unknown): Refusal | null {
  if (typeof data !== 'object' || data === null) return null;
  const { code, message } = data as Partial<Record<keyof Refusal, unknown>>;
  return typeof code === 'string' && typeof message === 'string'
    ? { code: code as Refusal['code'], message }
    : null;
}

function openShowSocket(handshake: () => Handshake): ShowSocket {
  const socket: Socket<ServerToClientEvents, ClientToServerEvents> = io(SHOW_NAMESPACE, {
    auth: (give) => give(handshake()),
    // A guest and a producer in one browser (rehearsal) are different people: never share a connection.
    forceNew: true,
    transports: ['websocket', 'polling'],
    reconnectionDelay: 300,
    reconnectionDelayMax: 3_000,
  });
  return socket as unknown as ShowSocket;
}
