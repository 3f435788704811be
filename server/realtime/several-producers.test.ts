import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Client, Harness } from './testing/realtime-harness';
import { next, send, SHOW_ID, startHarness } from './testing/realtime-harness';

let harness: Harness;
let ada: Client;
let ben: Client;
beforeAll(async () => {
  harness = await startHarness();
  harness.members.set('ada', 'producer').set('ben', 'producer');
});
afterAll(() => harness.close());
beforeEach(async () => {
  ada?.disconnect();
  ben?.disconnect();
  ada = await producer('ada');
  ben = await producer('ben');
});

async function producer(userId: string): Promise<Client> {
  const client = harness.connect({ userId });
  await next(client, 'snapshot');
  return client;
}

const rename = (name: string, sceneId = 'a') => ({ type: 'scene.rename', sceneId, name }) as const;
const holdsOf = (people: { name: string; holds: readonly string[] }[], name: string) =>
  people.flatMap((person) => (person.name === name ? person.holds : []));
const nameNow = async () =>
  (await harness.sessions.open(SHOW_ID))?.session.state.scenes.find(({ sceneId }) => sceneId === 'a')?.name;

describe('soft locks over sockets', () => {
  it('everybody sees what somebody edits, and others are refused by name until it is let go', async () => {
    const seen = next(ada, 'presence', (people) => holdsOf(people, 'ben').includes('scene:a/name'));
    ben.emit('holds', { subjects: ['scene:a/name'] });
    await seen;
    expect(await send(ada, rename('Ada'))).toMatchObject({
      ok: false,
      error: { code: 'conflict', message: expect.stringMatching(/^ben is editing/) as string },
    });
    expect((await send(ben, rename('By Ben'))).ok).toBe(true);
    // LO3: what goes on air waits for nobody.
    expect((await send(ada, { type: 'scene.activate', sceneId: 'b' })).ok).toBe(true);
    const free = next(ada, 'presence', (people) => holdsOf(people, 'ben').length === 0);
    ben.emit('holds', { subjects: [] });
    await free;
    expect((await send(ada, rename('By Ada'))).ok).toBe(true);
  });

  it('[LO2] end with the page', async () => {
    const seen = next(ada, 'presence', (people) => holdsOf(people, 'ben').length > 0);
    ben.emit('holds', { subjects: ['scene:a'] });
    await seen;
    const gone = next(ada, 'presence', (people) => people.every(({ name }) => name !== 'ben'));
    ben.disconnect();
    await gone;
    expect((await send(ada, rename('Free again'))).ok).toBe(true);
  });

  it('a message that is none is counted and changes nothing', async () => {
    const before = harness.refusals.get('invalid-input') ?? 0;
    (ben as unknown as { emit(kind: string, raw: unknown): void }).emit('holds', { subjects: [7] });
    expect((await send(ben, rename('Still here'))).ok).toBe(true);
    expect(harness.refusals.get('invalid-input')).toBe(before + 1);
  });
});

describe('undo over sockets', () => {
  it('[UN5] survives a reload of the page, and every page of a person is offered it', async () => {
    await send(ada, rename('Before'));
    await send(ada, rename('After'));
    ada.disconnect();
    ada = await producer('ada');
    const second = await producer('ada');
    const offered = next(second, 'history', ({ redo }) => redo === 'scene.rename');
    expect((await send(ada, { type: 'history.undo' })).ok).toBe(true);
    expect(await nameNow()).toBe('Before');
    expect(await offered).toMatchObject({ redo: 'scene.rename' });
    second.disconnect();
  });

  it('the same undo sent twice is done once; another person has a history of their own', async () => {
    await send(ada, rename('One'));
    await send(ada, rename('Two'));
    await send(ada, rename('Three'));
    await send(ada, { type: 'history.undo' }, 'undo-once');
    await send(ada, { type: 'history.undo' }, 'undo-once');
    expect(await nameNow()).toBe('Two');
    await send(ben, rename('Ben'));
    expect(await send(ada, { type: 'history.undo' })).toMatchObject({
      ok: false,
      error: { code: 'conflict', message: expect.stringMatching(/^ben changed this since/) as string },
    });
  });

  it('waits for a lock too', async () => {
    await send(ada, rename('Mine', 'b'));
    const seen = next(ada, 'presence', (people) => holdsOf(people, 'ben').length > 0);
    ben.emit('holds', { subjects: ['scene:b'] });
    await seen;
    expect(await send(ada, { type: 'history.undo' })).toMatchObject({
      error: { message: expect.stringMatching(/^ben is editing/) as string },
    });
  });

  it('is in the activity list with what it was about', async () => {
    await send(ada, rename('Listed'));
    await send(ada, { type: 'history.undo' });
    await (await harness.sessions.open(SHOW_ID))?.session.flush();
    expect(harness.store.audit.at(-1)).toMatchObject({
      action: 'history.undo',
      actorName: 'ada',
      detail: { turned: 'scene.rename' },
    });
  });
});
