import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { migrate } from './migrate';
import { startTestDatabase, type TestDatabase } from './testing/test-database';

let server: TestDatabase;
let client: pg.Client;
let folder: string;
let url: string;

beforeAll(async () => {
  server = await startTestDatabase();
  client = new pg.Client({ connectionString: server.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await server.stop();
});

beforeEach(async () => {
  const name = `m_${Math.random().toString(36).slice(2)}`;
  await client.query(`CREATE DATABASE ${name}`);
  const address = new URL(server.url);
  address.pathname = `/${name}`;
  url = address.href;
  folder = await mkdtemp(path.join(tmpdir(), 'sb-migrations-'));
  return () => rm(folder, { recursive: true });
});

async function write(name: string, sql: string): Promise<void> {
  await mkdir(path.join(folder, name), { recursive: true });
  await writeFile(path.join(folder, name, 'migration.sql'), sql);
}

async function tables(): Promise<string[]> {
  const own = new pg.Client({ connectionString: url });
  await own.connect();
  const { rows } = await own.query<{ name: string }>(
    "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE '\\_%' ORDER BY 1",
  );
  await own.end();
  return rows.map((row) => row.name);
}

describe('migrate', () => {
  it('gives the whole data model to an empty database', async () => {
    expect(await server.db.user.count()).toBe(0);
    const { rows } = await client.query(
      'SELECT finished_at FROM _prisma_migrations WHERE finished_at IS NULL',
    );
    expect(rows).toEqual([]);
  });

  it('applies in order of name, once', async () => {
    await write('2_b', 'ALTER TABLE a ADD COLUMN n int;');
    await write('1_a', "CREATE TABLE a (t text DEFAULT ';'); DO $$ BEGIN PERFORM 1; END $$;");
    expect(await migrate(url, folder)).toEqual(['1_a', '2_b']);
    expect(await migrate(url, folder)).toEqual([]);
  });

  it('lets only one of several starts apply', async () => {
    await write('1_a', 'CREATE TABLE a (n int);');
    const applied = await Promise.all([migrate(url, folder), migrate(url, folder), migrate(url, folder)]);
    expect(applied.flat()).toEqual(['1_a']);
  });

  it('rolls a failing migration back as a whole, names it, and can be mended', async () => {
    await write('1_a', 'CREATE TABLE a (n int);');
    await write('2_b', 'CREATE TABLE b (n int); SELECT no_such_function();');
    await expect(migrate(url, folder)).rejects.toThrow(/2_b failed and was rolled back.*no_such_function/);
    expect(await tables()).toEqual(['a']);
    await write('2_b', 'CREATE TABLE b (n int);');
    expect(await migrate(url, folder)).toEqual(['2_b']);
  });

  it('refuses a migration that was changed after it was applied', async () => {
    await write('1_a', 'CREATE TABLE a (n int);');
    await migrate(url, folder);
    await write('1_a', 'CREATE TABLE a (n bigint);');
    await expect(migrate(url, folder)).rejects.toThrow(/1_a was changed/);
  });
});
