import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ErrorCode, Refusal } from '@/lib/core/contract/error-codes';
import { ERROR_HTTP_STATUS } from '@/lib/core/contract/error-codes';

/** The few things both HTTP servers of the gateway do: bounded requests, JSON, refusals with their status, counted. */

/** What one client may take. Both APIs have short requests; only answers (events, recordings) last. */
export interface HttpBounds {
  headersTimeoutMs: number;
  requestTimeoutMs: number;
  headersMax: number;
  headerBytesMax: number;
  connectionsMax: number;
}

export const HTTP_BOUNDS: HttpBounds = {
  headersTimeoutMs: 5_000,
  requestTimeoutMs: 12_000,
  headersMax: 64,
  /** A token of 4 KiB and what a browser and a proxy add. */
  headerBytesMax: 12 * 1024,
  connectionsMax: 512,
};
/** Node looks for slow clients this often; its default of 30 s would be the real timeout. */
const CHECK_INTERVAL_MS = 500;
/** What Node's parser refuses before there is a request, and the code we count it under. */
const PARSER_REFUSALS: Record<string, { status: string; code: RefusalCode }> = {
  HPE_HEADER_OVERFLOW: { status: '431 Request Header Fields Too Large', code: 'too-large' },
  ERR_HTTP_REQUEST_TIMEOUT: { status: '408 Request Timeout', code: 'timeout' },
};
const MALFORMED = { status: '400 Bad Request', code: 'invalid-input' as const };

/** Codes of the error table, and `timeout` for clients too slow to be answered by it. */
export type RefusalCode = ErrorCode | 'timeout';

const refusalCounters = new WeakMap<ServerResponse, (code: RefusalCode) => void>();

export interface BoundedServerOptions {
  bounds?: HttpBounds;
  /** Hears of every refusal, those that sendRefusal sends too. */
  onRefused(code: RefusalCode, request: IncomingMessage | null): void;
  /** The handler rejected: our mistake. The client is told no more than that. */
  onFailed(error: unknown): void;
}

/** An HTTP server that no client can hold or fill. Answers `/healthz` itself: it listens, so it is well. */
export function createBoundedServer(
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
  options: BoundedServerOptions,
): Server {
  const bounds = options.bounds ?? HTTP_BOUNDS;
  const limits = {
    headersTimeout: bounds.headersTimeoutMs,
    requestTimeout: bounds.requestTimeoutMs,
    connectionsCheckingInterval: Math.min(CHECK_INTERVAL_MS, bounds.headersTimeoutMs),
    maxHeaderSize: bounds.headerBytesMax,
  };
  const server = createServer(limits, (request, response) => {
    refusalCounters.set(response, (code) => options.onRefused(code, request));
    // Node cuts the list at headersMax and says nothing.
    if (request.rawHeaders.length >= 2 * bounds.headersMax) {
      return sendError(response, 'too-large', `A request may have fewer than ${bounds.headersMax} headers.`);
    }
    if (pathOf(request) === '/healthz') return sendJson(response, 200, { status: 'ok' });
    handle(request, response).catch((error: unknown) => {
      options.onFailed(error);
      sendError(response, 'internal', 'The gateway made a mistake.');
    });
  });
  server.maxHeadersCount = bounds.headersMax;
  server.maxConnections = bounds.connectionsMax;
  server.on('drop', () => options.onRefused('limit-reached', null));
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    // A connection that the client itself broke off is no refusal.
    if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
    const refusal = PARSER_REFUSALS[error.code ?? ''] ?? MALFORMED;
    options.onRefused(refusal.code, null);
    socket.end(`HTTP/1.1 ${refusal.status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    socket.once('finish', () => socket.destroy());
  });
  return server;
}

/** A body must be complete within this time: SDP is one packet or two. */
const BODY_TIMEOUT_MS = 10_000;

export type BodyResult = { ok: true; text: string } | { ok: false; refusal: Refusal };
type BytesResult = { ok: true; bytes: Buffer } | { ok: false; refusal: Refusal };

/** Reads a body of at most `bytesMax`. A longer one is refused at its first byte too many, or already at its header. */
export async function readBody(request: IncomingMessage, bytesMax: number): Promise<BodyResult> {
  const read = await readBytes(request, bytesMax);
  return read.ok ? { ok: true, text: read.bytes.toString('utf8') } : read;
}

/** The same for what is not text. */
export function readBytes(request: IncomingMessage, bytesMax: number): Promise<BytesResult> {
  const tooLarge: BytesResult = {
    ok: false,
    refusal: { code: 'too-large', message: `The body may have at most ${bytesMax} bytes.` },
  };
  const cutShort: BytesResult = {
    ok: false,
    refusal: { code: 'invalid-input', message: 'The body did not arrive whole.' },
  };
  if (Number(request.headers['content-length'] ?? 0) > bytesMax) return Promise.resolve(tooLarge);
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    let bytes = 0;
    const settle = (result: BytesResult): void => {
      clearTimeout(timer);
      request.pause();
      resolve(result);
    };
    const timer = setTimeout(() => settle(cutShort), BODY_TIMEOUT_MS);
    request.on('data', (part: Buffer) => {
      bytes += part.length;
      if (bytes > bytesMax) settle(tooLarge);
      else parts.push(part);
    });
    request.once('end', () => settle({ ok: true, bytes: Buffer.concat(parts) }));
    request.once('error', () => settle(cutShort));
    request.once('close', () => settle(cutShort));
  });
}

/** The path of a request, without its query. */
export function pathOf(request: IncomingMessage): string {
  return (request.url ?? '').split('?')[0] ?? '';
}

/** Every whole answer: with its length, and never kept by a cache, since all of them are for one moment or one client. */
export function sendBody(
  response: ServerResponse,
  status: number,
  { type, body, headers = {} }: { type: string; body: string; headers?: Record<string, string> },
): void {
  const bytes = Buffer.from(body);
  response.writeHead(status, {
    'content-type': type,
    'content-length': bytes.length,
    'cache-control': 'no-store',
    ...headers,
  });
  response.end(bytes);
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  sendBody(response, status, { type: 'application/json', body: JSON.stringify(body) });
}

/** Sends `{ error: { code, message } }`. After an oversized body the connection is closed: the rest of it is unread. */
export function sendRefusal(response: ServerResponse, refusal: Refusal): void {
  // Whoever is gone was refused before, or left.
  if (response.socket?.destroyed !== false) return;
  countRefusal(response, refusal.code);
  if (response.headersSent) {
    response.destroy();
    return;
  }
  if (refusal.code === 'too-large') response.setHeader('connection', 'close');
  if (refusal.code === 'bad-token') response.setHeader('www-authenticate', 'Bearer');
  sendJson(response, ERROR_HTTP_STATUS[refusal.code], { error: refusal });
}

/** For refusals with an answer of their own. */
export function countRefusal(response: ServerResponse, code: RefusalCode): void {
  refusalCounters.get(response)?.(code);
}

export function sendError(response: ServerResponse, code: ErrorCode, message: string): void {
  sendRefusal(response, { code, message });
}

export function sendEmpty(response: ServerResponse, status: number): void {
  response.writeHead(status).end();
}

/** The token of `Authorization: Bearer ...`. @returns null when there is none, or one too long to be ours. */
export function bearerToken(request: IncomingMessage): string | null {
  const match = /^Bearer ([A-Za-z0-9._~+/=-]{1,4096})$/i.exec(request.headers.authorization ?? '');
  return match?.[1] ?? null;
}
