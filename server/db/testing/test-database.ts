import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { endWithParent } from '@/scripts/harness/end-with-parent';
import { findFreePorts } from '@/scripts/harness/free-ports';
import { openDatabase, type Database } from '../client';
import { startPostgres } from '../embedded-postgres';
import { migrate } from '../migrate';

export interface TestDatabase {
  url: string;
  db: Database;
  stop(): Promise<void>;
}

/** A real PostgreSQL of its own with every migration applied, in about 2 s: one per test file. */
export async function startTestDatabase(): Promise<TestDatabase> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'stream-buddy-test-'));
  const cluster = { dataDir, port: await findFreePorts(1), password: 'a-test-database' };
  const postgres = await startPostgres(cluster, endWithParent);
  await migrate(postgres.url, 'prisma/migrations');
  const db = openDatabase({ url: postgres.url, onConnectionError: () => undefined });
  return {
    url: postgres.url,
    db,
    stop: async () => {
      await db.$disconnect();
      await postgres.stop();
      await rm(dataDir, { recursive: true });
    },
  };
}
