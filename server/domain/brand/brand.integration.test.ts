import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { DEFAULT_BRAND, type Brand } from '@/lib/core/contract/brand';
import type { ShowState } from '@/lib/core/contract/show-state';
import { startTestApp, type TestApp } from '@/server/testing/test-app';

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
beforeEach(() => test.clear());
afterAll(() => test.stop());

const OURS: Brand = {
  theme: 'bold',
  font: 'oswald',
  colors: { primary: '#101820', accent: '#ffb000', text: '#ffffff' },
  logo: { kind: 'text', text: 'FRIDAY' },
};
const NEW_SHOW = { title: 'Friday', template: 'solo', scheduledAt: null } as const;

async function brandOfNewShow(call: Awaited<ReturnType<TestApp['addMember']>>['call']): Promise<Brand> {
  const { showId } = await call.shows.create(NEW_SHOW);
  const stored = await test.database.db.show.findUniqueOrThrow({ where: { id: showId } });
  return (stored.snapshot as unknown as ShowState).brand;
}

it("new shows start with the workspace's brand, and those that exist keep theirs", async () => {
  const { call, actor } = await test.addMember('admin');
  expect(await call.brand.get()).toEqual(DEFAULT_BRAND);
  expect(await brandOfNewShow(call)).toEqual(DEFAULT_BRAND);
  await call.brand.set(OURS);
  expect(await call.brand.get()).toEqual(OURS);
  expect(await brandOfNewShow(call)).toEqual(OURS);
  const [first] = await test.database.db.show.findMany({ orderBy: { createdAt: 'asc' } });
  expect((first?.snapshot as unknown as ShowState).brand).toEqual(DEFAULT_BRAND);
  const lines = await test.database.db.auditEvent.findMany({ where: { action: 'brand.set' } });
  expect(lines).toMatchObject([
    { actor: `user:${actor.userId}`, detail: { theme: 'bold', accent: '#ffb000' } },
  ]);
});

it('belongs to one workspace, and is changed by its admins alone', async () => {
  const ours = await test.addMember('owner');
  const producer = await test.addMember('producer', ours.actor.workspaceId);
  const other = await test.addMember('owner');
  await ours.call.brand.set(OURS);
  expect(await producer.call.brand.get()).toEqual(OURS);
  expect(await other.call.brand.get()).toEqual(DEFAULT_BRAND);
  await expect(producer.call.brand.set(DEFAULT_BRAND)).rejects.toThrow(/role/);
});

it("a brand that this version cannot read gives way to the house's", async () => {
  const { call, actor } = await test.addMember('owner');
  await test.database.db.workspace.update({
    where: { id: actor.workspaceId },
    data: { brand: { ...OURS, theme: 'holographic' } },
  });
  expect(await call.brand.get()).toEqual(DEFAULT_BRAND);
  expect(await brandOfNewShow(call)).toEqual(DEFAULT_BRAND);
});
