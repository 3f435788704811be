import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ProgramStatus } from '@/lib/core/contract/gateway-control';
import type { EngineStats } from '@/lib/core/contract/realtime';
import { PROTOCOL_VERSION } from '@/lib/core/contract/realtime';
import type { ShowState } from '@/lib/core/contract/show-state';
import type { Client, Harness } from './testing/realtime-harness';
import { clientIdOf, next, refusalOf, send, SHOW_ID, startHarness } from './testing/realtime-harness';

let harness: Harness;
beforeEach(async () => {
  harness = await startHarness({ leaseExpiryMs: 300, recheckMs: 50 });
  harness.members.set('ada', 'producer').set('ben', 'producer').set('vic', 'viewer');
});
afterEach(() => harness.close());

async function producer(
  userId = 'ada',
  handshake = {},
): Promise<{ client: Client; state: ShowState; seq: number }> {
  const client = harness.connect({ userId, handshake });
  const { seq, state } = await next(client, 'snapshot');
  return { client, state, seq };
}

async function addSeat(seatId: string, place: 'waiting' | 'stage' = 'waiting'): Promise<string> {
  const show = await harness.sessions.open(SHOW_ID);
  show?.session.run({ type: 'seat.join', seatId, name: seatId, role: 'guest', userId: null });
  if (place === 'stage') {
    const { client } = await producer();
    await send(client, { type: 'seat.admit', seatId });
    await send(client, { type: 'seat.toStage', seatId });
    client.disconnect();
  }
  const token = `token-of-${seatId}`;
  harness.seats.set(token, seatId);
  return token;
}

const stats = (leaseNumber: number): EngineStats => ({
  leaseNumber,
  programFps: 30,
  frameMsP95: 8,
  framesDropped: 0,
  videoKbps: 4_000,
  roundTripMs: 12,
  renderer: 'i420',
  whip: 'connected',
  timing: null,
});

describe('handshake', () => {
  const refused: [string, Parameters<Harness['connect']>[0], string][] = [
    ['a stranger', {}, 'not-signed-in'],
    ['a signed-out user', { userId: 'mallory' }, 'not-signed-in'],
    ['a viewer', { userId: 'vic' }, 'forbidden'],
    ['a made-up seat secret', { seatToken: 'nope' }, 'bad-token'],
    ['a show that does not exist', { userId: 'ada', handshake: { showId: 'other' } }, 'not-signed-in'],
    ['an old page', { userId: 'ada', handshake: { protocolVersion: PROTOCOL_VERSION - 1 } }, 'invalid-input'],
    ['a short client id', { userId: 'ada', handshake: { clientId: 'x' } }, 'invalid-input'],
    ['a negative number', { userId: 'ada', handshake: { lastSeq: -1 } }, 'invalid-input'],
    ['an oversized show id', { userId: 'ada', handshake: { showId: 'x'.repeat(5_000) } }, 'invalid-input'],
  ];
  for (const [who, as, code] of refused) {
    it(`refuses ${who} with ${code}`, async () => {
      expect((await refusalOf(harness.connect(as)))?.code).toBe(code);
      expect(harness.refusals.get(code as 'forbidden')).toBe(1);
    });
  }

  it('turns away a page of another site before any handshake', async () => {
    const client = harness.connect({ userId: 'ada', origin: 'http://evil.test' });
    expect((await refusalOf(client))?.code).toBe('internal');
    expect(harness.sessions.all()).toEqual([]);
  });

  it('lets a browser try again by itself when the database is away', async () => {
    harness.store.isDown = true;
    const client = harness.connect({ userId: 'ada' });
    await vi.waitFor(() => expect(harness.refusals.get('unavailable')).toBeGreaterThan(1));
    harness.store.isDown = false;
    await next(client, 'snapshot');
  });

  it('ends the connection of a session that was revoked', async () => {
    const { client } = await producer();
    harness.members.delete('ada');
    expect((await next(client, 'goodbye')).code).toBe('not-signed-in');
  });
});

describe('two producers', () => {
  it('see each other act within 100 ms (median, in process)', async () => {
    const { client: ada } = await producer('ada');
    const { client: ben } = await producer('ben');
    const delaysMs: number[] = [];
    for (let index = 0; index < 40; index += 1) {
      const seen = next(ben, 'events');
      const startMs = performance.now();
      await Promise.all([send(ada, { type: 'scene.rename', sceneId: 'a', name: `N${index}` }), seen]);
      delaysMs.push(performance.now() - startMs);
    }
    delaysMs.sort((a, b) => a - b);
    const [medianMs, p95Ms] = [delaysMs[20] ?? Infinity, delaysMs[38] ?? Infinity];
    process.stdout.write(
      `command -> other producer: median ${medianMs.toFixed(1)} ms, p95 ${p95Ms.toFixed(1)} ms\n`,
    );
    expect(medianMs).toBeLessThan(100);
  });

  it('see who is present and who draws the program', async () => {
    const { client: ada } = await producer('ada');
    const both = next(ada, 'presence', (people) => people.length === 2);
    const { client: ben } = await producer('ben');
    expect((await both).map(({ name }) => name)).toEqual(['ada', 'ben']);
    const claimed = next(ada, 'presence', (people) => people.some(({ isEngine }) => isEngine));
    await send(ben, { type: 'lease.claim', engineId: clientIdOf(ben), takeOver: false });
    expect((await claimed).find(({ isEngine }) => isEngine)?.name).toBe('ben');
    const alone = next(ada, 'presence', (people) => people.length === 1);
    ben.disconnect();
    await alone;
  });

  it('a second engine is refused while the first is heard, and takes over when it falls silent', async () => {
    const { client: ada } = await producer('ada');
    const { client: ben } = await producer('ben');
    const claim = () => send(ben, { type: 'lease.claim', engineId: clientIdOf(ben), takeOver: false });
    await send(ada, { type: 'lease.claim', engineId: clientIdOf(ada), takeOver: false });
    const beat = setInterval(() => ada.emit('heartbeat', stats(1)), 100);
    try {
      expect(await claim()).toMatchObject({ ok: false, error: { code: 'lease-held' } });
    } finally {
      clearInterval(beat);
    }
    await next(ben, 'events', ({ events }) =>
      events.some(({ event }) => event.type === 'lease.changed' && event.lease.status === 'free'),
    );
    expect((await claim()).ok).toBe(true);
    const show = await harness.sessions.open(SHOW_ID);
    expect(show?.session.state.lease.number).toBe(2);
  });

  it('are counted by what they ask and whether they got it; what is not understood is a refusal only', async () => {
    const { client: ada } = await producer('ada');
    await send(ada, { type: 'scene.rename', sceneId: 'a', name: 'Counted' });
    await send(ada, { type: 'scene.rename', sceneId: 'no-such-scene', name: 'Counted' });
    await send(ada, { type: 'scene.explode' } as never);
    expect(harness.commands).toEqual(['scene.rename accepted', 'scene.rename refused']);
    expect(Object.fromEntries(harness.refusals)).toEqual({ 'not-found': 1, 'invalid-input': 1 });
  });

  it('nobody claims or releases for another page', async () => {
    const { client } = await producer();
    const reply = await send(client, { type: 'lease.claim', engineId: 'someone-else', takeOver: true });
    expect(reply).toMatchObject({ ok: false, error: { code: 'forbidden' } });
  });
});

describe('catching up', () => {
  it('a reconnect gets exactly the missing events', async () => {
    const { client: ada } = await producer('ada');
    const { seq } = await producer('ben');
    await send(ada, { type: 'scene.rename', sceneId: 'a', name: 'While away' });
    const back = harness.connect({ userId: 'ben', handshake: { lastSeq: seq } });
    const { events } = await next(back, 'events');
    expect(events.map((one) => one.seq)).toEqual([seq + 1]);
  });

  it('a number from the future gets a snapshot', async () => {
    const back = harness.connect({ userId: 'ben', handshake: { lastSeq: 9_999_999 } });
    expect((await next(back, 'snapshot')).state.showId).toBe(SHOW_ID);
  });

  it('resync answers with what is missing', async () => {
    const { client, seq } = await producer();
    await send(client, { type: 'scene.rename', sceneId: 'a', name: 'New' });
    const again = next(client, 'events');
    client.emit('resync', { lastSeq: seq });
    expect((await again).events).toHaveLength(1);
  });
});

describe('guests', () => {
  it('see their own seat change, and nothing else', async () => {
    const token = await addSeat('s1');
    const guest = harness.connect({ seatToken: token });
    const first = await next(guest, 'guestView');
    expect(first).toMatchObject({ seat: { seatId: 's1', place: 'waiting', connected: true }, onAir: false });
    const strangers: string[] = [];
    guest.onAny((kind: string) => strangers.push(kind));
    const { client } = await producer();
    const backstage = next(guest, 'guestView', (view) => view.seat.place === 'backstage');
    await send(client, { type: 'seat.admit', seatId: 's1' });
    await send(client, { type: 'scene.rename', sceneId: 'a', name: 'x' });
    await backstage;
    expect(new Set(strangers)).toEqual(new Set(['guestView', 'chat']));
  });

  it('keep seat, gain and mute over a lost connection', async () => {
    const token = await addSeat('s1', 'stage');
    const guest = harness.connect({ seatToken: token });
    await next(guest, 'guestView');
    await send(guest, { type: 'seat.setSelfMute', seatId: 's1', muted: true });
    const { client } = await producer();
    const gone = next(client, 'events', ({ events }) =>
      events.some(({ event }) => event.type === 'seat.connectionSet' && !event.connected),
    );
    guest.disconnect();
    await gone;
    const view = await next(harness.connect({ seatToken: token }), 'guestView');
    expect(view.seat).toMatchObject({ place: 'stage', mute: { bySelf: true, byProducer: false } });
  });

  it('are told when their seat is closed, and cannot come back', async () => {
    const token = await addSeat('s1');
    const guest = harness.connect({ seatToken: token });
    await next(guest, 'guestView');
    const { client } = await producer();
    const goodbye = next(guest, 'goodbye');
    await send(client, { type: 'seat.deny', seatId: 's1' });
    expect((await goodbye).code).toBe('bad-token');
    expect((await refusalOf(harness.connect({ seatToken: token })))?.code).toBe('bad-token');
  });
});

describe('figures', () => {
  afterEach(() => vi.useRealTimers());

  it('say at once that viewers see a still picture, and that they see the program again', async () => {
    // Nothing that comes once a second comes here.
    vi.useFakeTimers({ toFake: ['setInterval'] });
    const still = await startHarness();
    still.members.set('ada', 'producer');
    const client = still.connect({ userId: 'ada' });
    await next(client, 'snapshot');
    const show = await still.sessions.open(SHOW_ID);
    if (!show) throw new Error('no show');
    for (const picture of ['source', 'held', 'slate', 'source'] as const) {
      const told = next(client, 'telemetry', ({ program }) => program?.picture === picture);
      const status = { picture, source: { status: 'absent', sinceMs: 0 }, relays: [] };
      show.program = status as unknown as ProgramStatus;
      show.standby.programSeen(show.program);
      expect((await told).program?.picture).toBe(picture);
    }
    await still.close();
  });
});
