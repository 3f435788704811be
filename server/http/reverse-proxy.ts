import {
  Agent,
  request as httpRequest,
  type IncomingMessage,
  type RequestOptions,
  type ServerResponse,
} from 'node:http';
import type { Duplex } from 'node:stream';
import { urlToHttpOptions } from 'node:url';
import type { Env } from '../env';
import type { Logger } from '../log';
import { partAddresses } from '../part-addresses';
import { sendError } from './send-error';

interface Route {
  prefix: string;
  /** What stands in front of the path on the other side. */
  targetPrefix: string;
  /** Host and port of the part. */
  target: Pick<RequestOptions, 'hostname' | 'port'>;
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
 * Gives browsers one origin: `/livekit/*` is the room server, `/whip/*` and `/whep/*` the gateway. Locations that the
 * gateway answers are paths on this origin already, so nothing is rewritten on the way back.
 */
export class ReverseProxy {
  readonly #routes: Route[];
  readonly #agent = new Agent({ keepAlive: true });

  constructor(
    env: Env,
    private readonly logger: Logger,
  ) {
    const addresses = partAddresses(env);
    const gateway = targetOf(addresses.gateway);
    this.#routes = [
      { prefix: '/whip/', targetPrefix: '/whip/', target: gateway },
      { prefix: '/whep/', targetPrefix: '/whep/', target: gateway },
    ];
    if (env.livekitUrl === null)
      this.#routes.push({ prefix: '/livekit/', targetPrefix: '/', target: targetOf(addresses.rooms) });
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
      response.writeHead(answer.statusCode ?? 502, withoutHopByHop(answer.headers));
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
    this.#agent.destroy();
  }

  #find(url: string): Route | undefined {
    // The bare address counts too: clients ask it whether there is a way to the server at all.
    return this.#routes.find(({ prefix }) => url.startsWith(prefix) || url === prefix.slice(0, -1));
  }

  #request(request: IncomingMessage, headers: Record<string, string | string[] | undefined>) {
    const url = request.url ?? '/';
    const route = this.#find(url);
    if (route === undefined) throw new Error(`${pathOf(request)} is not proxied: ask handles() first`);
    const isUpgrade = headers.upgrade !== undefined;
    return httpRequest({
      ...route.target,
      method: request.method,
      path: route.targetPrefix + url.slice(route.prefix.length),
      headers: { ...headers, 'x-forwarded-for': request.socket.remoteAddress },
      agent: isUpgrade ? false : this.#agent,
    });
  }
}

/** Node's own conversion takes the brackets of an IPv6 address off. */
function targetOf(address: string): Route['target'] {
  const { hostname, port } = urlToHttpOptions(new URL(address));
  return { hostname, port };
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
