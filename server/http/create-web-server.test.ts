import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { parseEnv, type Env } from '../env';
import { createLog } from '../log';
import { createWebMetrics } from '../web-metrics';
import { BODY_BYTES_MAX, createWebServer } from './create-web-server';
import { ReverseProxy } from './reverse-proxy';

const TOKEN = 'token-of-the-operator-0123456789';
let upstream: Server;
let web: Server;
let port: number;
const seen: IncomingMessage[] = [];
let pagesHang = false;

beforeEach(async () => {
  seen.length = 0;
  pagesHang = false;
  upstream = createServer((incoming, response) => {
    seen.push(incoming);
    incoming.resume();
    response.writeHead(201, { Location: '/whip/show/session-1', ETag: '"1"' }).end('answer');
  });
  upstream.on('upgrade', (incoming: IncomingMessage, socket) => {
    seen.push(incoming);
    socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n');
    socket.pipe(socket);
  });
  await once(upstream.listen(0, '127.0.0.1'), 'listening');
  const { port: upstreamPort } = upstream.address() as AddressInfo;
  const parsed = parseEnv({ NODE_ENV: 'test' });
  if (!parsed.ok) throw new Error(parsed.mistakes.join());
  const env: Env = { ...parsed.env, gatewayPort: upstreamPort, sfuPort: upstreamPort };
  const { logger } = createLog({ level: 'silent', name: 'test' });
  const metrics = createWebMetrics({ sessions: { all: () => [] }, broadcasts: { waitingRows: 0 } });
  web = createWebServer({
    context: { env, logger, metrics },
    metricsToken: TOKEN,
    proxy: new ReverseProxy(env, logger),
    assets: { handles: () => false, serve: () => Promise.reject(new Error('not asked for')) },
    pages: () => ({
      request: (incoming, response) => {
        seen.push(incoming);
        if (!pagesHang) response.end('page');
        return Promise.resolve();
      },
      upgrade: () => Promise.resolve(),
    }),
  });
  await once(web.listen(0, '127.0.0.1'), 'listening');
  ({ port } = web.address() as AddressInfo);
});
afterEach(() => {
  web.closeAllConnections();
  web.close();
  upstream.closeAllConnections();
  upstream.close();
});

interface Call {
  method?: string;
  path?: string;
  headers?: Record<string, string>;
  body?: string;
}

async function call({ method = 'GET', path = '/', headers = {}, body }: Call) {
  const outgoing = request({ port, host: '127.0.0.1', method, path, headers });
  outgoing.end(body);
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  let text = '';
  for await (const chunk of response) text += String(chunk);
  return { status: response.statusCode, headers: response.headers, text };
}

describe('web server', () => {
  it.each<[string, Call, number]>([
    ['a page', {}, 200],
    ['a stranger’s host name', { headers: { host: 'evil.example' } }, 400],
    ['a form of another site', { method: 'POST', headers: { origin: 'https://evil.example' } }, 403],
    [
      'a body without a length',
      { method: 'POST', headers: { 'transfer-encoding': 'chunked' }, body: 'x' },
      413,
    ],
    [
      'a body that is too large',
      { method: 'POST', headers: { 'content-length': String(BODY_BYTES_MAX + 1) } },
      413,
    ],
    ['health, whatever the host', { path: '/healthz', headers: { host: 'anything' } }, 200],
  ])('answers %s', async (_name, input, status) => {
    expect((await call(input)).status).toBe(status);
  });

  it.each<[string, Record<string, string>]>([
    ['no token', {}],
    ['another token', { authorization: `Bearer ${TOKEN}x` }],
    ['the token as a password', { authorization: `Basic ${btoa(`:${TOKEN}`)}` }],
    ['a session cookie', { cookie: 'session=1' }],
  ])('keeps its metrics from somebody with %s, also on this machine', async (_name, headers) => {
    const answer = await call({ path: '/metrics', headers });
    expect([answer.status, JSON.parse(answer.text)]).toMatchObject([401, { error: { code: 'bad-token' } }]);
  });

  it('counts its answers by status, whatever they are, and tells whoever has the token', async () => {
    await call({});
    await call({ method: 'POST', headers: { origin: 'https://evil.example' } });
    await call({ path: '/healthz' });
    await call({ method: 'POST', path: '/whip/show', headers: { origin: 'http://x' }, body: 'v=0' });
    const socket = connect(port, '127.0.0.1');
    pagesHang = true;
    socket.write('GET /slow HTTP/1.1\r\nHost: localhost:3000\r\n\r\n');
    await vi.waitFor(() => expect(seen.at(-1)?.url).toBe('/slow'));
    socket.destroy();
    const headers = { authorization: `Bearer ${TOKEN}`, host: 'scraped.by.any.name' };
    await vi.waitFor(async () => {
      const answer = await call({ path: '/metrics', headers });
      expect(answer.headers['content-type']).toContain('text/plain');
      const lines = answer.text
        .split('\n')
        .filter((line) => line.startsWith('stream_buddy_web_http_requests_total'));
      expect(lines.filter((line) => !line.includes('"200"')).sort()).toEqual([
        'stream_buddy_web_http_requests_total{status="201"} 1',
        'stream_buddy_web_http_requests_total{status="403"} 1',
        'stream_buddy_web_http_requests_total{status="aborted"} 1',
      ]);
      expect(lines.join()).toMatch(/status="200"} ([2-9]|\d\d)/);
    });
  });

  it('gives each answer a nonce of its own, and tells the page which', async () => {
    const [first, second] = [
      await call({ headers: { 'content-security-policy': "script-src 'nonce-mine'" } }),
      await call({}),
    ];
    const nonces = [first, second].map(
      (answer) => /'nonce-([^']+)'/.exec(String(answer.headers['content-security-policy']))?.[1],
    );
    expect(nonces[0]).not.toBe(nonces[1]);
    expect(seen.map((incoming) => incoming.headers['x-nonce'])).toEqual(nonces);
    expect(String(seen[0]?.headers['content-security-policy'])).not.toContain('nonce-mine');
  });

  it('passes an offer to the gateway without the session cookie, and its Location back as it is', async () => {
    const answer = await call({
      method: 'POST',
      path: '/whip/show?x=1',
      headers: { authorization: 'Bearer t', cookie: 'session=1', origin: 'https://elsewhere.example' },
      body: 'v=0',
    });
    expect([answer.status, answer.headers.location, answer.headers.etag, answer.text]).toEqual([
      201,
      '/whip/show/session-1',
      '"1"',
      'answer',
    ]);
    expect(seen[0]?.url).toBe('/whip/show?x=1');
    expect(seen[0]?.headers).toMatchObject({ authorization: 'Bearer t', 'x-forwarded-for': '127.0.0.1' });
    expect(seen[0]?.headers.cookie).toBeUndefined();
  });

  it('passes a WebSocket to the room server with its prefix taken off, both ways', async () => {
    const socket = connect(port, '127.0.0.1');
    socket.write(
      'GET /livekit/rtc?access_token=t HTTP/1.1\r\nHost: localhost:3000\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
    );
    let text = '';
    for await (const chunk of socket) {
      text += String(chunk);
      if (text.endsWith('ping')) break;
      if (text.endsWith('\r\n\r\n')) socket.write('ping');
    }
    expect(text).toMatch(/^HTTP\/1.1 101/);
    expect(seen[0]?.url).toBe('/rtc?access_token=t');
  });

  it("passes the room server's bare address on: clients ask there whether it can be reached", async () => {
    await call({ method: 'HEAD', path: '/livekit' });
    expect(seen.map(({ url }) => url)).toEqual(['/']);
  });

  it('says that a part is away instead of hanging, and refuses sockets that nobody serves', async () => {
    upstream.closeAllConnections();
    upstream.close();
    await once(upstream, 'close');
    const away = await call({ method: 'POST', path: '/whep/show', body: 'v=0' });
    expect([away.status, JSON.parse(away.text)]).toMatchObject([503, { error: { code: 'unavailable' } }]);
    const refused = await call({
      path: '/nowhere',
      headers: { connection: 'Upgrade', upgrade: 'websocket' },
    });
    expect(refused.status).toBe(403);
  });
});
