import { describe, expect, it, vi } from 'vitest';
import { LIMITS } from '@/lib/core/contract/limits';
import type { Actor, ShowCommand } from '@/lib/core/contract/show-commands';
import { ShowSessions } from './show-sessions';
import { MemoryStore, quietLogger } from './testing/memory-store';
import { harnessShow, SHOW_ID } from './testing/realtime-harness';

const ADA: Actor = { kind: 'user', userId: 'ada', name: 'Ada', role: 'producer' };

function setUp() {
  const store = new MemoryStore();
  store.add(harnessShow());
  let ids = 0;
  const tools = { nowMs: () => Date.now(), newId: () => `id-${(ids += 1)}`, logger: quietLogger };
  const sessions = new ShowSessions({ store, tools });
  let sent = 0;
  const give = async (command: ShowCommand, actor = ADA, commandId = `command-${(sent += 1)}`) => {
    const show = await sessions.open(SHOW_ID);
    if (!show) throw new Error('no show');
    return show.session.execute(actor, { commandId, baseSeq: 0, command });
  };
  const session = async () => {
    const show = await sessions.open(SHOW_ID);
    if (!show) throw new Error('no show');
    return show.session;
  };
  return { store, tools, sessions, give, session };
}

const rename = (name: string): ShowCommand => ({ type: 'scene.rename', sceneId: 'a', name });

describe('ShowSession', () => {
  it('numbers events without gaps and answers with the last number', async () => {
    const { give, session } = setUp();
    const first = await give(rename('One'));
    const second = await give(rename('Two'));
    expect(second.seq).toBe(first.seq + 1);
    const caughtUp = (await session()).catchUp(first.seq);
    expect(caughtUp).toMatchObject({ kind: 'events', events: [{ seq: second.seq, commandId: 'command-2' }] });
  });

  it('does a command once, however often it arrives', async () => {
    const { give, session } = setUp();
    const first = await give(
      { type: 'scene.add', sceneId: 'new1', name: 'N', layout: 'grid' },
      ADA,
      'same-command',
    );
    const again = await give(
      { type: 'scene.add', sceneId: 'new1', name: 'N', layout: 'grid' },
      ADA,
      'same-command',
    );
    expect(again).toEqual(first);
    expect((await session()).state.scenes).toHaveLength(3);
  });

  it('loses no setting in a database outage, and stores them in order when it is back', async () => {
    const { store, give, session } = setUp();
    await session();
    store.isDown = true;
    for (let index = 0; index < 30; index += 1) expect((await give(rename(`N${index}`))).ok).toBe(true);
    store.isDown = false;
    await (await session()).flush();
    const loaded = await new ShowSessions({ store, tools: setUp().tools }).open(SHOW_ID);
    expect(loaded?.session.state).toEqual((await session()).state);
    expect(store.audit.map(({ detail }) => detail.name)).toEqual(
      Array.from({ length: 30 }, (_, n) => `N${n}`),
    );
  });

  it('keeps the settings when an outage outlasts the queue, at the cost of the log', async () => {
    const { store, give, session } = setUp();
    await session();
    store.isDown = true;
    for (let index = 0; index < 5_200; index += 1) await give(rename(`N${index}`));
    store.isDown = false;
    await (await session()).flush();
    const loaded = await new ShowSessions({ store, tools: setUp().tools }).open(SHOW_ID);
    expect(loaded?.session.state.scenes[0]?.name).toBe('N5199');
  });

  it('gives up after shutdown instead of hanging', async () => {
    const { store, give, sessions } = setUp();
    await give(rename('One'));
    store.isDown = true;
    await give(rename('Two'));
    await sessions.close();
  });

  it('a reload has the same state, and numbers that no client has seen', async () => {
    const { store, give, session, sessions } = setUp();
    await give(rename('One'));
    const before = await session();
    await sessions.close();
    const after = await new ShowSessions({ store, tools: setUp().tools }).open(SHOW_ID);
    expect(after?.session.state).toEqual(before.state);
    expect(after?.session.catchUp(before.seq)).toMatchObject({ kind: 'snapshot' });
    expect(after?.session.seq).toBeGreaterThan(before.seq);
  });

  it('answers a client too far behind with a snapshot, one within the ring with events', async () => {
    const { give, session } = setUp();
    await give(rename('start'));
    const startSeq = (await session()).seq;
    for (let index = 0; index < LIMITS.replayEventsMax; index += 1) await give(rename(`N${index}`));
    expect((await session()).catchUp(startSeq).kind).toBe('events');
    expect((await session()).catchUp(startSeq - 1).kind).toBe('snapshot');
    expect((await session()).catchUp(startSeq + 1_000_000).kind).toBe('snapshot');
  });

  it('lists what people did, without faders and without large values', async () => {
    const { store, give, session } = setUp();
    await give({ type: 'show.setMasterGain', gainDb: -3 });
    await give({ type: 'scene.setCard', sceneId: 'a', card: 'Soon', showsFeeds: false });
    await (await session()).flush();
    expect(store.audit).toEqual([
      expect.objectContaining({
        actor: 'user:ada',
        actorName: 'Ada',
        action: 'scene.setCard',
        detail: { sceneId: 'a', card: 'Soon', showsFeeds: false, subject: 'Talk' },
      }),
    ]);
  });

  it('unloads a show that nobody uses and opens it again as it was', async () => {
    const { store, tools } = setUp();
    const sessions = new ShowSessions({ store, tools, idleMs: 60 });
    const show = await sessions.open(SHOW_ID);
    show?.session.execute(ADA, { commandId: 'command-1', baseSeq: 0, command: rename('Kept') });
    await vi.waitFor(() => expect(sessions.peek(SHOW_ID)).toBeNull());
    expect((await sessions.open(SHOW_ID))?.session.state.scenes[0]?.name).toBe('Kept');
    await sessions.close();
  });

  it('opens a show once, however many ask at the same time', async () => {
    const { sessions } = setUp();
    const [one, two] = await Promise.all([sessions.open(SHOW_ID), sessions.open(SHOW_ID)]);
    expect(one).toBe(two);
    expect(await sessions.open('unknown')).toBeNull();
  });
});
