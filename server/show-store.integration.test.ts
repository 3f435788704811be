import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newSceneDocument } from '@/lib/core/scene/new-scene-document';
import { createShowState } from '@/lib/core/show/create-show-state';
import { JournalFolder } from './journal/journal-folder';
import { ShowSessions, type ShowSessionsOptions } from './realtime/show-sessions';
import { createShowEventRepository } from './db/show-event-repository';
import { startTestDatabase, type TestDatabase } from './db/testing/test-database';

let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
});
afterAll(() => database.stop());

const quiet = () => undefined;
const logger = { debug: quiet, info: quiet, warn: quiet, error: quiet };
const ADA = { kind: 'user', userId: 'ada', name: 'Ada', role: 'producer' } as const;
let ids = 0;
const newId = () => `id${(ids += 1)}`;

function openSessions(options: Partial<ShowSessionsOptions> = {}): ShowSessions {
  const store = createShowEventRepository(database.db);
  return new ShowSessions({ store, tools: { nowMs: () => Date.now(), newId, logger }, ...options });
}

async function addShow(showId: string): Promise<void> {
  await database.db.workspace.upsert({ where: { id: 'w1' }, create: { id: 'w1', name: 'W' }, update: {} });
  const snapshot = createShowState({
    showId,
    title: 'Talk',
    slug: showId,
    scenes: [{ sceneId: `${showId}-a`, name: 'A', document: newSceneDocument('grid') }],
  });
  await database.db.show.create({
    data: {
      id: showId,
      workspaceId: 'w1',
      title: 'Talk',
      slug: showId,
      template: 'solo',
      snapshot: snapshot as object,
    },
  });
  const scene = { id: `${showId}-a`, showId, name: 'A', position: 0, version: 1, document: {} };
  await database.db.scene.create({ data: scene });
}

describe('show log in PostgreSQL', () => {
  it('rebuilds a show exactly, from events alone and from snapshot and events', async () => {
    await addShow('rebuild');
    const sessions = openSessions();
    const show = await sessions.open('rebuild');
    if (!show) throw new Error('no show');
    const { session } = show;
    session.run({ type: 'seat.join', seatId: 'rebuild-s', name: 'S', role: 'guest', userId: null });
    for (let index = 0; index < 130; index += 1) {
      const command = { type: 'scene.rename', sceneId: 'rebuild-a', name: `N${index}` } as const;
      session.execute(ADA, { commandId: `command-${index}`, baseSeq: 0, command });
    }
    await session.flush();
    const again = await openSessions().open('rebuild');
    expect(again?.session.state).toEqual(session.state);
    const { snapshotSeq } = await database.db.show.findUniqueOrThrow({ where: { id: 'rebuild' } });
    expect(snapshotSeq).toBeGreaterThan(0);
    await sessions.close();
    expect((await openSessions().open('rebuild'))?.session.state).toEqual(session.state);
  });

  it('keeps the projections that lists read: scenes, seats, switches, activity', async () => {
    await addShow('lists');
    const { db } = database;
    await db.destination.create({
      data: {
        id: 'd1',
        workspaceId: 'w1',
        platform: 'custom',
        name: 'D',
        url: 'rtmp://x/y',
        encryptedKey: 'k',
        keyHint: 'h',
      },
    });
    await db.showDestination.create({ data: { showId: 'lists', destinationId: 'd1' } });
    await db.seat.create({
      data: { id: 'lists-s', showId: 'lists', name: 'S', role: 'guest', place: 'waiting', tokenHash: 'hash' },
    });
    const sessions = openSessions();
    const show = await sessions.open('lists');
    if (!show) throw new Error('no show');
    show.session.run({ type: 'seat.join', seatId: 'lists-s', name: 'S', role: 'guest', userId: null });
    for (const command of [
      { type: 'scene.add', sceneId: 'lists-b', name: 'B', layout: 'solo' },
      { type: 'seat.admit', seatId: 'lists-s' },
      { type: 'destination.setEnabled', destinationId: 'd1', enabled: false },
    ] as const) {
      expect(
        show.session.execute(ADA, { commandId: newId().padEnd(8, '-'), baseSeq: 0, command }),
      ).toMatchObject({ ok: true });
    }
    await show.session.flush();
    const scenes = await db.scene.findMany({ where: { showId: 'lists' }, orderBy: { position: 'asc' } });
    expect(scenes.map(({ id, name }) => [id, name])).toEqual([
      ['lists-a', 'A'],
      ['lists-b', 'B'],
    ]);
    expect((await db.seat.findUniqueOrThrow({ where: { id: 'lists-s' } })).place).toBe('backstage');
    expect((await db.showDestination.findFirstOrThrow({ where: { showId: 'lists' } })).enabled).toBe(false);
    const audit = await db.auditEvent.findMany({ where: { showId: 'lists' }, orderBy: { atMs: 'asc' } });
    expect(audit.map(({ action, actor }) => `${actor} ${action}`).sort()).toEqual([
      'user:ada destination.setEnabled',
      'user:ada scene.add',
      'user:ada seat.admit',
    ]);
    await sessions.close();
  });

  it('a scene id that another show has cannot block the log', async () => {
    await addShow('one');
    await addShow('two');
    const sessions = openSessions();
    const show = await sessions.open('two');
    if (!show) throw new Error('no show');
    const command = { type: 'scene.add', sceneId: 'one-a', name: 'Stolen', layout: 'solo' } as const;
    show.session.execute(ADA, { commandId: 'command-1', baseSeq: 0, command });
    await show.session.flush();
    expect((await database.db.scene.findUniqueOrThrow({ where: { id: 'one-a' } })).showId).toBe('one');
    expect((await openSessions().open('two'))?.session.state.scenes).toHaveLength(2);
    await sessions.close();
  });

  it('has all that a killed process accepted while the database was away, projections too', async () => {
    await addShow('crash');
    const { db } = database;
    const columns = { workspaceId: 'w1', platform: 'custom', name: 'Crash', url: 'rtmp://x/y' };
    await db.destination.create({ data: { id: 'crash-d', ...columns, encryptedKey: 'k', keyHint: 'h' } });
    await db.showDestination.create({ data: { showId: 'crash', destinationId: 'crash-d' } });
    const seat = { id: 'crash-s', showId: 'crash', name: 'S', role: 'guest', place: 'waiting' } as const;
    await db.seat.create({ data: { ...seat, tokenHash: 'crash-hash' } });
    const folder = await mkdtemp(path.join(tmpdir(), 'sb-crash-'));
    const journals = new JournalFolder(folder, logger);
    const { load } = createShowEventRepository(db);
    const away = { load, write: () => Promise.reject(new Error('away')) };

    const first = openSessions({ store: away, journals });
    const killed = await first.open('crash');
    killed?.session.run({ type: 'seat.join', seatId: 'crash-s', name: 'S', role: 'guest', userId: null });
    for (const command of [
      { type: 'scene.add', sceneId: 'crash-b', name: 'B', layout: 'solo' },
      { type: 'seat.admit', seatId: 'crash-s' },
      { type: 'destination.setEnabled', destinationId: 'crash-d', enabled: false },
    ] as const)
      killed?.session.execute(ADA, { commandId: newId().padEnd(8, '-'), baseSeq: 0, command });

    const next = openSessions({ journals });
    const recovered = await next.open('crash');
    expect(recovered?.session.state).toEqual(killed?.session.state);
    await recovered?.session.flush();
    const scenes = await db.scene.findMany({ where: { showId: 'crash' }, orderBy: { position: 'asc' } });
    expect(scenes.map(({ name }) => name)).toEqual(['A', 'B']);
    expect((await db.seat.findUniqueOrThrow({ where: { id: 'crash-s' } })).place).toBe('backstage');
    expect((await db.showDestination.findFirstOrThrow({ where: { showId: 'crash' } })).enabled).toBe(false);
    expect(await db.auditEvent.count({ where: { showId: 'crash' } })).toBe(3);
    expect((await openSessions().open('crash'))?.session.state).toEqual(recovered?.session.state);
    await next.close();
    await first.close();
    await rm(folder, { recursive: true });
  });
});
