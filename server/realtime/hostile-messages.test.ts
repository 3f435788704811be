import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LIMITS } from '@/lib/core/contract/limits';
import type { Client, Harness } from './testing/realtime-harness';
import { next, refusalOf, send, SHOW_ID, startHarness } from './testing/realtime-harness';

let harness: Harness;
let bystander: Client;
beforeAll(async () => {
  harness = await startHarness();
  harness.members.set('ada', 'producer').set('mallory', 'producer');
  bystander = harness.connect({ userId: 'ada' });
  await next(bystander, 'snapshot');
});
afterAll(() => harness.close());

async function attacker(): Promise<Client> {
  const client = harness.connect({ userId: 'mallory' });
  await next(client, 'snapshot');
  return client;
}

/** Emits past the types, as an attacker does. */
const raw = (client: Client) => client as unknown as { emit(kind: string, ...args: unknown[]): void };
const envelope = (command: unknown) => ({ commandId: 'hostile-1', baseSeq: 0, command });
const deep = (): unknown => JSON.parse(`${'['.repeat(500)}${']'.repeat(500)}`);

const HOSTILE: Record<string, unknown> = {
  nothing: undefined,
  'a null': null,
  'a string': 'show.goLive',
  'a number': 7,
  'an array': [envelope({ type: 'show.goLive' })],
  'no command': { commandId: 'hostile-1', baseSeq: 0 },
  'an unknown type': envelope({ type: 'show.format' }),
  'a prototype name as type': envelope({ type: 'constructor' }),
  '__proto__ as type': envelope({ type: '__proto__' }),
  'a system command': envelope({ type: 'phase.advance', broadcastId: 'b', to: 'live' }),
  'another system command': envelope({
    type: 'seat.join',
    seatId: 'x',
    name: 'x',
    role: 'host',
    userId: null,
  }),
  'a short command id': { ...envelope({ type: 'show.goLive' }), commandId: 'x' },
  'a long command id': { ...envelope({ type: 'show.goLive' }), commandId: 'x'.repeat(65) },
  'a fractional number': { ...envelope({ type: 'show.goLive' }), baseSeq: 0.5 },
  'a gain of NaN': envelope({ type: 'show.setMasterGain', gainDb: Number.NaN }),
  'a gain beyond the bound': envelope({ type: 'show.setMasterGain', gainDb: 1e9 }),
  'a name of blanks': envelope({ type: 'scene.rename', sceneId: 'a', name: '   ' }),
  'a name too long': envelope({ type: 'scene.rename', sceneId: 'a', name: 'x'.repeat(LIMITS.nameChars + 1) }),
  'too many ids': envelope({ type: 'scene.reorder', sceneIds: Array.from({ length: 61 }, String) }),
  'a script as image': envelope({
    type: 'scene.setLogo',
    sceneId: 'a',
    logo: { kind: 'image', dataUrl: 'data:image/svg+xml;base64,PHN2Zz4=' },
  }),
  'a colour with CSS': envelope({
    type: 'scene.setBackground',
    sceneId: 'a',
    background: { kind: 'color', color: 'red;}' },
  }),
  'a deep nest': envelope(deep()),
  'a length that cannot be compared': { ...envelope({}), commandId: { length: { toString: {} } } },
  'bytes in place of an id': envelope({ type: 'scene.activate', sceneId: Buffer.from('a') }),
};

describe('hostile messages', () => {
  for (const [what, message] of Object.entries(HOSTILE)) {
    it(`answers ${what} with invalid-input, counts it and changes nothing`, async () => {
      const before = (await harness.sessions.open(SHOW_ID))?.session.state;
      const counted = harness.refusals.get('invalid-input') ?? 0;
      const client = await attacker();
      const reply = await new Promise((resolve) => raw(client).emit('command', message, resolve));
      expect(reply).toMatchObject({ ok: false, error: { code: 'invalid-input' } });
      expect(harness.refusals.get('invalid-input')).toBe(counted + 1);
      expect((await harness.sessions.open(SHOW_ID))?.session.state).toBe(before);
      client.disconnect();
    });
  }

  it('survives messages without a callback, with wrong arguments, and of unknown kinds', async () => {
    const client = await attacker();
    raw(client).emit('command');
    raw(client).emit('command', 'x', 'not a function');
    raw(client).emit('resync', { lastSeq: 'x' });
    raw(client).emit('resync');
    raw(client).emit('heartbeat', { leaseNumber: -1 });
    raw(client).emit('heartbeat', null);
    raw(client).emit('snapshot', {});
    raw(client).emit('no-such-kind', {});
    expect((await send(client, { type: 'scene.activate', sceneId: 'a' })).ok).toBe(true);
  });

  it('a heartbeat of someone who does not hold the lease is not taken for the engine', async () => {
    const client = await attacker();
    raw(client).emit('heartbeat', {
      leaseNumber: 0,
      programFps: 30,
      frameMsP95: 1,
      framesDropped: 0,
      videoKbps: 1,
      renderer: 'x',
      whip: 'connected',
    });
    await send(client, { type: 'scene.activate', sceneId: 'a' });
    expect((await harness.sessions.open(SHOW_ID))?.lease.stats).toBeNull();
  });

  it('cuts a socket that sends more than a message may hold, and no other', async () => {
    const client = await attacker();
    const cut = new Promise((resolve) => client.once('disconnect', resolve));
    raw(client).emit('command', 'x'.repeat(LIMITS.socketMessageBytes + 1_000));
    await cut;
    expect((await send(bystander, { type: 'scene.activate', sceneId: 'b' })).ok).toBe(true);
  });

  it('slows down a flood, and lets the others act', async () => {
    const client = await attacker();
    const replies = await Promise.all(
      Array.from({ length: 600 }, (_, index) =>
        send(client, { type: 'show.setMasterGain', gainDb: -(index % 12) }),
      ),
    );
    const refused = replies.filter((reply) => !reply.ok && reply.error.code === 'rate-limited');
    expect(refused.length).toBeGreaterThan(200);
    expect((await send(bystander, { type: 'scene.activate', sceneId: 'a' })).ok).toBe(true);
  });

  it('limits the handshakes of one address', async () => {
    const codes = await Promise.all(
      Array.from({ length: 90 }, async () => {
        const refusal = await refusalOf(harness.connect({ userId: 'stranger', ip: '192.0.2.1' }));
        return refusal?.code;
      }),
    );
    expect(new Set(codes)).toEqual(new Set(['not-signed-in', 'rate-limited']));
    expect((await refusalOf(harness.connect({ userId: 'ada', ip: '192.0.2.2' })))?.code).toBeUndefined();
  });
});
