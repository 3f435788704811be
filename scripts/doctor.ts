import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { createDoctorChecks } from '@/server/doctor/doctor-checks';
import type { DatabaseClock } from '@/server/doctor/part-checks';
import { reportHealth } from '@/server/domain/doctor/report-health';
import { parseEnv } from '@/server/env';
import { partAddresses } from '@/server/part-addresses';
import { answersOk } from '@/server/processes/wait-healthy';

const DATABASE_TIMEOUT_MS = 3_000;

/** `npm run doctor`: the checks of the doctor page that can be seen from outside, and those before a first start. */
if (existsSync('.env')) process.loadEnvFile('.env');
const parsed = parseEnv(process.env);
if (!parsed.ok) {
  for (const mistake of parsed.mistakes) console.log(`FAILED   Settings: ${mistake}`);
  process.exit(1);
}
const { env } = parsed;
const { web, gatewayControl } = partAddresses(env);
// Either will do: the doctor is asked when one of them is down.
const answers = await Promise.all([web, gatewayControl].map((address) => answersOk(`${address}/healthz`)));
const databaseUrl = env.databaseUrl ?? runningDatabaseUrl(env.dataDir, env.pgPort);
const { findings } = await reportHealth({
  probes: createDoctorChecks({
    env,
    readDatabaseClock: databaseUrl === null ? null : () => readClock(databaseUrl),
    onlooker: {
      kind: 'command',
      isRunning: answers.some(Boolean),
      chromium: process.env.CHROMIUM ?? null,
    },
  }),
  nowMs: Date.now,
});
const WORDS = { ok: 'ok      ', warning: 'WARNING ', failed: 'FAILED  ' };
for (const finding of findings) {
  const remedy = finding.status === 'ok' ? '' : ` ${finding.remedy}`;
  console.log(`${WORDS[finding.status]} ${finding.label}: ${finding.detail}${remedy}`);
}
process.exit(findings.some((finding) => finding.status === 'failed') ? 1 : 0);

/** The embedded database, when Stream Buddy runs just now; else there is none to ask. */
function runningDatabaseUrl(dataDir: string, port: number): string | null {
  const secrets = path.join(dataDir, 'secrets.json');
  if (!existsSync(path.join(dataDir, 'postgres', 'data', 'postmaster.pid')) || !existsSync(secrets))
    return null;
  const stored = JSON.parse(readFileSync(secrets, 'utf8')) as { postgresPassword: string };
  const password = process.env.POSTGRES_PASSWORD ?? stored.postgresPassword;
  return `postgresql://stream_buddy:${encodeURIComponent(password)}@127.0.0.1:${port}/stream_buddy`;
}

/** Without Prisma, whose client may not be generated yet. */
async function readClock(connectionString: string): Promise<DatabaseClock> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: DATABASE_TIMEOUT_MS });
  try {
    await client.connect();
    const { rows } = await client.query<DatabaseClock>(
      "SELECT now() AS now, current_setting('server_version') AS version",
    );
    return rows[0]!;
  } finally {
    await client.end();
  }
}
