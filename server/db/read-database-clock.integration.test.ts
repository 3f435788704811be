import { expect, it } from 'vitest';
import { readDatabaseClock } from './read-database-clock';
import { startTestDatabase } from './testing/test-database';

it('reads time and version of a real PostgreSQL', async () => {
  const database = await startTestDatabase();
  try {
    const { now, version } = await readDatabaseClock(database.db);
    expect(version).toMatch(/^\d+\.\d+/);
    expect(Math.abs(now.getTime() - Date.now())).toBeLessThan(60_000);
  } finally {
    await database.stop();
  }
});
