import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { Duplex } from 'node:stream';
import type { AppContext } from '../app-context';
import type { AssetHttp } from '../assets/asset-http';
import { isSameOrigin, requestOrigin } from './allowed-origin';
import type { ReverseProxy } from './reverse-proxy';
import { setSecurityHeaders } from './security-headers';
import { sendError } from './send-error';
import { countAnswer, serveMetrics } from './serve-metrics';

/** Next, once it is prepared. */
export interface PageHandlers {
  request: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => Promise<void>;
}

interface WebServerParts {
  context: Pick<AppContext, 'env' | 'logger' | 'metrics'>;
  /** Opens /metrics. */
  metricsToken: string;
  proxy: ReverseProxy;
  /** The media library's files. */
  assets: Pick<AssetHttp, 'handles' | 'serve'>;
  /** Asked per request: the server listens before Next is ready. */
  pages: () => PageHandlers | null;
}

/** Bytes of a body for our own routes: a slate picture in base64 is the largest thing a browser sends. */
export const BODY_BYTES_MAX = 1024 * 1024;
const SOCKET_IO = '/socket.io/';
/** Asked by programs, with no Origin and no cookie: the room server signs, MediaMTX brings its clients' tokens. */
const ASKED_BY_PROGRAMS = new Set(['/api/livekit/webhook', '/api/mediamtx/auth']);
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);
/** A client that sends its headers slower than this holds a connection for nothing (slowloris). */
const HEADERS_TIMEOUT_MS = 15_000;
const REQUEST_TIMEOUT_MS = 60_000;
const HEADER_BYTES_MAX = 32 * 1024;

/** The one HTTP server of the product: health, room and media proxies, then pages. Socket.IO attaches itself later. */
export function createWebServer(parts: WebServerParts): Server {
  const { env } = parts.context;
  const limits = {
    headersTimeout: HEADERS_TIMEOUT_MS,
    requestTimeout: REQUEST_TIMEOUT_MS,
    maxHeaderSize: HEADER_BYTES_MAX,
  };
  const server =
    env.https === null
      ? createServer(limits)
      : createHttpsServer({
          ...limits,
          cert: readFileSync(env.https.certFile),
          key: readFileSync(env.https.keyFile),
        });
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    countAnswer(parts.context.metrics, response);
    onRequest(parts, request, response);
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) =>
    onUpgrade(parts, request, { socket, head }),
  );
  return server;
}

function onRequest(parts: WebServerParts, request: IncomingMessage, response: ServerResponse): void {
  const { env, logger } = parts.context;
  const url = request.url ?? '/';
  if (url.startsWith(SOCKET_IO)) return;
  const path = url.split('?')[0] ?? '/';
  if (path === '/healthz') return sendHealth(response);
  const failed = (error: unknown): void => {
    logger.error({ err: error, path }, 'request failed');
    if (!response.headersSent) sendError(response, 'internal');
    else response.destroy();
  };
  if (path === '/metrics') {
    serveMetrics(parts.context.metrics, parts.metricsToken, { request, response }).catch(failed);
    return;
  }
  const origin = requestOrigin(request, env);
  if (origin === null)
    return sendError(
      response,
      'invalid-input',
      'This address is not known here. Set PUBLIC_URL to the address in the browser.',
    );
  if (parts.proxy.handles(url)) return parts.proxy.forward(request, response);

  setSecurityHeaders(request, response, env);
  const isSafe = SAFE_METHODS.has(request.method ?? 'GET');
  if (!isSafe && !ASKED_BY_PROGRAMS.has(path) && !isSameOrigin(request, env))
    return sendError(response, 'forbidden');
  // Its requests have bounds of their own.
  if (parts.assets.handles(path)) return void parts.assets.serve(path, { request, response });
  if (!isSafe && !hasBoundedBody(request)) return sendError(response, 'too-large');
  const pages = parts.pages();
  if (pages === null)
    return sendError(response, 'unavailable', 'Stream Buddy is starting. Try again in a moment.');
  setForwarded(request, origin);
  pages.request(request, response).catch(failed);
}

function onUpgrade(
  parts: WebServerParts,
  request: IncomingMessage,
  { socket, head }: { socket: Duplex; head: Buffer },
): void {
  const { env, logger } = parts.context;
  const url = request.url ?? '/';
  if (url.startsWith(SOCKET_IO)) return;
  // Before anything else may fail: an unhandled socket error would end the process.
  socket.on('error', (error) => logger.debug({ err: error }, 'socket broke'));
  if (requestOrigin(request, env) === null) return refuseUpgrade(socket);
  if (parts.proxy.handles(url)) return parts.proxy.upgrade(request, socket, head);
  const pages = parts.pages();
  const isReload = env.mode === 'development' && url.startsWith('/_next/');
  if (!isReload || pages === null || !isSameOrigin(request, env)) return refuseUpgrade(socket);
  pages.upgrade(request, socket, head).catch((error: unknown) => {
    logger.warn({ err: error }, 'reload connection failed');
    socket.destroy();
  });
}

function sendHealth(response: ServerResponse): void {
  response.writeHead(200, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
  response.end('{"status":"ok"}');
}

/** Every browser states the length of what we accept; a body without one could grow for ever. */
function hasBoundedBody(request: IncomingMessage): boolean {
  if (request.headers['transfer-encoding'] !== undefined) return false;
  return Number(request.headers['content-length'] ?? 0) <= BODY_BYTES_MAX;
}

/** Replaces what the client claims: next-auth builds its addresses from these. */
function setForwarded(request: IncomingMessage, origin: string): void {
  const { host, protocol } = new URL(origin);
  request.headers['x-forwarded-host'] = host;
  request.headers['x-forwarded-proto'] = protocol.slice(0, -1);
  request.headers['x-forwarded-for'] = request.socket.remoteAddress ?? '';
}

function refuseUpgrade(socket: Duplex): void {
  socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
}
