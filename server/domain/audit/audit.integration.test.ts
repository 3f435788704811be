import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '@/server/testing/test-app';

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
beforeEach(() => test.clear());
afterAll(() => test.stop());

describe('audit', () => {
  it('pages through everything exactly once, newest first, also when many rows share a millisecond', async () => {
    const { call, actor } = await test.addMember('admin');
    const rows = Array.from({ length: 120 }, (_, n) => ({
      id: `row${String(n).padStart(3, '0')}`,
      workspaceId: actor.workspaceId,
      atMs: BigInt(1_000 + Math.floor(n / 40)),
      actor: `user:${actor.userId}`,
      actorName: 'Sam',
      action: n % 2 === 0 ? 'show.rename' : 'showcase.other',
      detail: {},
    }));
    await test.database.db.auditEvent.createMany({ data: rows });
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof call.audit.list>> = await call.audit.list({ cursor, filter: {} });
      seen.push(...page.events.map((event) => event.id));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(seen).toEqual(rows.map((row) => row.id).reverse());

    const { events } = await call.audit.list({ cursor: null, filter: { action: 'show' } });
    expect(new Set(events.map((event) => event.action))).toEqual(new Set(['show.rename']));
  });

  it('starts from the top at a cursor that makes no sense', async () => {
    const { call } = await test.addMember('admin');
    await call.shows.create({ title: 'Show', template: 'solo', scheduledAt: null });
    for (const cursor of ['', 'x', '1_', "1' OR 1=1", '9'.repeat(90)])
      expect((await call.audit.list({ cursor, filter: {} })).events).toHaveLength(1);
  });

  it('shows nothing of another workspace', async () => {
    const mine = await test.addMember('admin');
    const theirs = await test.addMember('admin');
    const { showId } = await theirs.call.shows.create({ title: 'Show', template: 'solo', scheduledAt: null });
    expect((await mine.call.audit.list({ cursor: null, filter: { showId } })).events).toEqual([]);
  });

  it('keeps no deed without its row and no row without its deed', async () => {
    const { actor } = await test.addMember('admin');
    const attempt = test.domain.atomically(async ({ shows, audit }) => {
      await audit.append({
        ...{ id: 'row', workspaceId: actor.workspaceId, atMs: 1, actor: 'user:x', actorName: 'X' },
        ...{ action: 'show.create', showId: null, detail: {} },
      });
      await shows.setTitle('no-such-show', 'x');
    });
    await expect(attempt).rejects.toThrow();
    expect(await test.database.db.auditEvent.count()).toBe(0);
  });
});
