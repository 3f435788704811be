import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Actor, ShowCommand } from '@/lib/core/contract/show-commands';
import { JournalFolder } from '../journal/journal-folder';
import { ShowSessions } from './show-sessions';
import { MemoryStore, quietLogger } from './testing/memory-store';
import { harnessShow, SHOW_ID } from './testing/realtime-harness';

/**
 * A process that is killed runs no more code: it is left as it is, with a database that never comes back to it, and the
 * next one meets the same database as it was. What passes between them is the real folder of journals.
 */
const ADA: Actor = { kind: 'user', userId: 'ada', name: 'Ada', role: 'producer' };
let folder: string;
let ids = 0;
let lives: ShowSessions[] = [];
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'sb-crash-'));
});
afterEach(async () => {
  await Promise.all(lives.map((sessions) => sessions.close()));
  lives = [];
  rmSync(folder, { recursive: true });
});

function startLife(options: { idleMs?: number } = {}) {
  const store = new MemoryStore();
  store.add(harnessShow());
  const tools = { nowMs: () => Date.now(), newId: () => `id-${(ids += 1)}`, logger: quietLogger };
  const journals = new JournalFolder(folder, quietLogger);
  const sessions = new ShowSessions({ store, journals, tools, ...options });
  lives.push(sessions);
  const session = async () => {
    const show = await sessions.open(SHOW_ID);
    if (!show) throw new Error('no show');
    return show.session;
  };
  const give = async (command: ShowCommand, commandId = `command-${(ids += 1)}`) =>
    (await session()).execute(ADA, { commandId, baseSeq: 0, command });
  return { store, sessions, session, give };
}

const rename = (name: string): ShowCommand => ({ type: 'scene.rename', sceneId: 'a', name });
const namesOf = (store: MemoryStore) => store.audit.map(({ detail }) => detail.name);

describe('a web process that is killed while the database is away', () => {
  it('has lost nothing that it accepted: settings, log and activity', async () => {
    const first = startLife();
    await first.session();
    first.store.isDown = true;
    for (const name of ['One', 'Two']) expect(await first.give(rename(name))).toMatchObject({ ok: true });
    const accepted = await first.session();

    const second = startLife();
    const session = await second.session();
    expect(session.state).toEqual(accepted.state);
    expect(session.catchUp(accepted.seq)).toMatchObject({ kind: 'snapshot' });
    expect(session.seq).toBeGreaterThan(accepted.seq);
    await session.flush();
    expect(namesOf(second.store)).toEqual(['One', 'Two']);
    // And once it is stored, the journal is not needed for it.
    expect(await startLifeOn(second.store).then(({ state }) => state)).toEqual(session.state);
  });

  it('a second death before the database is back loses nothing either', async () => {
    const first = startLife();
    await first.session();
    first.store.isDown = true;
    await first.give(rename('One'));
    const second = startLife();
    second.store.refusesWrites = true;
    await second.give({ type: 'scene.rename', sceneId: 'b', name: 'Two' });
    const third = startLife();
    expect((await third.session()).state.scenes.map(({ name }) => name)).toEqual(['One', 'Two']);
    await (await third.session()).flush();
    expect(namesOf(third.store)).toEqual(['One', 'Two']);
  });

  it('keeps the settings when the outage outlasts the queue', async () => {
    const first = startLife();
    await first.session();
    first.store.isDown = true;
    for (let index = 0; index < 5_200; index += 1) await first.give(rename(`N${index}`));
    expect((await startLife().session()).state.scenes[0]?.name).toBe('N5199');
  });

  it('is asked for its changes at the next start, without anybody opening the show', async () => {
    const first = startLife();
    await first.session();
    first.store.isDown = true;
    await first.give(rename('One'));
    const second = startLife();
    second.store.isDown = true;
    second.sessions.recover();
    await new Promise((resolve) => setImmediate(resolve));
    second.store.isDown = false;
    await vi.waitFor(() => expect(namesOf(second.store)).toEqual(['One']), { timeout: 5_000 });
  });

  it('a journal of a show that is no more is emptied', async () => {
    new JournalFolder(folder, quietLogger).open('removed').append({ events: [], audit: [], snapshot: null });
    const { sessions } = startLife();
    sessions.recover();
    await vi.waitFor(() => expect(readdirSync(folder)).toEqual([]));
  });
});

describe('a database that is away for longer than anybody looks', () => {
  it('does not close a show with changes that are not stored', async () => {
    const { store, sessions, session, give } = startLife({ idleMs: 60 });
    await session();
    store.isDown = true;
    await give(rename('Kept'));
    const sweeps = vi.fn();
    const open = await sessions.open(SHOW_ID);
    if (!open) throw new Error('no show');
    // Each sweep asks whether somebody is there: three of them are well past the idle time.
    vi.spyOn(open.presence, 'socketCount', 'get').mockImplementation(() => (sweeps(), 0));
    await vi.waitFor(() => expect(sweeps.mock.calls.length).toBeGreaterThan(6));
    expect(sessions.peek(SHOW_ID)).not.toBeNull();
    store.isDown = false;
    await vi.waitFor(() => expect(sessions.peek(SHOW_ID)).toBeNull(), { timeout: 5_000 });
    expect(namesOf(store)).toEqual(['Kept']);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('an edit of a management page reaches the open show when the database answers again', async () => {
    const { store, sessions, session } = startLife();
    const open = await session();
    store.isDown = true;
    await sessions.refresh(SHOW_ID);
    store.retitle(SHOW_ID, 'Another title');
    store.isDown = false;
    await vi.waitFor(() => expect(open.state.title).toBe('Another title'), { timeout: 5_000 });
  });
});

/** A process without the journals: what it knows is in the database. */
async function startLifeOn(store: MemoryStore) {
  const tools = { nowMs: () => Date.now(), newId: () => `id-${(ids += 1)}`, logger: quietLogger };
  const sessions = new ShowSessions({ store, tools });
  lives.push(sessions);
  const show = await sessions.open(SHOW_ID);
  if (!show) throw new Error('no show');
  return show.session;
}
