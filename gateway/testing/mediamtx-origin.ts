import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { verifyMediaToken } from '@/gateway/control/media-token';
import { startMediamtx } from '@/scripts/harness/mediamtx-server';
import type { FfmpegPublisher } from './ffmpeg-publisher';
import { publishFromFfmpeg } from './ffmpeg-publisher';
import { CONTROL_TOKEN, startGateway, WHIP_SECRET } from './gateway-process';

export const API_USER = 'stream-buddy';
export const API_PASSWORD = 'password-for-tests-0123456789';
export const PROGRAM = 'show';

/** Where a program is published in the trials of pulling: the real MediaMTX, or our own gateway behind its addresses. */
export interface Origin {
  name: string;
  url: string;
  apiUrl: string;
  /** Where a browser's page can be, and `/<program>/whip` is answered too. */
  pageUrl: string;
  publish(lease: number): Promise<FfmpegPublisher>;
  /** What was answered wherever we were asked: never more than paths. */
  stop(): Promise<void>;
}

/** The real server, with our configuration; whom it asks knows the same rules as the product. */
export async function startMediamtxOrigin(
  binary: string,
  token: (lease: number) => Promise<string>,
): Promise<Origin> {
  const auth = await listen((request, response) => {
    void readJson(request).then(async (question) => {
      response.writeHead((await isAllowed(question)) ? 204 : 401).end();
    });
  });
  const mediamtx = await startMediamtx(binary, `${auth.url}/auth`);
  // As the web process stands before it: a page of MediaMTX's own asks for a password.
  const front = await listen((request, response) => {
    const url = request.url ?? '';
    if (url === '/healthz') return void response.writeHead(200, { 'content-type': 'text/html' }).end('ok');
    const authorization = request.headers.authorization ?? '';
    void pass(request, response, { target: `${mediamtx.url}${url}`, authorization });
  });
  return {
    name: 'MediaMTX',
    url: mediamtx.url,
    apiUrl: mediamtx.apiUrl,
    pageUrl: front.url,
    publish: async (lease) =>
      publishFromFfmpeg({ url: `${mediamtx.url}/${PROGRAM}/whip`, token: await token(lease) }),
    async stop() {
      await mediamtx.stop();
      for (const { server } of [auth, front]) {
        server.closeAllConnections();
        server.close();
      }
    },
  };
}

async function isAllowed(question: Record<string, string>): Promise<boolean> {
  const { action, user, password, path = '', token = '' } = question;
  if (action === 'api') return user === API_USER && password === API_PASSWORD;
  const audience = action === 'publish' ? 'whip' : 'whep';
  return (await verifyMediaToken(token, { secret: WHIP_SECRET, audience, programId: path })).ok;
}

/** Our gateway serves WHEP and MediaMTX's API too; only its addresses and its API's password are of another form. */
export async function startGatewayOrigin(token: (lease: number) => Promise<string>): Promise<Origin> {
  const gateway = await startGateway();
  await gateway.put({ programId: PROGRAM, generation: 1 });
  const expected = `Basic ${Buffer.from(`${API_USER}:${API_PASSWORD}`).toString('base64')}`;
  const front = await listen((request, response) => {
    const url = request.url ?? '';
    if (url === '/healthz') return void response.writeHead(200, { 'content-type': 'text/html' }).end('ok');
    const media = /^\/([^/]+)\/(whip|whep)(\/.+)?$/.exec(url);
    const isApi = url.startsWith('/v3/');
    if (isApi && request.headers.authorization !== expected) return void response.writeHead(401).end();
    const target = isApi
      ? `http://127.0.0.1:${gateway.controlPort}${url}`
      : `http://127.0.0.1:${gateway.mediaPort}/${media?.[2]}/${media?.[1]}${media?.[3] ?? ''}`;
    void pass(request, response, {
      target,
      authorization: isApi ? `Bearer ${CONTROL_TOKEN}` : (request.headers.authorization ?? ''),
    });
  });
  return {
    name: 'our gateway',
    url: front.url,
    apiUrl: front.url,
    pageUrl: front.url,
    publish: async (lease) =>
      publishFromFfmpeg({
        url: `http://127.0.0.1:${gateway.mediaPort}/whip/${PROGRAM}`,
        token: await token(lease),
      }),
    async stop() {
      front.server.closeAllConnections();
      front.server.close();
      await gateway.stop();
    },
  };
}

async function pass(
  request: IncomingMessage,
  response: ServerResponse,
  to: { target: string; authorization: string },
): Promise<void> {
  const hasBody = request.method === 'POST';
  const answer = await fetch(to.target, {
    method: request.method ?? 'GET',
    headers: { authorization: to.authorization, 'content-type': request.headers['content-type'] ?? '' },
    ...(hasBody ? { body: await readText(request) } : {}),
  });
  // Ours put the direction first.
  const location = answer.headers.get('location')?.replace(/^\/(whip|whep)\/([^/]+)\/(.+)$/, '/$2/$1/$3');
  response.writeHead(answer.status, location === undefined ? {} : { location });
  response.end(Buffer.from(await answer.arrayBuffer()));
}

async function listen(
  handle: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<{ server: Server; url: string }> {
  const server = createServer(handle).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function readText(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}

async function readJson(request: IncomingMessage): Promise<Record<string, string>> {
  return JSON.parse(await readText(request)) as Record<string, string>;
}
