import { mkdir, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { once } from 'node:events';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFreePorts } from '@/scripts/harness/free-ports';
import { startPostgres, type EmbeddedPostgresOptions } from './embedded-postgres';

const isRoot = process.getuid?.() === 0;
let root: string;
let options: EmbeddedPostgresOptions;

beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'sb-postgres-'));
  options = { dataDir: root, port: await findFreePorts(1), password: 'only-for-this-test' };
});
afterAll(() => rm(root, { recursive: true }));

async function query<T extends pg.QueryResultRow>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<T>(sql);
  await client.end();
  return rows;
}

describe('embedded PostgreSQL', () => {
  it('keeps every acknowledged row when it is killed, and starts again by itself', async () => {
    const first = await startPostgres(options);
    await query(first.url, 'CREATE TABLE kept (n int); INSERT INTO kept SELECT generate_series(1, 500)');
    const ended = once(first.child, 'exit');
    first.child.kill('SIGKILL');
    await ended;
    const second = await startPostgres(options);
    expect(await query(second.url, 'SELECT count(*)::int AS n FROM kept')).toEqual([{ n: 500 }]);
    await second.stop();
  });

  it('ends the server that a killed supervisor left behind, instead of failing on its port', async () => {
    const orphan = await startPostgres(options);
    const ended = once(orphan.child, 'exit');
    const next = await startPostgres(options);
    await ended;
    expect(await query(next.url, 'SELECT 1 AS n')).toEqual([{ n: 1 }]);
    await next.stop();
  });

  it('listens on loopback only, asks for the password, flushes to disk, and keeps its folder closed', async () => {
    const server = await startPostgres(options);
    const rows = await query<{ name: string; setting: string }>(
      server.url,
      "SELECT name, setting FROM pg_settings WHERE name IN ('listen_addresses', 'unix_socket_directories', 'fsync') ORDER BY name",
    );
    expect(rows.map((row) => row.setting)).toEqual(['on', '127.0.0.1', '']);
    await expect(query(server.url.replace('only-for', 'not-for'), 'SELECT 1')).rejects.toThrow(/password/);
    expect((await stat(path.join(root, 'postgres', 'data'))).mode & 0o077).toBe(0);
    await server.stop();
  });

  it('says so when secrets.json does not belong to the data folder', async () => {
    await expect(startPostgres({ ...options, password: 'another-password' })).rejects.toThrow(
      /secrets\.json/,
    );
  });

  it.runIf(isRoot)('names the closed folder above the data folder when it runs as root', async () => {
    const closed = path.join(root, 'closed');
    await mkdir(closed, { mode: 0o700 });
    await expect(startPostgres({ ...options, dataDir: path.join(closed, 'data') })).rejects.toThrow(
      `chmod o+x ${closed}`,
    );
  });

  it.runIf(isRoot)('runs as root from a repository that only root may enter', async () => {
    // The programs were copied: what runs is never in node_modules.
    const server = await startPostgres(options);
    const [args, status] = await Promise.all([
      readFile(`/proc/${server.child.pid}/cmdline`, 'utf8'),
      readFile(`/proc/${server.child.pid}/status`, 'utf8'),
    ]);
    expect(args.startsWith(path.join(root, 'postgres', 'programs-'))).toBe(true);
    expect(args).not.toContain('node_modules');
    expect(status).not.toMatch(/^Uid:\s+0\s/m);
    await server.stop();
  });
});
