import superjson from 'superjson';
import { describe, expect, it } from 'vitest';
import type { AppContext } from '../app-context';
import { CallLimiter } from '../call-limiter';
import type { Actor } from '../domain/actor';
import { untouchable } from '../testing/test-context';
import { createWebMetrics } from '../web-metrics';
import { handleTrpcRequest } from './handle-trpc-request';

const ORIGIN = 'http://localhost:3000';

/** The error as a browser reads it. */
interface WireError {
  error: {
    json: { message: string; data: { code: string; httpStatus: number; fields: Record<string, string> } };
  };
}

describe('handleTrpcRequest', () => {
  it('answers with our own code, user text and status, and names the wrong fields', async () => {
    const response = await post('setup.createOwner', {
      name: '',
      email: 'nobody',
      password: 'x',
      workspaceName: 'W',
    });
    const { error } = (await response.json()) as WireError;
    expect(response.status).toBe(400);
    expect(error.json.data).toMatchObject({ code: 'invalid-input', httpStatus: 400 });
    expect(error.json.data.fields).toEqual({
      name: 'Enter a name.',
      email: 'Enter an email address, such as sam@example.org.',
      password: 'Use at least 10 characters.',
    });
  });

  it('says 401 to strangers and 403 to members whose role is too weak', async () => {
    const create = { title: 'Show', template: 'solo', scheduledAt: null };
    expect((await post('shows.create', create)).status).toBe(401);
    expect((await post('shows.create', create, appOf('viewer'))).status).toBe(403);
  });

  it('logs what broke and shows none of it', async () => {
    const lines: unknown[] = [];
    const app = {
      readUser: () => Promise.reject(new Error('connect ECONNREFUSED 10.1.2.3:5432')),
      logger: { error: (line: unknown) => lines.push(line) },
      metrics: METRICS,
    } as unknown as AppContext;
    const response = await get('setup.status', app);
    expect(response.status).toBe(500);
    expect(await response.text()).not.toMatch(/10\.1\.2\.3|ECONNREFUSED|stack|node_modules/);
    expect(JSON.stringify(lines)).toContain('internal');
  });

  it('counts refusals by code, each call of a batch for itself', async () => {
    const refused = async (code: string) => {
      const { values } = await METRICS.callRefusals.get();
      return values.find(({ labels }) => labels.code === code)?.value;
    };
    const before = await refused('not-signed-in');
    await get('shows.list,team.list?batch=1', appOf(null));
    expect(await refused('not-signed-in')).toBe((before ?? NaN) + 2);
    const tooLarge = await refused('too-large');
    await post('setup.createOwner', 'x'.repeat(300_000));
    expect(await refused('too-large')).toBe((tooLarge ?? NaN) + 1);
  });

  it('reads dates through superjson', async () => {
    const response = await post(
      'shows.schedule',
      { showId: 'show1', scheduledAt: new Date(0) },
      appOf('owner'),
    );
    const { error } = (await response.json()) as WireError;
    expect(error.json.data.fields).toEqual({ scheduledAt: 'This date is too long ago.' });
  });

  it('asks strangers to wait who call too often, and only the address that does', async () => {
    const app = appOf(null);
    const call = (ip: string) =>
      send(`${ORIGIN}/api/trpc/shows.list`, { headers: { 'x-forwarded-for': ip } }, app).then(
        ({ status }) => status,
      );
    const statuses = await Promise.all(Array.from({ length: 610 }, () => call('192.0.2.1')));
    expect(statuses.filter((status) => status === 401)).toHaveLength(600);
    expect(statuses.filter((status) => status === 429)).toHaveLength(10);
    expect(await call('192.0.2.2')).toBe(401);
  });

  const bodies: [name: string, body: BodyInit, status: number][] = [
    ['no JSON', '{"json":', 400],
    ['an empty body', '', 400],
    ['a bare string', '"x"', 400],
    ['null', 'null', 400],
    ['an array', '[1,2,3]', 400],
    ['a prototype', '{"json":{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"x":1}}}}', 400],
    ['superjson that points outside', '{"json":{"a":1},"meta":{"values":{"__proto__.x":["Date"]}}}', 400],
    ['superjson of an unknown kind', '{"json":{"a":1},"meta":{"values":{"a":["custom","evil"]}}}', 400],
    ['a thousand levels', `{"json":${'['.repeat(1_000)}${']'.repeat(1_000)}}`, 400],
    ['bytes that are no text', new Uint8Array([0xff, 0xfe, 0x00, 0x80]), 400],
    ['more than 256 KiB', JSON.stringify({ json: 'x'.repeat(300_000) }), 413],
  ];
  it.each(bodies)('refuses %s and lives on', async (_name, body, status) => {
    const response = await send(`${ORIGIN}/api/trpc/setup.createOwner`, {
      method: 'POST',
      headers: JSON_TYPE,
      body,
    });
    expect(response.status).toBe(status);
    expect(await response.text()).not.toMatch(/node_modules|at .*\.ts/);
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
  });

  it('stops reading a body that never says how long it is', async () => {
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        sent += 65_536;
        controller.enqueue(new Uint8Array(65_536));
      },
    });
    const init = { method: 'POST', headers: JSON_TYPE, body, duplex: 'half' };
    const response = await send(`${ORIGIN}/api/trpc/setup.createOwner`, init as RequestInit);
    expect(response.status).toBe(413);
    expect(sent).toBeLessThan(1024 * 1024);
  });

  it.each([
    ['a mutation by GET', '/api/trpc/setup.createOwner?input=%7B%22json%22%3A%7B%7D%7D', {}, 400],
    ['a procedure that does not exist', '/api/trpc/shows.explode', {}, 404],
    ['a name from the prototype', '/api/trpc/__proto__', {}, 404],
    ['a name with a path', '/api/trpc/..%2f..%2fetc%2fpasswd', {}, 404],
    ['a form, as other sites can send', '/api/trpc/setup.createOwner', { method: 'POST', body: 'a=1' }, 400],
    [
      'a batch of 50',
      `/api/trpc/${Array.from({ length: 50 }, () => 'setup.status').join(',')}?batch=1`,
      {},
      400,
    ],
    ['another method', '/api/trpc/setup.status', { method: 'DELETE' }, 400],
  ] as [string, string, RequestInit, number][])('refuses %s', async (_name, path, init, status) => {
    expect((await send(`${ORIGIN}${path}`, init)).status).toBe(status);
  });
});

const METRICS = createWebMetrics({ sessions: { all: () => [] }, broadcasts: { waitingRows: 0 } });
const JSON_TYPE = { 'content-type': 'application/json' };

function appOf(role: Actor['role'] | null): AppContext {
  const user = { userId: 'user1', name: 'Sam', sessionId: 'session1' };
  const actor = role === null ? null : { ...user, workspaceId: 'workspace1', role };
  return {
    readUser: () => Promise.resolve(actor === null ? null : user),
    callLimiter: new CallLimiter(),
    domain: { findActor: () => Promise.resolve(actor) },
    logger: untouchable('logger'),
    metrics: METRICS,
  } as unknown as AppContext;
}

function send(url: string, init: RequestInit, app = appOf(null)): Promise<Response> {
  return handleTrpcRequest(app, new Request(url, init));
}

function post(path: string, input: unknown, app?: AppContext): Promise<Response> {
  const body = JSON.stringify(superjson.serialize(input));
  return send(`${ORIGIN}/api/trpc/${path}`, { method: 'POST', headers: JSON_TYPE, body }, app);
}

function get(path: string, app: AppContext): Promise<Response> {
  return send(`${ORIGIN}/api/trpc/${path}`, {}, app);
}
