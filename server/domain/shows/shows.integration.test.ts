import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '@/server/testing/test-app';

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
beforeEach(() => test.clear());
afterAll(() => test.stop());

const NEW_SHOW = { title: 'Café Señor №1', template: 'interview', scheduledAt: null } as const;

describe('shows', () => {
  it('creates a show that the studio can open: state, scenes, readable address', async () => {
    const { call, actor } = await test.addMember('producer');
    const { showId, slug } = await call.shows.create(NEW_SHOW);
    expect(slug).toBe('cafe-senor-no1');

    const stored = await test.database.db.show.findUniqueOrThrow({ where: { id: showId } });
    const scenes = await call.scenes.list({ showId });
    expect(stored.snapshot).toMatchObject({
      showId,
      slug,
      title: NEW_SHOW.title,
      phase: { status: 'rehearsal' },
    });
    expect(scenes.length).toBeGreaterThan(1);
    expect(
      (stored.snapshot as { scenes: { sceneId: string }[] }).scenes.map((scene) => scene.sceneId),
    ).toEqual(scenes.map((scene) => scene.sceneId));
    const [entry] = await test.database.db.auditEvent.findMany();
    expect(entry).toMatchObject({ action: 'show.create', showId, actor: `user:${actor.userId}` });
  });

  it.each(['interview', 'panel', 'solo', 'presentation'] as const)(
    'has scenes for the template %s',
    async (template) => {
      const { call } = await test.addMember('producer');
      const { showId } = await call.shows.create({ ...NEW_SHOW, template });
      expect(await call.scenes.list({ showId })).not.toEqual([]);
    },
  );

  it('gives twenty shows of the same title, made at once, twenty addresses', async () => {
    const { call } = await test.addMember('producer');
    const made = await Promise.all(Array.from({ length: 20 }, () => call.shows.create(NEW_SHOW)));
    expect(new Set(made.map(({ slug }) => slug)).size).toBe(20);
    expect(await test.database.db.show.count()).toBe(20);
  });

  it('groups shows: live, upcoming by time, past', async () => {
    const { call } = await test.addMember('admin');
    const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);
    const make = async (title: string, scheduledAt: Date | null) =>
      (await call.shows.create({ ...NEW_SHOW, title, scheduledAt })).showId;
    await make('later', inDays(2));
    await make('sooner', inDays(1));
    await make('someday', null);
    await make('missed', inDays(-2));
    const live = await make('live', null);
    const done = await make('done', null);
    await call.shows.archive({ showId: await make('archived', inDays(3)) });
    await test.database.db.broadcast.create({ data: { id: 'b1', showId: live, status: 'live' } });
    await test.database.db.broadcast.create({
      data: { id: 'b2', showId: done, status: 'ended', endedAt: new Date() },
    });

    const lists = await call.shows.list();
    expect(lists.live.map((show) => show.title)).toEqual(['live']);
    expect(lists.upcoming.map((show) => show.title)).toEqual(['sooner', 'later', 'someday']);
    expect(lists.past.map((show) => show.title).sort()).toEqual(['archived', 'done', 'missed']);
  });

  it('renames, schedules, archives and restores, and writes each down', async () => {
    const { call } = await test.addMember('admin');
    const { showId, slug } = await call.shows.create(NEW_SHOW);
    const scheduledAt = new Date('2031-05-01T18:00:00Z');
    await call.shows.rename({ showId, title: 'Evening show' });
    await call.shows.schedule({ showId, scheduledAt });
    await call.shows.archive({ showId });
    await call.shows.archive({ showId });
    await call.shows.restore({ showId });

    expect(await call.shows.get({ showId })).toMatchObject({
      title: 'Evening show',
      slug,
      scheduledAt,
      archivedAt: null,
    });
    expect(test.forwarded).toEqual([`rename ${showId}`]);
    const { events } = await call.audit.list({ cursor: null, filter: { showId } });
    expect(events.map((event) => event.action).reverse()).toEqual([
      'show.create',
      'show.rename',
      'show.schedule',
      'show.archive',
      'show.restore',
    ]);
  });

  it('does not archive a show on air', async () => {
    const { call } = await test.addMember('admin');
    const { showId } = await call.shows.create(NEW_SHOW);
    await test.database.db.broadcast.create({ data: { id: 'b1', showId, status: 'live' } });
    await expect(call.shows.archive({ showId })).rejects.toThrow(/on air/);
  });

  it('keeps a show out of sight of other workspaces', async () => {
    const mine = await test.addMember('owner');
    const theirs = await test.addMember('owner');
    const { showId } = await mine.call.shows.create(NEW_SHOW);
    const attempts = [
      () => theirs.call.shows.get({ showId }),
      () => theirs.call.shows.rename({ showId, title: 'Mine now' }),
      () => theirs.call.shows.schedule({ showId, scheduledAt: null }),
      () => theirs.call.shows.archive({ showId }),
      () => theirs.call.shows.restore({ showId }),
      () => theirs.call.shows.setDestinations({ showId, destinationIds: [] }),
      () => theirs.call.invites.list({ showId }),
      () => theirs.call.invites.create({ showId, label: 'x', role: 'guest', expiresAt: null, maxUses: null }),
    ];
    for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await theirs.call.scenes.list({ showId })).toEqual([]);
    expect((await theirs.call.shows.list()).upcoming).toEqual([]);
    expect((await mine.call.shows.get({ showId })).title).toBe(NEW_SHOW.title);
  });

  it('sets the destinations of a show, keeps switches that were off, and tells the open show', async () => {
    const { call } = await test.addMember('admin');
    const { showId } = await call.shows.create(NEW_SHOW);
    const ids = [];
    for (const name of ['A', 'B', 'C'])
      ids.push((await call.destinations.create({ ...TEST_DESTINATION, name })).destinationId);
    const [a = '', b = '', c = ''] = ids;
    await call.shows.setDestinations({ showId, destinationIds: [b, a, b] });
    await test.database.db.showDestination.updateMany({
      where: { destinationId: b },
      data: { enabled: false },
    });
    await call.shows.setDestinations({ showId, destinationIds: [b, c] });

    const { destinations } = await call.shows.get({ showId });
    expect(destinations.map(({ name, enabled }) => [name, enabled])).toEqual([
      ['B', false],
      ['C', true],
    ]);
    expect(test.forwarded).toEqual([`destinations ${showId}`, `destinations ${showId}`]);
  });

  it('refuses a destination of another workspace, and a set that is too large', async () => {
    const mine = await test.addMember('admin');
    const theirs = await test.addMember('admin');
    const { showId } = await mine.call.shows.create(NEW_SHOW);
    const { destinationId } = await theirs.call.destinations.create({ ...TEST_DESTINATION, name: 'Theirs' });
    await expect(
      mine.call.shows.setDestinations({ showId, destinationIds: [destinationId] }),
    ).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    const many = Array.from({ length: 17 }, (_, n) => `d${n}`);
    await expect(mine.call.shows.setDestinations({ showId, destinationIds: many })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    });
  });
});

const TEST_DESTINATION = {
  platform: 'test',
  url: 'rtmp://127.0.0.1:1936/test',
  backupUrl: null,
  key: '',
} as const;
