import type { DatabaseClient } from './database-client';

/** What the database says about itself: its time, and its version (`18.4`). */
export async function readDatabaseClock(db: DatabaseClient): Promise<{ now: Date; version: string }> {
  const [row] = await db.$queryRaw<{ now: Date; version: string }[]>`
    SELECT now() AS now, current_setting('server_version') AS version`;
  if (row === undefined) throw new Error('PostgreSQL gave no row.');
  return row;
}
