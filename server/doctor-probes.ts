import { access, constants, statfs } from 'node:fs/promises';
import type { DoctorProbe, DoctorVerdict } from './domain/doctor/ports';
import type { Env } from './env';
import { partAddresses } from './part-addresses';

/** An hour of program at 4 Mbit/s is 1.8 GB: below this a long show may not fit. */
const FREE_BYTES_MIN = 5 * 1024 ** 3;
/** Sessions and invites compare times of both; TLS certificates and tokens allow little more. */
const CLOCK_SKEW_MS_MAX = 2_000;

interface ProbeParts {
  env: Env;
  readDatabaseClock: () => Promise<{ now: Date; version: string }>;
}

/** What the doctor page looks at, most important first. */
export function createDoctorProbes({ env, readDatabaseClock }: ProbeParts): DoctorProbe[] {
  const addresses = partAddresses(env);
  return [
    {
      id: 'database',
      label: 'Database',
      look: async () => judgeClock(await readDatabaseClock(), Date.now()),
      remedyOnFailure:
        'Check that PostgreSQL runs and that DATABASE_URL is right. Shows on air go on meanwhile.',
    },
    {
      id: 'gateway',
      label: 'Media gateway',
      look: (signal) => answers(`${addresses.gatewayControl}/healthz`, signal),
      remedyOnFailure:
        'Look for "gateway" in the log: it is restarted by itself. Check GATEWAY_CONTROL_PORT.',
    },
    {
      id: 'room',
      label: env.livekitUrl === null ? 'Room server' : 'LiveKit',
      look: (signal) => answers(addresses.rooms + (env.livekitUrl === null ? '/healthz' : ''), signal),
      remedyOnFailure:
        env.livekitUrl === null
          ? 'Look for "sfu" in the log: it is restarted by itself. Check SFU_PORT.'
          : 'Check LIVEKIT_URL and that the server can be reached from here.',
    },
    {
      id: 'data-folder',
      label: 'Data folder',
      look: () => judgeFolder(env.dataDir),
      remedyOnFailure: 'Make DATA_DIR a folder that this process may write to.',
    },
    {
      id: 'public-address',
      label: 'Address for guests',
      look: () => Promise.resolve(judgeAddress(env.publicUrl)),
      remedyOnFailure: 'Set PUBLIC_URL to the address in the browser.',
    },
  ];
}

export function judgeClock(database: { now: Date; version: string }, nowMs: number): DoctorVerdict {
  const skewMs = Math.abs(database.now.getTime() - nowMs);
  if (skewMs <= CLOCK_SKEW_MS_MAX) return { status: 'ok', detail: `PostgreSQL ${database.version} answers.` };
  return {
    status: 'warning',
    detail: `The clocks of this machine and the database differ by ${Math.round(skewMs / 1_000)} s.`,
    remedy: 'Turn on time synchronisation (NTP) on both.',
  };
}

/** Browsers give camera and microphone to secure pages only, and to this machine itself. */
export function judgeAddress(publicUrl: string): DoctorVerdict {
  const { protocol, hostname } = new URL(publicUrl);
  const isLocal = hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '127.0.0.1';
  if (protocol === 'https:') return { status: 'ok', detail: `${publicUrl} is secure.` };
  if (!isLocal) {
    return {
      status: 'failed',
      detail: `${publicUrl} is not secure: browsers keep camera and microphone back.`,
      remedy: 'Start with --https, or put a proxy with TLS in front and set PUBLIC_URL.',
    };
  }
  return {
    status: 'warning',
    detail: `${publicUrl} works on this machine only.`,
    remedy: 'For guests on other machines start with --https and set PUBLIC_URL.',
  };
}

async function judgeFolder(dataDir: string): Promise<DoctorVerdict> {
  await access(dataDir, constants.W_OK);
  const { bavail, bsize } = await statfs(dataDir);
  const freeGb = ((bavail * bsize) / 1024 ** 3).toFixed(1);
  if (bavail * bsize >= FREE_BYTES_MIN) return { status: 'ok', detail: `${freeGb} GB free for recordings.` };
  return {
    status: 'warning',
    detail: `Only ${freeGb} GB free for recordings.`,
    remedy: 'Delete recordings, or move DATA_DIR to a larger disk.',
  };
}

async function answers(url: string, signal: AbortSignal): Promise<DoctorVerdict> {
  const response = await fetch(url, { signal });
  if (!response.ok) throw new Error(`status ${response.status}`);
  return { status: 'ok', detail: 'Answers.' };
}
