import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Ingest } from '@/gateway/program/messages';
import { MediamtxWatch } from './mediamtx-watch';

let server: Server;
let watch: MediamtxWatch;

/** A server that gives this answer to everything, and what is made of it for the program `show`. */
async function heard(body: string, status = 200): Promise<{ ingest: Ingest; isUp: boolean; asked: string }> {
  let asked = '';
  server = createServer((request, response) => {
    asked = `${request.headers.authorization} ${request.url}`;
    response.writeHead(status, { 'content-type': 'application/json' }).end(body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const news: Ingest[] = [];
  let isUp = false;
  watch = new MediamtxWatch({
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ...{ user: 'user', password: 'pass', logger: pino({ level: 'silent' }) },
    programIds: () => ['show'],
    onIngest: (programId, ingest) => void (programId === 'show' && news.push(ingest)),
    onAnswer: (up) => void (isUp = up),
  });
  await vi.waitFor(() => expect(news.length).toBeGreaterThan(0), { timeout: 20_000 });
  return { ingest: news[0]!, isUp, asked };
}

afterEach(() => {
  watch.close();
  server.closeAllConnections();
  server.close();
});

const path = (fields: object): string =>
  JSON.stringify({ itemCount: 1, pageCount: 1, items: [{ name: 'show', source: null, ...fields }] });
const SOURCE = { type: 'webRTCSession', id: 'c0ffee' };

describe("what MediaMTX's API says of a program", () => {
  it.each<[string, string, Ingest]>([
    [
      'a publisher and its readers',
      path({ online: true, source: SOURCE, readers: [SOURCE, SOURCE, SOURCE] }),
      { status: 'online', sourceId: 'c0ffee', readers: 3 },
    ],
    [
      'a publisher, in the words of older servers',
      path({ ready: true, source: SOURCE }),
      { status: 'online', sourceId: 'c0ffee', readers: 0 },
    ],
    ['a path that nobody publishes to', path({ online: false, source: SOURCE }), { status: 'offline' }],
    ['no such path', JSON.stringify({ items: [] }), { status: 'offline' }],
    ['nothing that is JSON', '<html>', { status: 'unknown' }],
    ['an id without end', path({ online: true, source: { id: 'x'.repeat(65) } }), { status: 'unknown' }],
    ['a list without end', path({ note: 'x'.repeat(5_000_000) }), { status: 'unknown' }],
    ['more readers than there are', path({ readers: Array(10_001).fill(0) }), { status: 'unknown' }],
  ])('is read: %s', async (_name, body, expected) => {
    const { ingest, isUp } = await heard(body);
    expect(ingest).toEqual(expected);
    expect(isUp).toBe(expected.status !== 'unknown');
  });

  it('is asked with the name and password for it, and a refusal is no word', async () => {
    const { ingest, isUp, asked } = await heard(path({ online: true, source: SOURCE }), 401);
    expect(asked).toBe(
      `Basic ${Buffer.from('user:pass').toString('base64')} /v3/paths/list?itemsPerPage=1000`,
    );
    expect([ingest, isUp]).toEqual([{ status: 'unknown' }, false]);
  });
});
