import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WAITING_PICTURE } from '@/lib/core/contract/limits';
import type { WaitingPicture } from '@/lib/core/contract/realtime';
import { tinyJpeg } from '@/lib/core/picture/testing/tiny-jpeg';
import type { Client, Harness } from './testing/realtime-harness';
import { next, send, SHOW_ID, startHarness } from './testing/realtime-harness';

let harness: Harness;
let producer: Client;
/** What the studio was shown. */
let shown: WaitingPicture[];

beforeEach(async () => {
  harness = await startHarness();
  const show = await harness.sessions.open(SHOW_ID);
  for (const seatId of ['s1', 's2']) {
    show?.session.run({ type: 'seat.join', seatId, name: seatId, role: 'guest', userId: null });
    harness.seats.set(`token-of-${seatId}`, seatId);
  }
  harness.members.set('ada', 'producer');
  producer = harness.connect({ userId: 'ada' });
  await next(producer, 'snapshot');
  shown = [];
  producer.on('waitingPicture', (picture) => void shown.push(picture));
});
afterEach(() => harness.close());

const PICTURE = tinyJpeg({ width: 320, height: 180 });

async function waitingGuest(seatId: string): Promise<Client> {
  const client = harness.connect({ seatToken: `token-of-${seatId}` });
  await next(client, 'guestView');
  return client;
}

/** Emits past the types, as an attacker does. */
const raw = (client: Client) => client as unknown as { emit(kind: string, ...args: unknown[]): void };

/** Both directions are in order: what was sent before has been judged, and passed on, when this resolves. */
async function settled(client: Client, seatId: string): Promise<void> {
  await send(client, { type: 'seat.rename', seatId, name: seatId });
  await send(producer, { type: 'scene.activate', sceneId: 'a' });
}

const refused = (code: string) => harness.refusals.get(code) ?? 0;

describe('pictures of waiting guests', () => {
  it('reach every studio of the show, as the seat of the connection, byte for byte', async () => {
    harness.members.set('hal', 'host');
    const host = harness.connect({ userId: 'hal' });
    await next(host, 'snapshot');
    const seen = new Promise<WaitingPicture>((resolve) => host.once('waitingPicture', resolve));
    const guest = await waitingGuest('s1');
    guest.emit('waitingPicture', PICTURE);
    const picture = await seen;
    expect(picture.seatId).toBe('s1');
    expect(Buffer.from(new Uint8Array(picture.jpeg))).toEqual(Buffer.from(PICTURE));
    await settled(guest, 's1');
    expect(shown.map(({ seatId }) => seatId)).toEqual(['s1']);
  });

  it('reach no other guest, waiting or backstage', async () => {
    const [guest, other] = [await waitingGuest('s1'), await waitingGuest('s2')];
    const overheard: string[] = [];
    other.onAny((kind: string) => void overheard.push(kind));
    guest.emit('waitingPicture', PICTURE);
    await settled(guest, 's1');
    await send(producer, { type: 'seat.admit', seatId: 's2' });
    await settled(guest, 's1');
    guest.emit('waitingPicture', PICTURE);
    await settled(guest, 's1');
    await settled(other, 's2');
    expect(shown).toHaveLength(2);
    expect(overheard).not.toContain('waitingPicture');
  });

  it('are kept nowhere: neither in the show nor in what is stored', async () => {
    const guest = await waitingGuest('s1');
    guest.emit('waitingPicture', PICTURE);
    await settled(guest, 's1');
    const show = await harness.sessions.open(SHOW_ID);
    const late = harness.connect({ userId: 'ada' });
    const { state } = await next(late, 'snapshot');
    expect(shown).toHaveLength(1);
    expect(JSON.stringify(state)).not.toMatch(/jpeg|picture/i);
    await show?.session.flush();
    expect(JSON.stringify([await harness.store.load(SHOW_ID), harness.store.audit])).not.toMatch(
      /jpeg|picture/i,
    );
  });

  it('end with the wait: an admitted guest is refused', async () => {
    const guest = await waitingGuest('s1');
    await send(producer, { type: 'seat.admit', seatId: 's1' });
    guest.emit('waitingPicture', PICTURE);
    await settled(guest, 's1');
    expect(shown).toEqual([]);
    expect(refused('wrong-phase')).toBe(1);
  });

  it('are limited by seat, however many tabs it has', async () => {
    const tabs = [await waitingGuest('s1'), await waitingGuest('s1'), await waitingGuest('s1')];
    for (let round = 0; round < 10; round++) for (const tab of tabs) tab.emit('waitingPicture', PICTURE);
    for (const tab of tabs) await settled(tab, 's1');
    const taken = 30 - refused('rate-limited');
    expect(taken).toBeGreaterThan(0);
    expect(taken).toBeLessThan(10);
    // Volatile: what a studio's connection cannot take at once is dropped, never queued.
    expect(shown.length).toBeGreaterThan(0);
    expect(shown.length).toBeLessThanOrEqual(taken);
    const other = await waitingGuest('s2');
    other.emit('waitingPicture', PICTURE);
    await settled(other, 's2');
    expect(shown.at(-1)?.seatId, 'the flood of one seat takes nothing from another').toBe('s2');
  });

  it('are not taken from a producer', async () => {
    producer.emit('waitingPicture', PICTURE);
    await send(producer, { type: 'scene.activate', sceneId: 'b' });
    expect(shown).toEqual([]);
    expect(refused('forbidden')).toBe(1);
  });

  const padded = new Uint8Array(WAITING_PICTURE.bytesMax + 1);
  padded.set(PICTURE.subarray(0, 2));
  padded.set([0xff, 0xd9], padded.length - 2);
  const HOSTILE: Record<string, readonly unknown[]> = {
    nothing: [],
    'a null': [null],
    text: ['data:image/jpeg;base64,/9j/4AAQ'],
    'a PNG': [
      Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, ...new Array<number>(40).fill(0)]),
    ],
    'an SVG with a script': [
      new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"><script>0</script></svg>'),
    ],
    'a picture cut off': [PICTURE.slice(0, PICTURE.length / 2)],
    'a picture of too many bytes': [padded],
    'a picture that is too wide': [tinyJpeg({ width: WAITING_PICTURE.sidePxMax + 1, height: 9 })],
    'a picture that would fill the memory of a studio': [
      tinyJpeg({ width: 8, height: 8 }).map((byte, index) => (index >= 74 && index < 78 ? 0xff : byte)),
    ],
    'a picture in the name of another seat': [{ seatId: 's2', jpeg: PICTURE }],
    'another seat first': ['s2', PICTURE],
  };
  for (const [what, args] of Object.entries(HOSTILE)) {
    it(`refuses ${what}, counts it, and passes nothing on`, async () => {
      const guest = await waitingGuest('s1');
      raw(guest).emit('waitingPicture', ...args);
      await settled(guest, 's1');
      expect(shown).toEqual([]);
      expect(refused('invalid-input')).toBe(1);
    });
  }
});
