import type { DoctorProbe, DoctorVerdict } from '../domain/doctor/ports';
import type { Env } from '../env';
import { partAddresses } from '../part-addresses';

export interface DatabaseClock {
  now: Date;
  /** `18.4`, perhaps with words behind it. */
  version: string;
}

/** Sessions and invites compare times of both; TLS certificates and tokens allow little more. */
const CLOCK_SKEW_MS_MAX = 2_000;
const POSTGRES_MAJOR_MIN = 15;

/** @param readClock - null: there is none to ask, because the embedded one runs with Stream Buddy only. */
export function databaseCheck(readClock: (() => Promise<DatabaseClock>) | null): DoctorProbe {
  return {
    id: 'database',
    label: 'Database',
    look: async () =>
      readClock === null
        ? { status: 'ok', detail: 'The embedded PostgreSQL starts with Stream Buddy.' }
        : judgeDatabase(await readClock(), Date.now()),
    remedyOnFailure:
      'Check that PostgreSQL runs and that DATABASE_URL is right. Shows on air go on meanwhile.',
  };
}

export function judgeDatabase({ now, version }: DatabaseClock, nowMs: number): DoctorVerdict {
  if (Number.parseInt(version, 10) < POSTGRES_MAJOR_MIN)
    return {
      status: 'failed',
      detail: `PostgreSQL ${version} is too old.`,
      remedy: `Use PostgreSQL ${POSTGRES_MAJOR_MIN} or later.`,
    };
  const skewMs = Math.abs(now.getTime() - nowMs);
  if (skewMs <= CLOCK_SKEW_MS_MAX) return { status: 'ok', detail: `PostgreSQL ${version} answers.` };
  return {
    status: 'warning',
    detail: `The clocks of this machine and the database differ by ${Math.round(skewMs / 1_000)} s.`,
    remedy: 'Turn on time synchronisation (NTP) on both.',
  };
}

/** Where we command it, and where browsers publish to it. */
export function gatewayCheck(env: Env): DoctorProbe {
  const { gateway, gatewayControl } = partAddresses(env);
  return {
    id: 'gateway',
    label: 'Media gateway',
    look: async (signal) => {
      await Promise.all([gateway, gatewayControl].map((address) => ask(`${address}/healthz`, signal)));
      return ANSWERS;
    },
    remedyOnFailure:
      'Look for "gateway" in the log: it is restarted by itself. Check GATEWAY_PORT, GATEWAY_HOST and GATEWAY_CONTROL_PORT.',
  };
}

/** The API is asked as the gateway asks it, so that a wrong password and a wrong authHTTPAddress show too. */
export function mediamtxCheck({ url, apiUrl, user, password }: NonNullable<Env['mediamtx']>): DoctorProbe {
  return {
    id: 'mediamtx',
    label: 'MediaMTX',
    look: async (signal) => {
      // Any answer to a path that is no program shows that WebRTC is served there.
      await fetch(url, { signal, redirect: 'manual' });
      const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
      const response = await fetch(`${apiUrl}/v3/paths/list`, { signal, headers: { authorization } });
      await response.body?.cancel();
      if (response.ok) return ANSWERS;
      return {
        status: 'failed',
        detail: `Its API answered ${response.status}.`,
        remedy:
          'Check authHTTPAddress in mediamtx.yml (it must be this web process, /api/mediamtx/auth), MEDIAMTX_API_USER and MEDIAMTX_API_PASSWORD.',
      };
    },
    remedyOnFailure:
      'Check MEDIAMTX_URL and MEDIAMTX_API_URL, and that the server runs and can be reached from here. A program on air goes on with its last picture.',
  };
}

export function roomCheck(env: Env): DoctorProbe {
  const { rooms } = partAddresses(env);
  const isOwn = env.livekitUrl === null;
  return {
    id: 'room',
    label: isOwn ? 'Room server' : 'LiveKit',
    look: async (signal) => {
      await ask(isOwn ? `${rooms}/healthz` : rooms, signal);
      return ANSWERS;
    },
    remedyOnFailure: isOwn
      ? 'Look for "sfu" in the log: it is restarted by itself. Check SFU_PORT and SFU_HOST.'
      : 'Check LIVEKIT_URL and that the server can be reached from here.',
  };
}

export function addressCheck({ publicUrl }: Env): DoctorProbe {
  return {
    id: 'public-address',
    label: 'Address for guests',
    look: () => Promise.resolve(judgeAddress(publicUrl)),
    remedyOnFailure: 'Set PUBLIC_URL to the address in the browser.',
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

const ANSWERS: DoctorVerdict = { status: 'ok', detail: 'Answers.' };

async function ask(url: string, signal: AbortSignal): Promise<void> {
  const response = await fetch(url, { signal });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`status ${response.status}`);
}
