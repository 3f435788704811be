import type { IncomingMessage, Server as HttpServer } from 'node:http';
import { Server } from 'socket.io';
import type { Refusal } from '@/lib/core/contract/error-codes';
import { LIMITS } from '@/lib/core/contract/limits';
import type { ClientToServerEvents, ServerToClientEvents } from '@/lib/core/contract/realtime';
import { SHOW_NAMESPACE } from '@/lib/core/contract/realtime';
import type { Participant } from './authenticate';
import { authenticate } from './authenticate';
import type { Identities, RealtimeLogger, SocketCounts } from './ports';
import { producersRoom, remotesRoom, serveProducer } from './serve-producer';
import { serveGuest } from './serve-guest';
import type { AssetShelf } from './check-assets';
import type { ShowSocket, SocketTools } from './show-socket';
import type { OpenShow, ShowSessions } from './show-sessions';
import { TokenBucket } from './token-bucket';

export interface RealtimeContext {
  sessions: ShowSessions;
  identities: Identities;
  /** The library of files. */
  assets: AssetShelf;
  logger: RealtimeLogger;
  counts: SocketCounts;
  nowMs(): number;
  /** Browsers send Origin with every socket; another site's page is turned away before a handshake. */
  isAllowedOrigin(request: IncomingMessage): boolean;
  /** Of the connection, for the rate limit of handshakes. */
  clientIp(request: IncomingMessage): string;
  /** How often a signed-in socket is asked for again, so that a revoked session ends here too. */
  recheckMs?: number;
}

export interface Realtime {
  close(): Promise<void>;
}

/** Puts the show namespace on the web server. Owns sockets and their timers; the sessions outlive it. */
export function attachRealtime(httpServer: HttpServer, context: RealtimeContext): Realtime {
  const { sessions, identities, assets, logger, counts, nowMs, recheckMs = RECHECK_MS } = context;
  const io = new Server<ClientToServerEvents, ServerToClientEvents, object, { participant: Participant }>(
    httpServer,
    {
      maxHttpBufferSize: LIMITS.socketMessageBytes,
      serveClient: false,
      // A tab that is gone is noticed in 15 s; the lease and the seats do not wait for it.
      pingInterval: 10_000,
      pingTimeout: 5_000,
      allowRequest: (request, done) => done(null, context.isAllowedOrigin(request)),
    },
  );
  const namespace = io.of(SHOW_NAMESPACE);
  const tools: SocketTools = { nowMs, logger, counts, assets };
  const handshakes = new HandshakeLimit(nowMs);

  io.of('/').use((_socket, next) =>
    next(refusalError({ code: 'not-found', message: 'There is nothing here.' })),
  );

  namespace.use((socket, next) => {
    const { request } = socket;
    if (!handshakes.take(context.clientIp(request))) {
      counts.refusal('rate-limited');
      next(
        refusalError({ code: 'rate-limited', message: 'Too many connections. Wait a minute, then reload.' }),
      );
      return;
    }
    authenticate(socket.handshake.auth, request.headers.cookie ?? '', { sessions, identities })
      .then((admission) => {
        if (!admission.ok) {
          counts.refusal(admission.error.code);
          next(refusalError(admission.error));
          return;
        }
        socket.data.participant = admission.participant;
        next();
      })
      .catch((error: unknown) => {
        // The database is away. Cutting the transport makes the browser try again by itself; a refusal would not.
        logger.warn({ err: error }, 'a socket could not be authenticated');
        counts.refusal('unavailable');
        socket.conn.close();
      });
  });

  namespace.on('connection', (socket: ShowSocket) => {
    const { participant } = socket.data;
    logger.debug(
      { showId: participant.show.session.showId, kind: participant.kind },
      'socket joined the show',
    );
    if (participant.kind === 'guest') {
      const studios = producersRoom(participant.show.session.showId);
      return serveGuest(socket, participant, {
        tools,
        // Volatile: a studio on a slow line misses a picture and keeps up with the show.
        showPicture: (picture) => namespace.to(studios).volatile.emit('waitingPicture', picture),
      });
    }
    serveProducer(socket, participant, {
      tools,
      announcePresence: () => announcePresence(participant.show),
      // Volatile, as above: a phone on a slow line misses a picture and keeps up with the show.
      showScene: (picture) =>
        namespace.to(remotesRoom(participant.show.session.showId)).volatile.emit('scenePicture', picture),
      offerUndo: (room, offer) => namespace.to(room).emit('history', offer),
    });
  });

  const announcePresence = ({ session, presence, locks }: OpenShow) =>
    namespace.to(producersRoom(session.showId)).emit(
      'presence',
      presence.people(session.state.lease, (clientId) => locks.heldBy(clientId)),
    );

  const tellFigures = ({ session, program, lease }: OpenShow) => {
    if (!program && !lease.stats) return;
    const room = namespace.to(producersRoom(session.showId));
    room.volatile.emit('telemetry', { program, engine: lease.stats, serverNowMs: nowMs() });
  };

  const fanOut = (show: OpenShow) => {
    // That viewers see a still picture must not wait for its turn.
    show.standby.onPicture(() => tellFigures(show));
    show.session.onChange(({ events, before, after }) => {
      if (events.length > 0) {
        namespace.to(producersRoom(show.session.showId)).emit('events', { events, serverNowMs: nowMs() });
      }
      if (before.lease !== after.lease) announcePresence(show);
    });
  };
  for (const show of sessions.all()) fanOut(show);
  const stopFollowing = sessions.onOpen(fanOut);

  const telemetry = setInterval(() => {
    for (const show of sessions.all()) {
      if (show.locks.expire(nowMs())) announcePresence(show);
      tellFigures(show);
    }
  }, TELEMETRY_MS);

  const recheck = setInterval(() => {
    for (const socket of namespace.sockets.values()) void recheckMember(socket, identities, logger);
  }, recheckMs);

  return {
    close: async () => {
      clearInterval(telemetry);
      clearInterval(recheck);
      stopFollowing();
      namespace.disconnectSockets(true);
      // Not io.close(): the HTTP server is not ours to close.
      io.engine.close();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

const TELEMETRY_MS = 1_000;
const RECHECK_MS = 15_000;

/** What Socket.IO hands to the client's `connect_error` as `error.data`. */
function refusalError(refusal: Refusal): Error & { data: Refusal } {
  return Object.assign(new Error(refusal.code), { data: refusal });
}

/** A revoked session or a changed role ends the connection; a database that does not answer ends nothing. */
async function recheckMember(
  socket: ShowSocket,
  identities: Identities,
  logger: RealtimeLogger,
): Promise<void> {
  const { participant } = socket.data;
  if (participant.kind !== 'producer') return;
  try {
    const cookieHeader = socket.request.headers.cookie ?? '';
    const member = await identities.findMember(cookieHeader, participant.show.session.workspaceId);
    if (member?.userId === participant.actor.userId && member.role === participant.actor.role) return;
    socket.emit('goodbye', {
      code: 'not-signed-in',
      message: 'Your session ended or your role changed. Reload the page.',
    });
    socket.disconnect(true);
  } catch (error) {
    logger.debug({ err: error }, 'a session could not be checked again');
  }
}

/** A burst for an office behind one router that reloads together. */
const HANDSHAKE_RATE = { burst: 60, perSecond: 4 };
/** Addresses remembered; beyond it the oldest is forgotten. */
const ADDRESSES_MAX = 10_000;

class HandshakeLimit {
  readonly #buckets = new Map<string, TokenBucket>();

  constructor(readonly nowMs: () => number) {}

  take(ip: string): boolean {
    const known = this.#buckets.get(ip);
    const bucket = known ?? new TokenBucket(HANDSHAKE_RATE, this.nowMs());
    this.#buckets.delete(ip);
    this.#buckets.set(ip, bucket);
    const [oldest] = this.#buckets.keys();
    if (this.#buckets.size > ADDRESSES_MAX && oldest !== undefined) this.#buckets.delete(oldest);
    return bucket.take(this.nowMs());
  }
}
