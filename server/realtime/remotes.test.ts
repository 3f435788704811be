import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ScenePicture } from '@/lib/core/contract/realtime';
import { tinyJpeg } from '@/lib/core/picture/testing/tiny-jpeg';
import type { Client, Harness } from './testing/realtime-harness';
import { clientIdOf, next, send, SHOW_ID, startHarness } from './testing/realtime-harness';

let harness: Harness;
let studio: Client;
let phone: Client;

/** Ada has a studio, which draws the program, and a remote. */
beforeEach(async () => {
  harness = await startHarness();
  harness.members.set('ada', 'producer').set('ben', 'producer');
  studio = await open('ada', 'studio');
  await send(studio, claim(studio));
  phone = await open('ada', 'remote');
});
afterEach(() => harness.close());

async function open(userId: string, page: 'studio' | 'remote'): Promise<Client> {
  const client = harness.connect({ userId, handshake: { page } });
  await next(client, 'snapshot');
  return client;
}

const claim = (client: Client) =>
  ({ type: 'lease.claim', engineId: clientIdOf(client), takeOver: true }) as const;
const refused = (code: string) => harness.refusals.get(code) ?? 0;
const engineNow = async () => {
  const lease = (await harness.sessions.open(SHOW_ID))?.session.state.lease;
  return lease?.status === 'held' ? lease.engineId : null;
};

describe('a remote', () => {
  it('[HS6] gives commands with the same numbers as a studio, and is in the list of people by remote', async () => {
    const seen = next(studio, 'events', ({ events }) =>
      events.some(({ event }) => event.type === 'program.activated'),
    );
    const listed = next(studio, 'presence', (people) => people.length === 3);
    const reply = await send(phone, { type: 'scene.activate', sceneId: 'b' });
    expect(reply).toMatchObject({ ok: true, seq: (await seen).events.at(-1)?.seq });
    await open('ben', 'remote');
    expect((await listed).map(({ name, page, isEngine }) => [name, page, isEngine])).toEqual([
      ['ada', 'studio', true],
      ['ada', 'remote', false],
      ['ben', 'remote', false],
    ]);
  });

  it('[HS6] never draws the program, whatever it asks for', async () => {
    expect(await send(phone, claim(phone))).toMatchObject({ ok: false, error: { code: 'forbidden' } });
    await send(studio, { type: 'lease.release', engineId: clientIdOf(studio) });
    expect(await send(phone, claim(phone))).toMatchObject({ ok: false, error: { code: 'forbidden' } });
    expect(await engineNow()).toBeNull();
  });

  it('[HS6] never stands by: it is not believed, and nobody hands the program over to it', async () => {
    phone.emit('standBy', { isReady: true });
    const ben = await open('ben', 'studio');
    const ready = next(studio, 'presence', (people) => people.some(({ isStandby }) => isStandby));
    ben.emit('standBy', { isReady: true });
    expect((await ready).filter(({ isStandby }) => isStandby).map(({ name }) => name)).toEqual(['ben']);
    expect(refused('forbidden')).toBe(1);
    const handOver = (to: Client) => send(studio, { type: 'lease.handOver', toEngineId: clientIdOf(to) });
    expect(await handOver(phone)).toMatchObject({ ok: false, error: { code: 'not-found' } });
    expect(await engineNow()).toBe(clientIdOf(studio));
    expect((await handOver(ben)).ok).toBe(true);
  });
});

describe('pictures of scenes', () => {
  const JPEG = tinyJpeg({ width: 336, height: 189 });

  /** What a page is shown; both directions are in order, so that a command's answer comes after it. */
  function shownTo(client: Client): ScenePicture[] {
    const shown: ScenePicture[] = [];
    client.on('scenePicture', (picture) => void shown.push(picture));
    return shown;
  }
  const settled = async (sender: Client) => {
    await send(sender, { type: 'scene.rename', sceneId: 'a', name: 'Talk' });
    await send(phone, { type: 'scene.rename', sceneId: 'a', name: 'Talk' });
  };
  /** Emits past the types, as an attacker does. */
  const raw = (client: Client) => client as unknown as { emit(kind: string, ...args: unknown[]): void };

  it('go from the engine to the remotes of the show, byte for byte, and to no studio', async () => {
    const ben = await open('ben', 'studio');
    const [onPhone, atBen] = [shownTo(phone), shownTo(ben)];
    studio.emit('scenePicture', { sceneId: 'b', jpeg: JPEG });
    await settled(studio);
    expect(onPhone.map(({ sceneId }) => sceneId)).toEqual(['b']);
    expect(Buffer.from(new Uint8Array(onPhone[0]?.jpeg ?? []))).toEqual(Buffer.from(JPEG));
    await send(ben, { type: 'scene.rename', sceneId: 'a', name: 'Talk' });
    expect(atBen).toEqual([]);
  });

  it('are taken from no other page, and no faster than a studio shows them', async () => {
    const shown = shownTo(phone);
    const ben = await open('ben', 'studio');
    for (const page of [ben, phone]) page.emit('scenePicture', { sceneId: 'a', jpeg: JPEG });
    await settled(ben);
    expect([shown.length, refused('forbidden')]).toEqual([0, 2]);
    for (let round = 0; round < 10; round += 1) studio.emit('scenePicture', { sceneId: 'a', jpeg: JPEG });
    await settled(studio);
    expect(refused('rate-limited')).toBeGreaterThan(4);
    expect(shown.length).toBeLessThan(6);
  });

  it.each([
    ['nothing', [], 'invalid-input'],
    ['a picture of no scene', [{ sceneId: 7, jpeg: JPEG }], 'invalid-input'],
    ['a picture of a scene that is gone', [{ sceneId: 'gone', jpeg: JPEG }], 'not-found'],
    ['text', [{ sceneId: 'a', jpeg: 'data:image/jpeg;base64,/9j/4AAQ' }], 'invalid-input'],
    ['a picture cut off', [{ sceneId: 'a', jpeg: JPEG.slice(0, JPEG.length / 2) }], 'invalid-input'],
  ])('refuses %s, counts it, and passes nothing on', async (_what, args, code) => {
    const shown = shownTo(phone);
    raw(studio).emit('scenePicture', ...args);
    await settled(studio);
    expect([shown.length, refused(code)]).toEqual([0, 1]);
  });
});
