import { execFile } from 'node:child_process';
import dgram from 'node:dgram';
import { once } from 'node:events';
import { access, constants, stat, statfs } from 'node:fs/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import type { Env } from '../env';
import { isListening } from '../processes/is-listening';
import { findPortProblems } from '../processes/port-owner';
import { portNeeds } from '../processes/process-table';

const run = promisify(execFile);

export interface Finding {
  name: string;
  status: 'ok' | 'warning' | 'failed';
  /** What was found; when it is not ok, also what to do. */
  text: string;
}

interface DoctorOptions {
  env: Env;
  databaseUrl: string | null;
  /** Path of a Chromium, when H.264 in it is to be checked. */
  chromium: string | null;
}

/** Everything that a machine must offer for a show, each with what to do when it does not. Never throws. */
export async function examine(options: DoctorOptions): Promise<Finding[]> {
  const checks: [string, () => Promise<Omit<Finding, 'name'>>][] = [
    ['Node.js', () => Promise.resolve(checkNode(process.versions.node))],
    ['Data folder', () => checkDataFolder(options.env.dataDir)],
    ['Ports', () => checkPorts(options.env)],
    ['Database', () => checkDatabase(options.databaseUrl)],
    ['UDP on loopback', checkUdp],
    ['Clock', () => checkClock(options.databaseUrl)],
    ['H.264 in the browser', () => checkH264(options.chromium)],
  ];
  return Promise.all(
    checks.map(async ([name, check]) => {
      try {
        return { name, ...(await check()) };
      } catch (error) {
        return { name, status: 'failed', text: error instanceof Error ? error.message : String(error) };
      }
    }),
  );
}

type Result = Omit<Finding, 'name'>;
const ok = (text: string): Result => ({ status: 'ok', text });
const warning = (text: string): Result => ({ status: 'warning', text });
const failed = (text: string): Result => ({ status: 'failed', text });

export function checkNode(version: string): Result {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isFit = major >= 24 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19);
  return isFit
    ? ok(version)
    : failed(`${version} is too old. Install Node.js 20.19, 22.12 or 24 from https://nodejs.org.`);
}

/** An hour of program at 4 Mbit/s is 1.9 GB. */
const FREE_BYTES_MIN = 4e9;

async function checkDataFolder(dataDir: string): Promise<Result> {
  const folder = await stat(dataDir).catch(() => null);
  if (folder === null) return ok(`${dataDir} will be made at the first start`);
  const canWrite = await access(dataDir, constants.W_OK).then(
    () => true,
    () => false,
  );
  if (!canWrite)
    return failed(`${dataDir} cannot be written. Make it writable, or set DATA_DIR to another folder.`);
  const { bavail, bsize } = await statfs(dataDir);
  const freeGb = ((bavail * bsize) / 1e9).toFixed(1);
  if (bavail * bsize < FREE_BYTES_MIN)
    return warning(
      `${dataDir} has ${freeGb} GB free: about two hours of recording. Free some, or set DATA_DIR.`,
    );
  return ok(`${dataDir}, ${freeGb} GB free`);
}

async function checkPorts(env: Env): Promise<Result> {
  if (await isListening('127.0.0.1', env.gatewayControlPort))
    return ok('in use by a running Stream Buddy, or by programs on its ports');
  const problems = await findPortProblems(portNeeds(env));
  return problems.length === 0 ? ok('all free') : failed(problems.join(' '));
}

const DATABASE_TIMEOUT_MS = 3_000;
const DATABASE_MAJOR_MIN = 15;

async function checkDatabase(databaseUrl: string | null): Promise<Result> {
  if (databaseUrl === null) return ok('embedded PostgreSQL; it runs while Stream Buddy runs');
  const version = await askDatabase(databaseUrl, 'SHOW server_version_num').catch((error: unknown) => error);
  if (version instanceof Error)
    return failed(`${new URL(databaseUrl).host} does not answer (${version.message}). Check DATABASE_URL.`);
  const major = Math.floor(Number(version) / 10_000);
  return major >= DATABASE_MAJOR_MIN
    ? ok(`PostgreSQL ${major}`)
    : failed(`PostgreSQL ${major} is too old. Use ${DATABASE_MAJOR_MIN} or later.`);
}

async function askDatabase(url: string, sql: string): Promise<string> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: DATABASE_TIMEOUT_MS });
  try {
    await client.connect();
    const { rows } = await client.query<string[]>({ text: sql, rowMode: 'array' });
    return String(rows[0]?.[0]);
  } finally {
    await client.end();
  }
}

const UDP_TIMEOUT_MS = 1_000;

/** Media between browsers and the gateway on this machine takes this way. */
async function checkUdp(): Promise<Result> {
  const [receiver, sender] = [dgram.createSocket('udp4'), dgram.createSocket('udp4')];
  try {
    receiver.bind(0, '127.0.0.1');
    await once(receiver, 'listening');
    const arrival = once(receiver, 'message', { signal: AbortSignal.timeout(UDP_TIMEOUT_MS) });
    sender.send('ping', receiver.address().port, '127.0.0.1');
    await arrival;
    return ok('a packet came back');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return failed(
      `No packet came back (${reason}). Allow UDP on the loopback interface in this machine's firewall.`,
    );
  } finally {
    receiver.close();
    sender.close();
  }
}

/** Tokens live for minutes: a clock that is wrong by more refuses them all. */
const CLOCK_OFF_MS_MAX = 5_000;
/** The build is younger than this moment; a machine without a battery clock wakes up in 1970. */
const NOT_BEFORE_MS = Date.UTC(2026, 0, 1);

async function checkClock(databaseUrl: string | null): Promise<Result> {
  const nowMs = Date.now();
  if (nowMs < NOT_BEFORE_MS)
    return failed(`It says ${new Date(nowMs).toISOString()}. Switch on time synchronisation (NTP).`);
  if (databaseUrl !== null) {
    const theirs = await askDatabase(databaseUrl, 'SELECT extract(epoch FROM now()) * 1000').catch(
      () => null,
    );
    const offMs = theirs === null ? 0 : Math.abs(Number(theirs) - Date.now());
    if (offMs > CLOCK_OFF_MS_MAX)
      return failed(
        `It differs from the database's by ${Math.round(offMs / 1_000)} s. Switch on time synchronisation (NTP) on both.`,
      );
  }
  const { stdout } = await run('timedatectl', ['show', '--property=NTPSynchronized', '--value']).catch(
    () => ({ stdout: '' }),
  );
  if (stdout.trim() === 'no') return warning('It is not synchronised. Switch on time synchronisation (NTP).');
  return ok(new Date(nowMs).toISOString());
}

const BROWSER_TIMEOUT_MS = 20_000;

async function checkH264(chromium: string | null): Promise<Result> {
  if (chromium === null) return ok('not checked: set CHROMIUM to the path of a browser to check it');
  const page =
    "data:text/html,<script>document.title=RTCRtpSender.getCapabilities('video').codecs.some(c=>c.mimeType==='video/H264')?'h264-yes':'h264-no';document.write(document.title)</script>";
  const { stdout } = await run(
    chromium,
    [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--dump-dom',
      page,
    ],
    { timeout: BROWSER_TIMEOUT_MS },
  );
  return stdout.includes('h264-yes</')
    ? ok('can be sent')
    : failed(
        'This browser cannot send H.264, which destinations need. Use Chrome, Edge or Debian’s Chromium.',
      );
}
