import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '@/server/testing/test-app';

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
beforeEach(() => test.clear());
afterAll(() => test.stop());

const KEY = 'live_839201_SecretStreamKey4f2a';
const TWITCH = {
  platform: 'twitch',
  name: 'Main channel',
  url: 'rtmp://live.twitch.tv/app',
  backupUrl: null,
  key: KEY,
} as const;

describe('destinations', () => {
  it('stores the key encrypted, bound to its row, and shows its last four characters only', async () => {
    const { call } = await test.addMember('admin');
    const made = await call.destinations.create(TWITCH);
    expect(made).toMatchObject({ platform: 'twitch', name: 'Main channel', keyHint: '4f2a', showCount: 0 });

    const row = await test.database.db.destination.findUniqueOrThrow({ where: { id: made.destinationId } });
    expect(row.encryptedKey).toMatch(/^v1\./);
    expect(test.domain.vault.open(row.encryptedKey, made.destinationId)).toBe(KEY);
    expect(() => test.domain.vault.open(row.encryptedKey, 'another-row')).toThrow();
  });

  it('leaves no key in clear anywhere in the database', async () => {
    const { call } = await test.addMember('admin');
    const { destinationId } = await call.destinations.create(TWITCH);
    await call.destinations.replaceKey({ destinationId, key: `${KEY}-second` });
    await call.destinations.update({ destinationId, name: 'Renamed', url: TWITCH.url, backupUrl: null });
    const dump = await dumpAllTables();
    expect(dump).toContain('Renamed');
    expect(dump).not.toContain(KEY);
    expect(dump).not.toContain(Buffer.from(KEY).toString('base64').slice(0, 30));
  });

  it('lets no procedure answer with key material', async () => {
    const { call } = await test.addMember('owner');
    const { showId } = await call.shows.create({ title: 'Show', template: 'solo', scheduledAt: null });
    const created = await call.destinations.create(TWITCH);
    const { destinationId } = created;
    const answers = [
      created,
      await call.destinations.replaceKey({ destinationId, key: KEY }),
      await call.destinations.update({ destinationId, name: 'Renamed', url: TWITCH.url, backupUrl: null }),
      await call.shows.setDestinations({ showId, destinationIds: [destinationId] }),
      await call.destinations.list(),
      await call.destinations.presets(),
      await call.shows.get({ showId }),
      await call.shows.list(),
      await call.scenes.list({ showId }),
      await call.audit.list({ cursor: null, filter: {} }),
      await call.account.me(),
      await call.destinations.remove({ destinationId }),
    ];
    const { encryptedKey = '' } = (await test.domain.relayTargets.listForShow(showId))[0] ?? {};
    for (const answer of answers) {
      const text = JSON.stringify(answer);
      expect(text).not.toContain(KEY);
      expect(text).not.toContain('encryptedKey');
      if (encryptedKey !== '') expect(text).not.toContain(encryptedKey);
    }
  });

  it('gives the key back at one place only: the relay targets of a show', async () => {
    const { call } = await test.addMember('admin');
    const { showId } = await call.shows.create({ title: 'Show', template: 'solo', scheduledAt: null });
    const { destinationId } = await call.destinations.create(TWITCH);
    await call.shows.setDestinations({ showId, destinationIds: [destinationId] });
    const [target] = await test.domain.relayTargets.listForShow(showId);
    expect(target).toMatchObject({ destinationId, url: TWITCH.url, enabled: true });
    expect(test.domain.vault.open(target?.encryptedKey ?? '', destinationId)).toBe(KEY);
  });

  it('tells every show that uses a destination when it changes or goes', async () => {
    const { call } = await test.addMember('admin');
    const { destinationId } = await call.destinations.create(TWITCH);
    const { showId } = await call.shows.create({ title: 'Show', template: 'solo', scheduledAt: null });
    await call.shows.create({ title: 'Other show', template: 'solo', scheduledAt: null });
    await call.shows.setDestinations({ showId, destinationIds: [destinationId] });
    test.forwarded.length = 0;
    await call.destinations.update({ destinationId, name: 'Renamed', url: TWITCH.url, backupUrl: null });
    await call.destinations.replaceKey({ destinationId, key: 'another_key_1234' });
    await call.destinations.remove({ destinationId });
    expect(test.forwarded).toEqual(Array.from({ length: 3 }, () => `destinations ${showId}`));
    expect(await call.destinations.list()).toEqual([]);
    expect((await call.shows.get({ showId })).destinations).toEqual([]);
  });

  it('needs no key for the built-in test destination, and gives two of them different names to publish', async () => {
    const { call } = await test.addMember('admin');
    const { presets } = await call.destinations.presets();
    const url = presets.find((preset) => preset.platform === 'test')?.servers[0]?.url ?? '';
    expect(url).toBe('rtmp://127.0.0.1:1936/test');
    const keys = [];
    for (const name of ['One', 'Two']) {
      const { destinationId } = await call.destinations.create({
        platform: 'test',
        name,
        url,
        backupUrl: null,
        key: '',
      });
      const row = await test.database.db.destination.findUniqueOrThrow({ where: { id: destinationId } });
      keys.push(test.domain.vault.open(row.encryptedKey, destinationId));
    }
    expect(keys[0]).not.toBe(keys[1]);
    expect(keys).not.toContain('');
  });

  const refused: [name: string, change: object, text: RegExp][] = [
    ['an address of another platform', { url: 'rtmp://evil.example/app' }, /not belong to the platform/],
    [
      'a key hidden in the address',
      { platform: 'custom', url: 'rtmp://a.example/live?key=abc' },
      /stream key/,
    ],
    ['a missing key', { key: '' }, /needs a stream key/],
    ['a backup that is the address itself', { backupUrl: TWITCH.url }, /same as the main one/],
    ['a wrong backup', { backupUrl: 'http://a.example/' }, /^Backup: .*rtmp/],
  ];
  it.each(refused)('refuses %s', async (_name, change, text) => {
    const { call } = await test.addMember('admin');
    await expect(call.destinations.create({ ...TWITCH, ...change })).rejects.toThrow(text);
    expect(await call.destinations.list()).toEqual([]);
  });

  it('refuses a name that the workspace has already, on creating and on renaming', async () => {
    const { call } = await test.addMember('admin');
    await call.destinations.create(TWITCH);
    await expect(call.destinations.create(TWITCH)).rejects.toThrow(/name exists already/);
    const { destinationId } = await call.destinations.create({ ...TWITCH, name: 'Second' });
    const rename = call.destinations.update({
      destinationId,
      name: 'Main channel',
      url: TWITCH.url,
      backupUrl: null,
    });
    await expect(rename).rejects.toMatchObject({ code: 'CONFLICT' });
    const other = await test.addMember('admin');
    await expect(other.call.destinations.create(TWITCH)).resolves.toMatchObject({ name: 'Main channel' });
  });

  it('does not touch the destination of another workspace', async () => {
    const mine = await test.addMember('admin');
    const theirs = await test.addMember('owner');
    const { destinationId } = await mine.call.destinations.create(TWITCH);
    const attempts = [
      () => theirs.call.destinations.update({ destinationId, name: 'X', url: TWITCH.url, backupUrl: null }),
      () => theirs.call.destinations.replaceKey({ destinationId, key: 'stolen_key_0000' }),
      () => theirs.call.destinations.remove({ destinationId }),
    ];
    for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await mine.call.destinations.list()).toMatchObject([{ name: 'Main channel', keyHint: '4f2a' }]);
  });
});

/** Every row of every table as text, past Prisma, so that no model can hide a column. */
async function dumpAllTables(): Promise<string> {
  const client = new pg.Client({ connectionString: test.database.url });
  await client.connect();
  const { rows } = await client.query<{ tablename: string }>(
    "SELECT tablename FROM pg_tables WHERE schemaname = 'public'",
  );
  let dump = '';
  for (const { tablename } of rows) {
    dump += JSON.stringify((await client.query(`SELECT * FROM "${tablename}"`)).rows);
  }
  await client.end();
  return dump;
}
