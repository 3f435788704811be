import { pino } from 'pino';
import type { AppContext } from '@/server/app-context';
import { AppError } from '@/server/app-error';
import { handleTrpcRequest } from '@/server/trpc/handle-trpc-request';
import { appRouter } from '@/server/trpc/router';
import { createWebMetrics } from '@/server/web-metrics';
import { Broken, promise, target } from '../fuzz-target';
import { VALUE } from '../mutate/value';

const PATHS = Object.keys(appRouter._def.procedures);
const OWNER = {
  userId: 'user1',
  name: 'Sam',
  sessionId: 'session1',
  workspaceId: 'workspace1',
  role: 'owner',
};

const json = (path: string, input: unknown, meta?: unknown): unknown => ({
  path,
  body: { json: input, ...(meta === undefined ? {} : { meta }) },
});
const CORPUS: unknown[] = [
  ...PATHS.map((path) => json(path, { showId: 'show1' })),
  json('shows.create', { title: 'Show', template: 'solo', scheduledAt: null }),
  json(
    'shows.schedule',
    { showId: 's1', scheduledAt: '2031-01-01T00:00:00.000Z' },
    { values: { scheduledAt: ['Date'] }, v: 1 },
  ),
  json('shows.setDestinations', { showId: 's1', destinationIds: ['d1'] }),
  json('invites.create', { showId: 's1', label: 'Guests', role: 'guest', expiresAt: null, maxUses: null }),
  json('destinations.create', {
    platform: 'custom',
    name: 'A',
    url: 'rtmp://a.example/live',
    backupUrl: null,
    key: 'k',
  }),
  json('team.invite', { email: 'a@example.org', role: 'host' }),
  json('team.acceptInvite', { token: 'a'.repeat(43), account: { name: 'A', password: 'correct horse' } }),
  json('setup.createOwner', {
    name: 'Ada',
    email: 'ada@example.org',
    password: 'correct horse',
    workspaceName: 'W',
  }),
  json('audit.list', { cursor: null, filter: { actor: 'user', action: 'show.goLive' } }),
  json('join.redeem', { code: 'abc', name: 'Guest', seatToken: null }),
  json('setup.createOwner', { a: 1 }, { values: { '__proto__.x': ['Date'] } }),
  json('setup.createOwner', { a: 1 }, { values: { a: ['custom', 'evil'] } }),
  json('setup.createOwner', { a: '(' }, { values: { a: ['regexp'] } }),
  json('setup.createOwner', { a: 'x' }, { values: { a: ['bigint'] } }),
  json(
    'setup.createOwner',
    { a: [1] },
    { values: { a: ['set', { 0: ['Date'] }] }, referentialEqualities: { a: ['b.c'] } },
  ),
  json('setup.createOwner', { a: 'x' }, { values: { a: ['URL'] } }),
];

/**
 * Inputs of every procedure as they come over HTTP, by one who may do everything: superjson, zod, and nothing behind.
 * Whatever reaches the domain is answered `unavailable`, as when the database is away.
 */
export const trpc = () => {
  let failure: unknown = null;
  const away = (): never => {
    throw new AppError('unavailable');
  };
  const domain = new Proxy({ findActor: () => Promise.resolve(OWNER) } as Record<string | symbol, unknown>, {
    get: (methods, name) => methods[name] ?? proxyOfAway(away),
  });
  const app = {
    readUser: () => Promise.resolve(OWNER),
    domain,
    metrics: createWebMetrics({ sessions: { all: () => [] }, broadcasts: { waitingRows: 0 } }),
    auth: proxyOfAway(away),
    live: proxyOfAway(away),
    env: proxyOfAway(away),
    secrets: proxyOfAway(away),
    logger: {
      ...pino({ level: 'silent' }),
      error: (line: { code: string; err: unknown }) => {
        if (line.code === 'internal') failure = line.err;
      },
    },
  } as unknown as AppContext;
  return target({
    name: 'trpc',
    kind: VALUE,
    sizeMax: 128 * 1024,
    dictionary: [
      'json',
      'meta',
      'values',
      'referentialEqualities',
      'Date',
      'regexp',
      'map',
      'set',
      'bigint',
      'class',
      'showId',
      'v',
    ],
    corpus: CORPUS,
    run: async (input, random) => {
      const { path, body } = (typeof input === 'object' && input !== null ? input : {}) as Record<
        string,
        unknown
      >;
      const name = typeof path === 'string' && PATHS.includes(path) ? path : random.pick(PATHS);
      const url = `http://localhost:3000/api/trpc/${name}`;
      const isQuery =
        (appRouter._def.procedures as unknown as Record<string, { _def: { type: string } }>)[name]?._def
          .type === 'query';
      const text = wire(body);
      const request = isQuery
        ? new Request(`${url}?input=${encodeURIComponent(text)}`)
        : new Request(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: text });
      const response = await handleTrpcRequest(app, request);
      const answer = JSON.parse(await response.text()) as { error?: { json: { data: { code: string } } } };
      promise(!('polluted' in {}), 'a prototype was changed');
      if (failure !== null) {
        const cause = failure;
        failure = null;
        throw cause instanceof Error ? deepest(cause) : new Broken(String(cause));
      }
      const code = answer.error?.json.data.code ?? 'ok';
      promise(code !== 'internal', 'a stranger makes an internal error');
      return code;
    },
  });
};

/** Anything of it, at any depth, is a call that fails as a database does that is away. */
function proxyOfAway(away: () => never): object {
  return new Proxy(away, {
    get: (_target, name) => (name === 'then' ? undefined : proxyOfAway(away)),
    apply: away,
  });
}

/** The first mistake, not the wrappers that carried it. */
function deepest(error: Error): Error {
  return error.cause instanceof Error ? deepest(error.cause) : error;
}

/** encodeURIComponent refuses halves of surrogate pairs, and JSON.stringify writes them as escapes. */
function wire(body: unknown): string {
  try {
    return JSON.stringify(body) ?? '';
  } catch {
    /* A bigint, or deeper than JSON.stringify goes: deep text is made here as a client would make it. */
    return `{"json":${'['.repeat(20_000)}${']'.repeat(20_000)}}`;
  }
}
