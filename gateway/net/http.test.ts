import { once } from 'node:events';
import type { Server } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HTTP_BOUNDS, createBoundedServer, pathOf, readBody, sendBody, sendEmpty, sendRefusal } from './http';
import type { RefusalCode } from './http';

const BODY_BYTES_MAX = 1_000;

let server: Server;
let port: number;
let refused: RefusalCode[];
let failures: string[];

beforeAll(async () => {
  refused = [];
  failures = [];
  server = createBoundedServer(
    async (request, response) => {
      if (pathOf(request) === '/broken') throw new Error('an invariant of ours');
      if (pathOf(request) === '/sdp')
        return sendBody(response, 201, { type: 'application/sdp', body: 'zwölf', headers: { etag: '"1"' } });
      const body = await readBody(request, BODY_BYTES_MAX);
      if (body.ok) sendEmpty(response, 204);
      else sendRefusal(response, body.refusal);
    },
    {
      bounds: { ...HTTP_BOUNDS, headersTimeoutMs: 300, requestTimeoutMs: 600, connectionsMax: 4 },
      onRefused: (code) => refused.push(code),
      onFailed: (error) => failures.push(String(error)),
    },
  ).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** Sends pieces one after the other, 100 ms apart. @returns the first line of the answer; '' when only the door was shut. */
async function ask(...pieces: string[]): Promise<{ answer: string; codes: RefusalCode[] }> {
  const before = refused.length;
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  socket.on('data', (bytes: Buffer) => (answer += bytes.toString()));
  socket.on('error', () => socket.destroy());
  const closed = new Promise((resolve) => socket.once('close', resolve));
  const next = (): void => {
    const piece = pieces.shift();
    if (piece !== undefined && socket.writable) socket.write(piece);
  };
  next();
  const timer = setInterval(next, 100);
  await closed;
  clearInterval(timer);
  return { answer: answer.split('\r\n')[0] ?? '', codes: refused.slice(before) };
}

/** Connections are counted here: none is kept. */
const get = (path: string) => fetch(`http://127.0.0.1:${port}${path}`, { headers: { connection: 'close' } });
const CLOSE = 'host: x\r\nconnection: close\r\n';

describe('the HTTP servers of the gateway', () => {
  it('serve a plain request', async () => {
    expect(await ask(`GET / HTTP/1.1\r\n${CLOSE}\r\n`)).toEqual({
      answer: 'HTTP/1.1 204 No Content',
      codes: [],
    });
  });

  it('say that they are well, whatever is asked of them otherwise', async () => {
    const answer = await get('/healthz?probe=1');
    expect([answer.status, await answer.json()]).toEqual([200, { status: 'ok' }]);
  });

  it('give every answer its type and length, and let nobody keep it', async () => {
    const answer = await get('/sdp');
    expect([answer.status, await answer.text()]).toEqual([201, 'zwölf']);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      ...{ 'content-type': 'application/sdp', 'content-length': '6' },
      ...{ 'cache-control': 'no-store', etag: '"1"' },
    });
  });

  it('tell a client no more of our mistakes than that there is one', async () => {
    const before = refused.length;
    const answer = await get('/broken');
    expect([answer.status, await answer.json()]).toEqual([
      500,
      { error: { code: 'internal', message: 'The gateway made a mistake.' } },
    ]);
    expect(failures).toEqual(['Error: an invariant of ours']);
    expect(refused.slice(before)).toEqual(['internal']);
  });

  it.each<[string, string[], string, RefusalCode]>([
    [
      'headers that trickle in',
      ['GET / HTTP/1.1\r\n', ...Array.from({ length: 50 }, (_, index) => `x-${index}: y\r\n`)],
      '408',
      'timeout',
    ],
    ['silence after a connect', ['G'], '408', 'timeout'],
    [
      'a body that trickles in',
      [`POST / HTTP/1.1\r\ncontent-length: 900\r\n${CLOSE}\r\n`, ...Array.from({ length: 50 }, () => 'slow')],
      '408',
      'timeout',
    ],
    ['one long header', [`GET / HTTP/1.1\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`], '431', 'too-large'],
    [
      'a hundred headers',
      [`GET / HTTP/1.1\r\n${CLOSE}${Array.from({ length: 100 }, (_, i) => `x-${i}: y\r\n`).join('')}\r\n`],
      '413',
      'too-large',
    ],
    [
      'a long body by its header',
      [`POST / HTTP/1.1\r\n${CLOSE}content-length: 1001\r\n\r\n`],
      '413',
      'too-large',
    ],
    [
      'a long body in pieces',
      [`POST / HTTP/1.1\r\n${CLOSE}transfer-encoding: chunked\r\n\r\n`, `3e9\r\n${'x'.repeat(1001)}\r\n`],
      '413',
      'too-large',
    ],
    ['what is no HTTP', ['\u0003\u0000\u0000 RTMP\r\n\r\n'], '400', 'invalid-input'],
    [
      'two lengths at once',
      [`POST / HTTP/1.1\r\n${CLOSE}content-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`],
      '400',
      'invalid-input',
    ],
  ])('refuse %s, count it, and close', async (_name, pieces, status, code) => {
    const { answer, codes } = await ask(...pieces);
    expect(answer.split(' ')[1]).toBe(status);
    expect(codes).toEqual([code]);
  });

  it('take no more connections than they may, and serve again afterwards', async () => {
    const idle = Array.from({ length: 4 }, () => connect(port, '127.0.0.1'));
    await Promise.all(idle.map((socket) => once(socket, 'connect')));
    const { answer, codes } = await ask('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
    expect({ answer, codes: codes.includes('limit-reached') }).toEqual({ answer: '', codes: true });
    for (const socket of idle) socket.destroy();
    await Promise.all(idle.map((socket) => once(socket, 'close')));
    await expect.poll(async () => (await ask(`GET / HTTP/1.1\r\n${CLOSE}\r\n`)).answer).toContain('204');
  });
});
