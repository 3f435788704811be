import { access, constants, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { preparePostgres, waitForPostgres } from './db/embedded-postgres';
import { migrateWhenReachable } from './db/migrate-when-reachable';
import { parseEnv, type Env } from './env';
import { ensureCertificate } from './http/self-signed-certificate';
import { localAddresses } from './http/local-addresses';
import { createLog } from './log';
import { lockDataFolder } from './processes/data-lock';
import { formatLogLine } from './processes/format-log-line';
import { findPortProblems } from './processes/port-owner';
import { portNeeds, postgresSpec, processTable } from './processes/process-table';
import { Supervision, type Stage } from './processes/supervision';
import { restartOnChange } from './processes/restart-on-change';
import { loadSecrets } from './secrets/secrets-file';

/** What is wrong with the machine or the settings, as lines for the operator. Everything else is a defect of ours. */
class StartRefusal extends Error {
  constructor(readonly lines: readonly string[]) {
    super(lines.join('\n'));
  }
}

/** Children of a supervisor that was killed need a moment to notice; their ports are not reported before that. */
const ORPHANS_END_WITHIN_MS = 3_000;
const PORT_RETRY_MS = 200;
const LAUNCHER_CHECK_MS = 500;

interface SupervisorOptions {
  root: string;
  isDev: boolean;
  isHttps: boolean;
  /** When the start command began, for the line at the end. */
  startedAtMs: number;
}

/**
 * Brings the whole of Stream Buddy up, keeps it up, and takes it down on SIGINT or SIGTERM. Ends the process.
 * It never decides about shows: it knows programs, ports and folders only.
 */
export async function supervise(options: SupervisorOptions): Promise<void> {
  const exit = new AbortController();
  const undo: (() => Promise<void>)[] = [];
  const { logger } = createLog({ level: 'info', name: 'supervisor' });
  const write = process.stdout.isTTY
    ? (name: string, line: string) => process.stdout.write(`${formatLogLine(name, line)}\n`)
    : (_name: string, line: string) => process.stdout.write(`${line}\n`);
  const supervision = new Supervision({ logger, onLine: write, nowMs: () => performance.now() });
  onStopSignal(exit, () => supervision.kill());
  onLauncherEnd(exit);

  let exitCode = 0;
  try {
    const env = await readSettings(options);
    await openDataFolder(env.dataDir);
    undo.push(await lockDataFolder(env.dataDir));
    await supervision.start(await planStages(env, options));
    if (!exit.signal.aborted) {
      announce(env, options);
      if (options.isDev) undo.push(restartOnChange(options.root, supervision));
    }
    await aborted(exit.signal);
  } catch (error) {
    exitCode = exit.signal.aborted ? 0 : 1;
    if (exitCode === 1) complain(error);
  }
  await supervision.stop();
  for (const step of undo.reverse()) await step();
  process.exit(exitCode);
}

async function readSettings({ isDev, isHttps }: SupervisorOptions): Promise<Env> {
  const variables: Record<string, string | undefined> = {
    ...process.env,
    NODE_ENV: isDev ? 'development' : 'production',
  };
  // With HTTPS the point is guests on other machines; without it, browsers give no camera to them anyway.
  if (isHttps) variables.HOST ??= '0.0.0.0';
  const parsed = parseEnv(variables);
  if (!parsed.ok) throw new StartRefusal(parsed.mistakes.map((line) => `Setting ${line}`));
  const { env } = parsed;
  if (!isHttps || env.https !== null) return env;
  const https = await ensureCertificate(path.join(env.dataDir, 'certificate'));
  return {
    ...env,
    https,
    publicUrl: variables.PUBLIC_URL ? env.publicUrl : env.publicUrl.replace(/^http:/, 'https:'),
  };
}

async function openDataFolder(dataDir: string): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true });
    await access(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
    // Root passes `access` on a read-only file system: only writing tells.
    const probe = path.join(dataDir, `.writable-${process.pid}`);
    await writeFile(probe, '');
    await rm(probe);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    throw new StartRefusal([
      `The data folder ${dataDir} cannot be written (${code}). Make it writable, or set DATA_DIR to another folder.`,
    ]);
  }
}

async function planStages(env: Env, { isDev, root }: SupervisorOptions): Promise<Stage[]> {
  const secrets = await loadSecrets(env.dataDir, process.env);
  const cluster = { dataDir: env.dataDir, port: env.pgPort, password: secrets.postgresPassword };
  const command = env.databaseUrl === null ? await preparePostgres(cluster) : null;
  await assertPortsFree(env);
  const databaseUrl = command?.url ?? env.databaseUrl ?? '';
  const table = processTable({ env, secrets, databaseUrl, isDev, root, inherited: process.env });
  const programs: Stage = {
    before: () => migrateWhenReachable(databaseUrl, path.join(root, 'prisma/migrations')),
    specs: table,
  };
  if (command === null) return [programs];
  return [{ specs: [postgresSpec(command, (signal) => waitForPostgres(cluster, signal))] }, programs];
}

async function assertPortsFree(env: Env): Promise<void> {
  const deadlineMs = performance.now() + ORPHANS_END_WITHIN_MS;
  for (;;) {
    const problems = await findPortProblems(portNeeds(env));
    if (problems.length === 0) return;
    if (performance.now() > deadlineMs) throw new StartRefusal(problems);
    await delay(PORT_RETRY_MS);
  }
}

function announce(env: Env, { startedAtMs }: SupervisorOptions): void {
  const seconds = ((Date.now() - startedAtMs) / 1_000).toFixed(1);
  process.stdout.write(`\nStream Buddy is ready after ${seconds} s: ${env.publicUrl}\n`);
  for (const address of otherAddresses(env)) process.stdout.write(`  on this network: ${address}\n`);
  process.stdout.write('Ctrl+C stops it.\n');
}

function complain(error: unknown): void {
  const lines =
    error instanceof StartRefusal ? error.lines : [error instanceof Error ? error.message : String(error)];
  process.stderr.write(`\nStream Buddy did not start.\n${lines.map((line) => `  ${line}\n`).join('')}`);
}

/** npm passes SIGTERM to the shell between us, and some shells end without passing it on: their end is our signal. */
function onLauncherEnd(exit: AbortController): void {
  if (process.env.npm_lifecycle_event === undefined) return;
  const launcher = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid !== launcher) exit.abort();
  }, LAUNCHER_CHECK_MS);
  timer.unref();
}

function onStopSignal(exit: AbortController, kill: () => void): void {
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(name, () => {
      if (exit.signal.aborted) kill();
      else exit.abort();
    });
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

function otherAddresses(env: Env): string[] {
  if (env.https === null || (env.host !== '0.0.0.0' && env.host !== '::')) return [];
  return localAddresses().map((ip) => `https://${ip}:${env.port}`);
}
