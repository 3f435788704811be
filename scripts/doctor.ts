// `npm run doctor`: whether this machine can carry a show, one line per check, each failing one with what to do.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { examine } from '@/server/doctor/checks';
import { parseEnv } from '@/server/env';

if (existsSync('.env')) process.loadEnvFile('.env');
const parsed = parseEnv(process.env);
if (!parsed.ok) {
  for (const mistake of parsed.mistakes) console.log(`FAILED   Settings: ${mistake}`);
  process.exit(1);
}
const { env } = parsed;
const findings = await examine({
  env,
  databaseUrl: env.databaseUrl ?? runningDatabaseUrl(env.dataDir, env.pgPort),
  chromium: process.env.CHROMIUM ?? null,
});
const LABELS = { ok: 'ok      ', warning: 'WARNING ', failed: 'FAILED  ' };
for (const { name, status, text } of findings) console.log(`${LABELS[status]} ${name}: ${text}`);
process.exit(findings.some((finding) => finding.status === 'failed') ? 1 : 0);

/** The embedded database, when Stream Buddy runs just now; else there is none to ask. */
function runningDatabaseUrl(dataDir: string, port: number): string | null {
  const secrets = path.join(dataDir, 'secrets.json');
  if (!existsSync(path.join(dataDir, 'postgres', 'data', 'postmaster.pid')) || !existsSync(secrets))
    return null;
  const { postgresPassword } = JSON.parse(readFileSync(secrets, 'utf8')) as { postgresPassword: string };
  return `postgresql://stream_buddy:${encodeURIComponent(postgresPassword)}@127.0.0.1:${port}/stream_buddy`;
}
