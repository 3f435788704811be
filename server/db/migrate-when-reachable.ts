import { setTimeout as delay } from 'node:timers/promises';
import { migrate } from './migrate';

/** A database that starts beside us (compose, a reboot) is waited for; one that is wrong is reported. */
const REACHABLE_WITHIN_MS = 30_000;
const RETRY_MS = 250;
/** Not listening yet, or PostgreSQL's "the database system is starting up". */
const NOT_YET = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', '57P03']);

/** @throws a line that says what is wrong with DATABASE_URL, or which migration failed. */
export async function migrateWhenReachable(databaseUrl: string, migrationsDir: string): Promise<void> {
  const deadlineMs = performance.now() + REACHABLE_WITHIN_MS;
  for (;;) {
    try {
      await migrate(databaseUrl, migrationsDir);
      return;
    } catch (error) {
      const code = (error as { code?: string }).code;
      if (code === undefined) throw error;
      if (NOT_YET.has(code) && performance.now() < deadlineMs) {
        await delay(RETRY_MS);
        continue;
      }
      const { host } = new URL(databaseUrl);
      const reason = error instanceof Error && error.message ? error.message : code;
      throw new Error(`The database at ${host} cannot be used: ${reason}. Check DATABASE_URL.`, {
        cause: error,
      });
    }
  }
}
