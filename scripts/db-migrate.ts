// `npm run db:migrate -- <name>`: writes prisma/migrations/<time>_<name>/migration.sql from the difference between the
// migrations and prisma/schema.prisma, on a throw-away PostgreSQL, then proves that all migrations together give the schema.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startPostgres } from '@/server/db/embedded-postgres';
import { findFreePorts } from '@/scripts/harness/free-ports';

const MIGRATIONS = 'prisma/migrations';
const EMPTY = /This is an empty migration/;

const name = process.argv[2] ?? '';
if (!/^[a-z][a-z0-9_]{1,60}$/.test(name)) {
  console.error('Name the migration in snake_case: npm run db:migrate -- add_show_color');
  process.exit(1);
}
mkdirSync(MIGRATIONS, { recursive: true });
if (!existsSync(`${MIGRATIONS}/migration_lock.toml`))
  writeFileSync(`${MIGRATIONS}/migration_lock.toml`, 'provider = "postgresql"\n');

const dataDir = mkdtempSync(path.join(tmpdir(), 'stream-buddy-migrate-'));
const postgres = await startPostgres({
  dataDir,
  port: await findFreePorts(1),
  password: 'throw-away-database',
});
try {
  const sql = diffScript();
  if (EMPTY.test(sql)) {
    console.log('The migrations already give prisma/schema.prisma: nothing to do.');
  } else {
    const folder = path.join(MIGRATIONS, `${timestamp()}_${name}`);
    mkdirSync(folder);
    writeFileSync(path.join(folder, 'migration.sql'), sql);
    if (!EMPTY.test(diffScript())) throw new Error(`${folder} does not lead to prisma/schema.prisma.`);
    console.log(`Wrote ${folder}/migration.sql. Read it, then commit it; it is applied at the next start.`);
  }
} finally {
  await postgres.stop();
  rmSync(dataDir, { recursive: true, force: true });
}

function diffScript(): string {
  const { status, stdout } = spawnSync(
    process.execPath,
    [
      'scripts/prisma.mjs',
      ...['migrate', 'diff', '--from-migrations', MIGRATIONS],
      ...['--to-schema', 'prisma/schema.prisma', '--script'],
    ],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      encoding: 'utf8',
      env: { ...process.env, DATABASE_URL: postgres.url },
    },
  );
  // A crashed engine leaves exit code 0 and no text, so that both are checked.
  if (status !== 0 || stdout.trim() === '')
    throw new Error('Prisma gave no difference. Its message is above.');
  return stdout;
}

function timestamp(): string {
  return new Date().toISOString().replace(/[-:T]/g, '').slice(0, 14);
}
