import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GatewayProcess } from './testing/gateway-process';
import { CONTROL_TOKEN, startGateway } from './testing/gateway-process';
import { waitFor } from './testing/wait-for';

let gateway: GatewayProcess;
let media: string;
let control: string;

beforeAll(async () => {
  gateway = await startGateway();
  media = `http://127.0.0.1:${gateway.mediaPort}`;
  control = `http://127.0.0.1:${gateway.controlPort}`;
  await gateway.put({ programId: 'show', generation: 5 });
  await gateway.waitForStatus('show', 'the worker', ({ worker }) => (worker?.rssMb ?? 0) > 0);
});

afterAll(async () => {
  expect(await gateway.stop()).toBe(0);
});

const post = (path: string, token: string | null, options: { body?: string; type?: string } = {}): Promise<Response> =>
  fetch(`${media}${path}`, {
    method: 'POST',
    headers: { 'content-type': options.type ?? 'application/sdp', ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
    body: options.body ?? 'v=0\r\n',
  });

const codeOf = async (response: Response): Promise<[number, string]> => [
  response.status,
  ((await response.json()) as { error: { code: string } }).error.code,
];

describe('WHIP and WHEP', () => {
  it.each<[string, () => Promise<string | null> | null]>([
    ['no token', () => null],
    ['a token that is none', () => Promise.resolve('not.a.jwt')],
    ['a token of another program', () => gateway.token({ aud: 'whip', sub: 'other', lease: 1 })],
    ['a viewer token', () => gateway.token({ aud: 'whep', sub: 'show' })],
    ['an expired token', () => gateway.token({ aud: 'whip', sub: 'show', lease: 1, expiresIn: '-1s' })],
    ['a token without a lease', () => gateway.token({ aud: 'whip', sub: 'show' })],
    ['a token without signature', () => Promise.resolve('eyJhbGciOiJub25lIn0.eyJhdWQiOiJ3aGlwIiwic3ViIjoic2hvdyIsImV4cCI6OTk5OTk5OTk5OSwibGVhc2UiOjF9.')],
  ])('refuse %s', async (_name, token) => {
    const response = await post('/whip/show', await token());
    expect(await codeOf(response)).toEqual([401, 'bad-token']);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
  });

  it('refuse oversized, mistyped, malformed and misdirected offers, and go on working', async () => {
    const token = await gateway.token({ aud: 'whip', sub: 'show', lease: 1 });
    expect(await codeOf(await post('/whip/show', token, { body: 'v=0'.padEnd(65 * 1024, 'x') }))).toEqual([413, 'too-large']);
    expect(await codeOf(await post('/whip/show', token, { body: '<html>' }))).toEqual([400, 'invalid-input']);
    expect((await post('/whip/show', token, { type: 'text/plain' })).status).toBe(415);
    const absent = await gateway.token({ aud: 'whip', sub: 'absent', lease: 1 });
    expect(await codeOf(await post('/whip/absent', absent))).toEqual([404, 'not-found']);
    expect((await post('/whip/%00', token)).status).toBe(404);
    expect((await fetch(`${media}/whip/show`)).status).toBe(405);
    const session = `${media}/whip/show/00000000-0000-4000-8000-000000000000`;
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/trickle-ice-sdpfrag' };
    expect((await fetch(session, { method: 'PATCH', headers, body: '' })).status).toBe(404);
    expect((await fetch(session, { method: 'DELETE', headers })).status).toBe(404);
    expect((await fetch(`${media}/whip/show`, { method: 'OPTIONS' })).status).toBe(204);
    expect((await gateway.status('show')).worker).not.toBeNull();
  });

  it('refuse a body without end, sent in pieces', async () => {
    const token = await gateway.token({ aud: 'whip', sub: 'show', lease: 1 });
    const status = await new Promise<number>((resolve, reject) => {
      const outgoing = request(`${media}/whip/show`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/sdp', 'transfer-encoding': 'chunked' },
      });
      outgoing.once('response', (response) => resolve(response.statusCode ?? 0));
      outgoing.once('error', reject);
      for (let sent = 0; sent < 10; sent += 1) outgoing.write(Buffer.alloc(10_000, 120));
    });
    expect(status).toBe(413);
  });
});

describe('the control API', () => {
  it('refuses everybody without its token, and says so in metrics', async () => {
    for (const path of ['/v1/programs', '/v1/events', '/metrics', '/v3/paths/list', '/v1/recordings/x']) {
      expect(await codeOf(await fetch(`${control}${path}`))).toEqual([401, 'bad-token']);
      expect((await fetch(`${control}${path}`, { headers: { authorization: `Bearer ${CONTROL_TOKEN}x` } })).status).toBe(401);
    }
    expect((await fetch(`${control}/healthz`)).status).toBe(200);
    const metrics = await (await gateway.call('GET', '/metrics')).text();
    expect(metrics).toMatch(/stream_buddy_gateway_requests_refused_total\{kind="control",code="bad-token"\} 10/);
    expect(metrics).toMatch(/stream_buddy_program_worker_rss_mb\{program="show"\} [1-9]/);
  });

  it('refuses states that are old, malformed or too large, without repeating a key', async () => {
    const state = { programId: 'show', title: 'T', generation: 6, relays: [], recording: null };
    const put = (body: unknown, path = '/v1/programs/show'): Promise<Response> => gateway.call('PUT', path, body);
    const relay = { relayId: 'a', name: 'A', url: 'rtmp://h/a', backupUrl: null, key: 'sk_secret' };
    expect(await codeOf(await put({ ...state, generation: 4 }))).toEqual([409, 'conflict']);
    expect(await codeOf(await put(state, '/v1/programs/else'))).toEqual([400, 'invalid-input']);
    expect(await codeOf(await put({ ...state, recording: { recordingId: '../../etc/passwd' } }))).toEqual([400, 'invalid-input']);
    expect(await codeOf(await put({ ...state, relays: [relay, relay] }))).toEqual([400, 'invalid-input']);
    expect(await codeOf(await put({ ...state, title: 'x'.repeat(300_000) }))).toEqual([413, 'too-large']);
    const wrong = await put({ ...state, relays: [{ ...relay, url: 'sk_secret' }] });
    expect([wrong.status, (await wrong.text()).includes('sk_secret')]).toEqual([400, false]);
    expect((await gateway.call('GET', '/v1/recordings/..%2f..%2fsecrets')).status).toBe(404);
    expect((await gateway.call('DELETE', '/v1/programs/none')).status).toBe(404);
  });

  it('runs no more programs than it may', async () => {
    const results = await Promise.all(
      ['b', 'c', 'd', 'e'].map((programId) =>
        gateway.call('PUT', `/v1/programs/${programId}`, { programId, title: programId, generation: 1, relays: [], recording: null }),
      ),
    );
    expect(results.map(({ status }) => status).sort()).toEqual([200, 200, 200, 409]);
    await Promise.all(['b', 'c', 'd', 'e'].map((programId) => gateway.call('DELETE', `/v1/programs/${programId}`)));
    await waitFor('only one to be left', async () => {
      const { programs } = (await (await gateway.call('GET', '/v1/programs')).json()) as { programs: unknown[] };
      return programs.length === 1;
    });
  });

  it('speaks as MediaMTX does to those who ask it so', async () => {
    const list: unknown = await (await gateway.call('GET', '/v3/paths/list')).json();
    expect(list).toMatchObject({ itemCount: 1, pageCount: 1, items: [{ name: 'show', ready: false, source: null, tracks: [] }] });
    expect(await (await gateway.call('GET', '/v3/paths/get/none')).json()).toEqual({ status: 'error', error: 'path not found' });
    expect(await (await gateway.call('GET', '/v3/config/global/get')).json()).toMatchObject({ webrtc: true, rtmp: false, authMethod: 'jwt' });
  });
});
