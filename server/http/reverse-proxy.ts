import {
  Agent,
  request as httpRequest,
  type ClientRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestOptions,
  type ServerResponse,
} from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { Duplex } from 'node:stream';
import { urlToHttpOptions } from 'node:url';
import type { Env } from '../env';
import type { Logger } from '../log';
import { partAddresses } from '../part-addresses';
import { fromMediamtxHeaders, toMediamtxPath } from './mediamtx-paths';
import { sendError } from './send-error';

interface Route {
  prefix: string;
  /** The path on the other side. */
  pathThere(url: string): string;
  /** Headers of an answer, as this origin gives them. */
  headersHere(headers: IncomingHttpHeaders): IncomingHttpHeaders;
  /** Protocol, host and port of the part. */
  target: Pick<RequestOptions, 'protocol' | 'hostname' | 'port'>;
}

/** Headers of one connection (RFC 9110 §7.6.1): they end here and are not passed on. */
const HOP_BY_HOP = [
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];
/** The gateway answers an offer within 2 s; what takes longer will not come. */
const ANSWER_TIMEOUT_MS = 30_000;

/**
 * Gives browsers one origin: `/livekit/*` is the room server, `/whip/*` and `/whep/*` the gateway or MediaMTX. Locations
 * that our gateway answers are paths on this origin already; those of MediaMTX are rewritten.
 */
export class ReverseProxy {
  readonly #routes: Route[];
  readonly #agents = { http: new Agent({ keepAlive: true }), https: new HttpsAgent({ keepAlive: true }) };

  constructor(
    env: Env,
    private readonly logger: Logger,
  ) {
    const addresses = partAddresses(env);
    const isOwn = env.mediamtx === null;
    const ingest = {
      pathThere: isOwn ? asItIs : toMediamtxPath,
      headersHere: isOwn ? asItIs : fromMediamtxHeaders,
      target: targetOf(env.mediamtx?.url ?? addresses.gateway),
    };
    this.#routes = [
      { prefix: '/whip/', ...ingest },
      { prefix: '/whep/', ...ingest },
    ];
    if (env.livekitUrl === null)
      this.#routes.push({
        prefix: '/livekit/',
        pathThere: (there) => `/${there.slice('/livekit/'.length)}`,
        headersHere: asItIs,
        target: targetOf(addresses.rooms),
      });
  }

  handles(url: string): boolean {
    return this.#find(url) !== undefined;
  }

  /** @returns when the answer was passed on, or the refusal was sent. Never throws. */
  forward(request: IncomingMessage, response: ServerResponse): void {
    const outgoing = this.#request(request, endToEnd(request));
    outgoing.setTimeout(ANSWER_TIMEOUT_MS, () => outgoing.destroy(new Error('no answer in time')));
    outgoing.on('response', (answer) => {
      outgoing.setTimeout(0);
      const route = this.#find(request.url ?? '/');
      const headers = withoutHopByHop(route?.headersHere(answer.headers) ?? answer.headers);
      response.writeHead(answer.statusCode ?? 502, headers);
      answer.pipe(response);
      answer.on('error', () => response.destroy());
    });
    outgoing.on('error', (error) => {
      this.logger.debug({ err: error, url: pathOf(request) }, 'proxied part did not answer');
      if (response.headersSent) response.destroy();
      else sendError(response, 'unavailable');
    });
    response.on('close', () => outgoing.destroy());
    request.pipe(outgoing);
  }

  /** WebSocket: hands the connection through, whatever it carries. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const headers = {
      ...endToEnd(request),
      connection: 'Upgrade',
      upgrade: request.headers.upgrade ?? 'websocket',
    };
    const outgoing = this.#request(request, headers);
    outgoing.setTimeout(ANSWER_TIMEOUT_MS, () => outgoing.destroy(new Error('no answer in time')));
    outgoing.on('upgrade', (answer, upstream, upstreamHead) => {
      socket.write(statusAndHeaders(answer));
      if (upstreamHead.length > 0) socket.write(upstreamHead);
      if (head.length > 0) upstream.write(head);
      join(socket, upstream);
    });
    outgoing.on('response', (answer) => {
      // A refusal: its status and body tell the client why.
      socket.write(statusAndHeaders(answer));
      answer.pipe(socket);
    });
    outgoing.on('error', (error) => {
      this.logger.debug({ err: error, url: pathOf(request) }, 'proxied part did not answer');
      socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    });
    socket.on('error', () => outgoing.destroy());
    socket.on('close', () => outgoing.destroy());
    outgoing.end();
  }

  close(): void {
    this.#agents.http.destroy();
    this.#agents.https.destroy();
  }

  #find(url: string): Route | undefined {
    // The bare address counts too: clients ask it whether there is a way to the server at all.
    return this.#routes.find(({ prefix }) => url.startsWith(prefix) || url === prefix.slice(0, -1));
  }

  #request(request: IncomingMessage, headers: Record<string, string | string[] | undefined>): ClientRequest {
    const url = request.url ?? '/';
    const route = this.#find(url);
    if (route === undefined) throw new Error(`${pathOf(request)} is not proxied: ask handles() first`);
    const isUpgrade = headers.upgrade !== undefined;
    const isSecure = route.target.protocol === 'https:';
    return (isSecure ? httpsRequest : httpRequest)({
      ...route.target,
      method: request.method,
      path: route.pathThere(url),
      headers: { ...headers, 'x-forwarded-for': request.socket.remoteAddress },
      agent: isUpgrade ? false : isSecure ? this.#agents.https : this.#agents.http,
    });
  }
}

const asItIs = <T>(value: T): T => value;

/** Node's own conversion takes the brackets of an IPv6 address off. */
function targetOf(address: string): Route['target'] {
  const { protocol, hostname, port } = urlToHttpOptions(new URL(address));
  return { protocol, hostname, port };
}

/** Tokens travel in query strings: only the path may be logged. */
function pathOf(request: IncomingMessage): string {
  return (request.url ?? '/').split('?')[0] ?? '/';
}

function endToEnd(request: IncomingMessage): Record<string, string | string[] | undefined> {
  // The session cookie is none of their business: they are opened by tokens.
  const { cookie: _cookie, ...headers } = withoutHopByHop(request.headers);
  return headers;
}

function withoutHopByHop<T>(headers: Record<string, T | undefined>): Record<string, T> {
  const kept = Object.entries(headers).filter(
    (entry): entry is [string, T] => entry[1] !== undefined && !HOP_BY_HOP.includes(entry[0]),
  );
  return Object.fromEntries(kept);
}

function statusAndHeaders(answer: IncomingMessage): string {
  const lines = [`HTTP/1.1 ${answer.statusCode} ${answer.statusMessage}`];
  for (let at = 0; at < answer.rawHeaders.length; at += 2)
    lines.push(`${answer.rawHeaders[at]}: ${answer.rawHeaders[at + 1]}`);
  return `${lines.join('\r\n')}\r\n\r\n`;
}

function join(a: Duplex, b: Duplex): void {
  a.pipe(b).pipe(a);
  for (const [from, to] of [
    [a, b],
    [b, a],
  ] as const) {
    from.on('error', () => to.destroy());
    from.on('close', () => to.destroy());
  }
}
