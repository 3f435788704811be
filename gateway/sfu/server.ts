import {
  DisconnectReason,
  LeaveRequest,
  LeaveRequest_Action,
  SignalResponse,
  type JoinRequest,
} from '@livekit/protocol';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { performance } from 'node:perf_hooks';
import type { Logger } from 'pino';
import { WebSocketServer, type WebSocket } from 'ws';
import { createBoundedServer, HTTP_BOUNDS } from '../net/http';
import { verifyAccessToken, writeAccessToken, type Grants } from './access-token';
import type { SfuConfig } from './env';
import { joinRequestOfV0, parseJoinRequest } from './join-request';
import { countRejected, metrics, registry as metricsRegistry } from './metrics';
import { RoomRegistry } from './room-registry';
import { Session } from './session';
import { handleSignal } from './session-handlers';
import { SIGNAL_BYTES_MAX, SignalSocket } from './signal-socket';
import { handleTwirp } from './twirp';
import { Webhooks } from './webhooks';

/** The join request travels in the URL. */
const HEADER_BYTES_MAX = 160 * 1024;
const SOCKETS_MAX = 2_000;
/** A page brings a camera, a microphone, a screen and its sound; half a megabyte of a join request could ask for thousands. */
const TRACKS_AT_JOIN_MAX = 32;
/** The room service, and clients that ask why they were refused. */
const REQUESTS_MAX = 500;
/** Signalling v1: one connection, which the client offers; v0: two, one of which we offer. */
const SIGNAL_PATHS: ReadonlyMap<string, { isDual: boolean }> = new Map([
  ['/rtc/v1', { isDual: false }],
  ['/rtc', { isDual: true }],
]);

type Refusal = { status: 400 | 401 | 403 | 404 | 503; code: string };

/** HTTP and WebSocket door of the SFU: signalling, Twirp, health, metrics. */
export class SfuServer {
  readonly rooms: RoomRegistry;
  readonly #config: SfuConfig;
  readonly #logger: Logger;
  readonly #http: Server;
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: SIGNAL_BYTES_MAX });
  readonly #webhooks: Webhooks;

  constructor(config: SfuConfig, logger: Logger) {
    this.#config = config;
    this.#logger = logger;
    this.#webhooks = new Webhooks({
      url: config.webhookUrl,
      apiKey: config.apiKey,
      apiSecret: config.apiSecret,
      logger,
    });
    this.rooms = new RoomRegistry(logger, this.#webhooks, config.turn);
    this.#http = createBoundedServer((request, response) => this.#handle(request, response), {
      bounds: {
        ...HTTP_BOUNDS,
        headerBytesMax: HEADER_BYTES_MAX,
        connectionsMax: SOCKETS_MAX + REQUESTS_MAX,
      },
      onRefused: (code) => countRejected('http', code),
      onFailed: (error) => logger.error({ err: error }, 'request failed'),
    });
    this.#http.on('upgrade', (request, socket, head) => {
      this.#upgrade(request, socket, head).catch((error: unknown) => {
        this.#logger.error({ err: error }, 'upgrade failed');
        socket.destroy();
      });
    });
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#http.once('error', reject);
      this.#http.listen(this.#config.port, this.#config.host, () => {
        this.#http.off('error', reject);
        resolve();
      });
    });
    this.#logger.info(
      { host: this.#config.host, port: this.#config.port, udpPort: this.#config.udpPort },
      'sfu listening',
    );
  }

  async close(): Promise<void> {
    this.rooms.close();
    for (const socket of this.#sockets.clients) socket.terminate();
    this.#sockets.close();
    this.#http.closeAllConnections();
    await new Promise<void>((resolve) => this.#http.close(() => resolve()));
    await this.#webhooks.close();
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = parseUrl(request);
    if (url === null) return reply(response, 400, 'bad-url');
    const path = url.pathname;
    if (path.startsWith('/twirp/'))
      return handleTwirp({ request, response, path }, { rooms: this.rooms, keys: this.#config });
    // Clients look here whether there is a way to the server at all.
    if (path === '/' && (request.method === 'GET' || request.method === 'HEAD'))
      return replyJson(response, { status: 'ok' });
    if (request.method !== 'GET' && request.method !== 'OPTIONS') return reply(response, 404, 'not-found');
    if (path === '/metrics' && isFromThisMachine(request)) {
      response.setHeader('Content-Type', metricsRegistry.contentType);
      response.end(await metricsRegistry.metrics());
      return;
    }
    if (path.endsWith('/validate') && SIGNAL_PATHS.has(path.slice(0, -'/validate'.length)))
      return this.#validate(request, response, url);
    return reply(response, 404, 'not-found');
  }

  /** Clients ask here why an upgrade failed; 401 and 403 end their attempts, 404 makes them try the older protocol. */
  async #validate(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Access-Control-Allow-Headers', '*');
    if (request.method === 'OPTIONS') return reply(response, 200, '');
    const admitted = await this.#admit(request, url);
    if ('status' in admitted) return reply(response, admitted.status, admitted.code);
    return reply(response, 200, 'success');
  }

  async #admit(request: IncomingMessage, url: URL): Promise<{ grants: Grants; roomName: string } | Refusal> {
    const token =
      url.searchParams.get('access_token') ?? request.headers.authorization?.replace(/^Bearer /, '');
    const grants = await verifyAccessToken(token, this.#config);
    if (typeof grants === 'string') {
      countRejected('token', grants);
      return { status: 401, code: `token-${grants}` };
    }
    const roomName = grants.video.room ?? '';
    if (grants.video.roomJoin !== true || roomName === '' || grants.identity === '') {
      countRejected('token', 'no-join-grant');
      return { status: 403, code: 'token-no-join-grant' };
    }
    if (this.rooms.get(roomName)?.isRevoked(grants) === true) {
      countRejected('token', 'revoked');
      return { status: 401, code: 'token-revoked' };
    }
    return { grants, roomName };
  }

  async #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    socket.on('error', () => socket.destroy());
    const url = parseUrl(request);
    const signalling = SIGNAL_PATHS.get(url?.pathname ?? '');
    if (url === null || signalling === undefined)
      return refuseUpgrade(socket, { status: 404, code: 'not-found' });
    const admitted = await this.#admit(request, url);
    if ('status' in admitted) return refuseUpgrade(socket, admitted);
    const joinRequest = signalling.isDual
      ? joinRequestOfV0(url.searchParams)
      : parseJoinRequest(url.searchParams.get('join_request'));
    if (typeof joinRequest === 'string') {
      countRejected('join-request', joinRequest);
      return refuseUpgrade(socket, { status: 400, code: `join-request-${joinRequest}` });
    }
    if (this.#sockets.clients.size >= SOCKETS_MAX)
      return refuseUpgrade(socket, { status: 503, code: 'too-many-connections' });
    this.#sockets.handleUpgrade(request, socket, head, (webSocket) =>
      this.#join(webSocket, admitted, { joinRequest, ...signalling }),
    );
  }

  #join(
    webSocket: WebSocket,
    admitted: { grants: Grants; roomName: string },
    wish: { joinRequest: JoinRequest; isDual: boolean },
  ): void {
    const { joinRequest, isDual } = wish;
    if (joinRequest.reconnect) {
      // libdatachannel cannot restart ICE: the client joins anew, which takes it well below a second.
      metrics.joins.inc({ result: 'sent-to-rejoin' });
      const before = this.rooms.get(admitted.roomName)?.sessions.get(admitted.grants.identity);
      if (before?.sid === joinRequest.participantSid) before.loseSignal();
      return sendLeave(webSocket, LeaveRequest_Action.RECONNECT, DisconnectReason.STATE_MISMATCH);
    }
    const room = this.rooms.getOrCreate(admitted.roomName);
    if (room === null || (room.isFull && !room.sessions.has(admitted.grants.identity))) {
      metrics.joins.inc({ result: 'full' });
      return sendLeave(webSocket, LeaveRequest_Action.DISCONNECT, DisconnectReason.JOIN_FAILURE);
    }
    const session = new Session({
      grants: admitted.grants,
      joinRequest,
      room,
      isDual,
      predecessor: room.predecessorOf(admitted.grants.identity),
      mintToken: (grants, lifetimeS) => writeAccessToken(grants, this.#config, lifetimeS),
      udpPort: this.#config.udpPort,
      announcedIps: this.#config.announcedIps,
      announcedPort: this.#config.announcedPort,
      logger: this.#logger,
      now: () => performance.now(),
    });
    session.attach(
      new SignalSocket(webSocket, () => performance.now(), {
        onRequest: (request) => this.#guard(session, () => handleSignal(session, request)),
        onClosed: () => session.signalClosed(),
      }),
    );
    this.#guard(session, () => {
      room.join(session);
      for (const request of joinRequest.addTrackRequests.slice(0, TRACKS_AT_JOIN_MAX))
        session.publications.request(request);
      if (joinRequest.publisherOffer !== undefined) session.negotiate(joinRequest.publisherOffer);
    });
    metrics.joins.inc({ result: 'joined' });
  }

  /** A mistake in the handling of one participant costs that participant its connection, and nobody else anything. */
  #guard(session: Session, run: () => void): void {
    try {
      run();
    } catch (error) {
      this.#logger.error({ err: error, participantSid: session.sid }, 'participant failed');
      countRejected('signal', 'handler-failed');
      session.leave(LeaveRequest_Action.RECONNECT, DisconnectReason.STATE_MISMATCH);
    }
  }
}

function parseUrl(request: IncomingMessage): URL | null {
  try {
    return new URL(request.url ?? '/', 'http://sfu');
  } catch {
    return null;
  }
}

/** Not by a proxy on it, which speaks for somebody else. To others there are no metrics here. */
function isFromThisMachine({ socket, headers }: IncomingMessage): boolean {
  const isLoopback = /^(::ffff:)?127\.|^::1$/.test(socket.remoteAddress ?? '');
  return isLoopback && headers['x-forwarded-for'] === undefined && headers.forwarded === undefined;
}

function reply(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(text);
}

function replyJson(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(value));
}

function refuseUpgrade(socket: Duplex, refusal: Refusal): void {
  const names = {
    400: 'Bad Request',
    401: 'Unauthorized',
    403: 'Forbidden',
    404: 'Not Found',
    503: 'Service Unavailable',
  };
  socket.end(
    `HTTP/1.1 ${refusal.status} ${names[refusal.status]}\r\nContent-Type: text/plain\r\nConnection: close\r\n` +
      `Content-Length: ${refusal.code.length}\r\n\r\n${refusal.code}`,
  );
}

function sendLeave(webSocket: WebSocket, action: LeaveRequest_Action, reason: DisconnectReason): void {
  const value = new LeaveRequest({ action, reason, canReconnect: action !== LeaveRequest_Action.DISCONNECT });
  webSocket.on('error', () => webSocket.terminate());
  webSocket.send(new SignalResponse({ message: { case: 'leave', value } }).toBinary());
  webSocket.close(1000);
}
