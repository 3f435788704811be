import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { isListening } from '@/server/processes/is-listening';
import { readCommand } from '@/server/processes/read-command';
import { installPostgresBinaries } from './postgres-binaries';
import { assertReachable, findPostgresUser, type PostgresUser } from './postgres-user';

const run = promisify(execFile);

const ROLE = 'stream_buddy';
const DATABASE = 'stream_buddy';
/** Start-up after a crash replays the log since the last checkpoint: seconds, rarely more. */
const READY_WITHIN_MS = 60_000;
const READY_POLL_MS = 25;

export interface EmbeddedPostgresOptions {
  dataDir: string;
  port: number;
  password: string;
}

/** How to run the server: the supervisor spawns this itself, so that it watches PostgreSQL like any other child. */
export interface PostgresCommand {
  program: string;
  args: string[];
  uid: number | undefined;
  gid: number | undefined;
  /** SIGINT: disconnect everyone, write a checkpoint, end. SIGTERM would wait for clients to leave by themselves. */
  stopSignal: 'SIGINT';
  url: string;
}

/** Makes the programs and the cluster ready (first time: about 2 s); starts nothing. */
export async function preparePostgres(options: EmbeddedPostgresOptions): Promise<PostgresCommand> {
  const postgresDir = path.join(options.dataDir, 'postgres');
  const clusterDir = path.join(postgresDir, 'data');
  const user = await findPostgresUser();
  await mkdir(postgresDir, { recursive: true });
  if (user !== null) {
    for (const own of [options.dataDir, postgresDir]) await chmod(own, (await stat(own)).mode | 0o011);
    await assertReachable(clusterDir, user);
  }
  const binaries = await installPostgresBinaries(postgresDir);
  if (!(await isFile(path.join(clusterDir, 'PG_VERSION'))))
    await initialiseCluster({ initdb: binaries.initdb, clusterDir, password: options.password, user });
  await assertVersion(clusterDir, binaries.majorVersion);
  await endOrphan(clusterDir);
  return {
    program: binaries.postgres,
    args: [
      '-D',
      clusterDir,
      '-p',
      String(options.port),
      ...SERVER_SETTINGS.flatMap((setting) => ['-c', setting]),
    ],
    uid: user?.uid,
    gid: user?.gid,
    stopSignal: 'SIGINT',
    url: databaseUrl(options, DATABASE),
  };
}

/** Waits until the server answers and our database exists. @throws when the password is not the cluster's. */
export async function waitForPostgres(options: EmbeddedPostgresOptions, signal?: AbortSignal): Promise<void> {
  const client = await connectWhenReady(databaseUrl(options, 'postgres'), signal);
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end();
  }
}

export interface RunningPostgres {
  url: string;
  child: ChildProcess;
  stop(): Promise<void>;
}

/**
 * Prepares, starts and waits: for scripts and tests. The product starts PostgreSQL under the supervisor.
 * @param word - words the command line, for a caller that ties the server's life to its own.
 */
export async function startPostgres(
  options: EmbeddedPostgresOptions,
  word: (program: string, args: readonly string[], stopSignal: 'INT') => [string, string[]] = asItIs,
): Promise<RunningPostgres> {
  const command = await preparePostgres(options);
  const child = spawn(...word(command.program, command.args, 'INT'), {
    uid: command.uid,
    gid: command.gid,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaints = '';
  child.stderr.on('data', (chunk: Buffer) => (complaints = (complaints + chunk.toString()).slice(-2_000)));
  const ended = once(child, 'exit');
  const endWithUs = () => child.kill(command.stopSignal);
  process.once('exit', endWithUs);
  const stop = async () => {
    process.off('exit', endWithUs);
    endWithUs();
    await ended;
  };
  const gaveUp = new AbortController();
  const death = ended.then(() => {
    gaveUp.abort();
    throw new Error(`PostgreSQL ended while starting: ${complaints.trim()}`);
  });
  try {
    await Promise.race([waitForPostgres(options, gaveUp.signal), death]);
  } catch (error) {
    await stop();
    throw error;
  } finally {
    // From here on its end is the caller's to watch.
    death.catch(() => undefined);
  }
  return { url: command.url, child, stop };
}

const asItIs = (program: string, args: readonly string[]): [string, string[]] => [program, [...args]];

/** Loopback only and no socket file; everything else as PostgreSQL ships it, durability included. */
const SERVER_SETTINGS = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=40',
  'timezone=UTC',
  'log_min_messages=fatal',
  'log_checkpoints=off',
];

async function initialiseCluster(options: {
  initdb: string;
  clusterDir: string;
  password: string;
  user: PostgresUser | null;
}): Promise<void> {
  // Made aside and renamed: a start that was cut off in the middle begins anew.
  const draft = `${options.clusterDir}.new`;
  const passwordFile = `${draft}.password`;
  await rm(draft, { recursive: true, force: true });
  await rm(passwordFile, { force: true });
  await mkdir(draft, { mode: 0o700 });
  await writeFile(passwordFile, options.password, { mode: 0o600 });
  const { user } = options;
  if (user !== null) for (const own of [draft, passwordFile]) await chown(own, user.uid, user.gid);
  try {
    await run(
      options.initdb,
      [
        `--pgdata=${draft}`,
        `--username=${ROLE}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        // PostgreSQL's own collation: the same order on every machine, and no locale of the system needed.
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--locale=C',
      ],
      user === null ? {} : { uid: user.uid, gid: user.gid },
    );
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rename(draft, options.clusterDir);
}

async function assertVersion(clusterDir: string, majorVersion: string): Promise<void> {
  const made = (await readFile(path.join(clusterDir, 'PG_VERSION'), 'utf8')).trim();
  if (made === majorVersion) return;
  throw new Error(
    `${clusterDir} was made by PostgreSQL ${made}, this is ${majorVersion}. Dump it with the older version of Stream Buddy and load it into a new data folder.`,
  );
}

/**
 * A supervisor that was killed leaves its server running. The caller holds the lock of the data folder, so such a server
 * is nobody's: it is stopped, never bypassed. A stale postmaster.pid is PostgreSQL's own to judge; it is not touched.
 */
async function endOrphan(clusterDir: string): Promise<void> {
  const text = await readFile(path.join(clusterDir, 'postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number(text.split('\n')[0]);
  if (!Number.isInteger(pid) || pid <= 1 || !(await isServerOf(pid, clusterDir))) return;
  process.kill(pid, 'SIGINT');
  while (await isServerOf(pid, clusterDir)) await delay(READY_POLL_MS);
}

async function isServerOf(pid: number, clusterDir: string): Promise<boolean> {
  return (await readCommand(pid)).includes(clusterDir);
}

async function connectWhenReady(url: string, signal?: AbortSignal): Promise<pg.Client> {
  const deadlineMs = Date.now() + READY_WITHIN_MS;
  for (;;) {
    const client = new pg.Client({ connectionString: url });
    try {
      if (!(await isListening('127.0.0.1', Number(new URL(url).port))))
        throw new Error('PostgreSQL does not listen');
      await client.connect();
      return client;
    } catch (error) {
      const code = (error as { code?: string }).code;
      if (code === WRONG_PASSWORD)
        throw new Error(
          'The database does not accept the password of secrets.json. Restore the secrets.json that belongs to this data folder.',
          { cause: error },
        );
      if (signal?.aborted || Date.now() > deadlineMs) throw error;
      await delay(code === STARTING_UP ? RECOVERY_POLL_MS : READY_POLL_MS);
    }
  }
}

/** SQLSTATE cannot_connect_now: it replays its log, and writes a line about each who asks. */
const STARTING_UP = '57P03';
const RECOVERY_POLL_MS = 150;
/** SQLSTATE invalid_password. */
const WRONG_PASSWORD = '28P01';

function databaseUrl({ port, password }: EmbeddedPostgresOptions, database: string): string {
  return `postgresql://${ROLE}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
}

async function isFile(file: string): Promise<boolean> {
  return stat(file).then(
    (entry) => entry.isFile(),
    () => false,
  );
}
