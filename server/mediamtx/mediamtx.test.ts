import { SignJWT } from 'jose';
import { beforeEach, describe, expect, it } from 'vitest';
import { MediaTokens } from '../media-tokens/media-tokens';
import { answerMediamtx, createMediamtxLimiters } from './answer-mediamtx';
import { MediamtxGate } from './mediamtx-gate';

const SECRET = 'whip-secret-for-tests-0123456789abcdef';
const NOW_MS = 1_800_000_000_000;
const USER = 'stream-buddy';
const PASSWORD = 'password-for-tests-0123456789';
const SHOW = 'show-1';

let heldLease: number | null;
let tokens: MediaTokens;
let gate: MediamtxGate;

beforeEach(() => {
  heldLease = 3;
  tokens = new MediaTokens(SECRET, () => NOW_MS);
  gate = new MediamtxGate({
    mediaTokens: tokens,
    user: USER,
    password: PASSWORD,
    leaseNumberOf: (showId) => (showId === SHOW ? heldLease : null),
  });
});

/** As MediaMTX 1.20 asks. */
const question = (fields: Record<string, unknown>) => ({
  ip: '192.0.2.7',
  user: '',
  password: '',
  token: '',
  action: 'publish',
  path: SHOW,
  protocol: 'webrtc',
  id: '7c3b6a1e-9a55-4a10-8e39-9b6f37f1a001',
  query: '',
  userAgent: 'test',
  ...fields,
});
const judged = async (fields: Record<string, unknown>) => (await gate.judge(question(fields))).status;

describe('who may publish to MediaMTX', () => {
  it('the holder of the newest lease', async () => {
    expect(await judged({ token: await tokens.forPublisher(SHOW, 3) })).toBe('allowed');
    expect(await judged({ token: await tokens.forPublisher(SHOW, 4) })).toBe('allowed');
  });

  it('not an older lease, though its token has not expired', async () => {
    expect(await judged({ token: await tokens.forPublisher(SHOW, 2) })).toBe('refused');
    await judged({ token: await tokens.forPublisher(SHOW, 5) });
    heldLease = null;
    expect(await judged({ token: await tokens.forPublisher(SHOW, 4) })).toBe('refused');
  });

  it('a refused token does not raise the bar', async () => {
    expect(await judged({ token: await tokens.forPublisher('other', 9) })).toBe('refused');
    expect(await judged({ token: await tokens.forPublisher(SHOW, 3) })).toBe('allowed');
  });

  it.each([
    ['no token', async () => ({ token: '' })],
    ['a viewer', async () => ({ token: await tokens.forViewer(SHOW) })],
    ['a token of another show', async () => ({ token: await tokens.forPublisher('other', 9) })],
    [
      'a token of another secret',
      async () => ({ token: await new MediaTokens(`${SECRET}x`, () => NOW_MS).forPublisher(SHOW, 9) }),
    ],
    [
      'an expired token',
      async () => ({ token: await new MediaTokens(SECRET, () => NOW_MS - 3_600_000).forPublisher(SHOW, 9) }),
    ],
    [
      'a token that never expires',
      async () => ({
        token: await new SignJWT({ lease: 9 })
          .setProtectedHeader({ alg: 'HS256' })
          .setAudience('whip')
          .setSubject(SHOW)
          .sign(new TextEncoder().encode(SECRET)),
      }),
    ],
    ['another protocol', async () => ({ token: await tokens.forPublisher(SHOW, 9), protocol: 'rtmp' })],
    ['a path that is no program', async () => ({ token: await tokens.forPublisher('a/b', 9), path: 'a/b' })],
    ['the operator', async () => ({ user: USER, password: PASSWORD })],
  ])('not %s', async (_who, fields) => {
    expect(await judged(await fields())).toBe('refused');
  });
});

describe('who may read from MediaMTX', () => {
  it('a viewer of this program, and no publisher', async () => {
    expect(await judged({ action: 'read', token: await tokens.forViewer(SHOW) })).toBe('allowed');
    expect(await judged({ action: 'read', token: await tokens.forViewer('other') })).toBe('refused');
    expect(await judged({ action: 'read', token: await tokens.forPublisher(SHOW, 3) })).toBe('refused');
  });
});

describe("who may use MediaMTX's API", () => {
  it.each(['api', 'metrics'])('%s: whoever knows user and password', async (action) => {
    expect(await judged({ action, path: '', user: USER, password: PASSWORD })).toBe('allowed');
    expect(await judged({ action, path: '', user: USER, password: `${PASSWORD}x` })).toBe('refused');
    expect(await judged({ action, path: '', user: 'any', password: PASSWORD })).toBe('refused');
    expect(await judged({ action, token: await tokens.forPublisher(SHOW, 3) })).toBe('refused');
  });

  it.each(['pprof', 'playback'])('%s: nobody', async (action) => {
    expect(await judged({ action, user: USER, password: PASSWORD })).toBe('refused');
  });
});

describe('the answer to MediaMTX', () => {
  const lines: string[] = [];
  const logger = {
    info: (fields: object, message: string) => void lines.push(JSON.stringify(fields) + message),
  };
  const ask = async (
    body: unknown,
    parts: { limiters?: ReturnType<typeof createMediamtxLimiters>; from?: string } = {},
  ) => {
    const request = new Request('http://localhost/api/mediamtx/auth', {
      method: 'POST',
      headers: { 'x-forwarded-for': parts.from ?? '127.0.0.1' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    const limiters = parts.limiters ?? createMediamtxLimiters();
    return (await answerMediamtx(request, { gate, limiters, logger })).status;
  };

  it('is 204 or 401, and 400 for what is no question', async () => {
    expect(await ask(question({ token: await tokens.forPublisher(SHOW, 3) }))).toBe(204);
    expect(await ask(question({ token: 'guess' }))).toBe(401);
    for (const body of ['', '{', '[]', '"x"', '{"action":"publish"}', { ...question({}), action: 'delete' }])
      expect(await ask(body)).toBe(400);
  });

  it('is 404 without MEDIAMTX_URL', async () => {
    const request = new Request('http://localhost/', { method: 'POST', body: '{}' });
    expect(
      (await answerMediamtx(request, { gate: null, limiters: createMediamtxLimiters(), logger })).status,
    ).toBe(404);
  });

  it('stops a client that guesses, and nobody else behind the same server', async () => {
    const limiters = createMediamtxLimiters();
    const good = await tokens.forPublisher(SHOW, 3);
    let last = 0;
    for (let guess = 0; guess <= 60; guess += 1)
      last = await ask(question({ token: `guess-${guess}` }), { limiters });
    expect(last).toBe(429);
    expect(await ask(question({ token: good }), { limiters })).toBe(429);
    expect(await ask(question({ token: good, ip: '192.0.2.8' }), { limiters })).toBe(204);
    // Somebody else who claims to ask for that client cannot stop it.
    expect(await ask(question({ token: good }), { limiters, from: '198.51.100.1' })).toBe(204);
  });

  it('leaves no token and no password in the log', async () => {
    await ask(question({ token: 'guess-of-a-token', password: 'guess-of-a-password' }));
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.join()).not.toMatch(/guess-of/);
  });
});
