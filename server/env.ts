import { isIP } from 'node:net';
import { tmpdir, homedir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';

/** Programs that the gateway can run at once; each takes one UDP port above GATEWAY_UDP_PORT. */
const GATEWAY_PROGRAMS_MAX_DEFAULT = 16;
/** Longer than any pause of a healthy platform, short enough that viewers get the show back. */
const GATEWAY_STALLED_MS_DEFAULT = 10_000;

/** A season of clips; a small disk keeps room for recordings. */
const ASSETS_QUOTA_GB_DEFAULT = 20;

const NOT_A_PORT = 'must be a port, from 1 to 65535';
const anyPort = z.coerce.number(NOT_A_PORT).int(NOT_A_PORT).min(1, NOT_A_PORT).max(65_535, NOT_A_PORT);
const port = (fallback: number) => anyPort.default(fallback);
const optional = z.string().min(1).optional();
const url = (...protocols: string[]) =>
  z.url('must be a URL').refine(
    // This runs on what is no URL at all, too.
    (value) => URL.canParse(value) && protocols.includes(new URL(value).protocol),
    `must begin with ${protocols.map((p) => `${p}//`).join(' or ')}`,
  );

const NOT_AN_ORIGIN = 'must be an origin, such as https://media.example.org, without a path';

const commaSeparated = (list: string): string[] =>
  list
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const settingsSchema = z
  .object({
    NODE_ENV: z.enum(['development', 'production', 'test']).default('production'),
    PORT: port(3000),
    HOST: z.string().min(1).default('127.0.0.1'),
    PUBLIC_URL: url('http:', 'https:')
      .refine(isOrigin, 'must be an origin, such as https://live.example.org, without a path')
      .optional(),
    DATA_DIR: optional,
    ASSETS_DIR: optional,
    ASSETS_QUOTA_GB: z.coerce
      .number()
      .positive('must be more than 0')
      .max(100_000)
      .default(ASSETS_QUOTA_GB_DEFAULT),
    DATABASE_URL: url('postgres:', 'postgresql:').optional(),
    PG_PORT: port(54_330),
    SFU_HOST: z.string().min(1).default('127.0.0.1'),
    SFU_PORT: port(7880),
    SFU_UDP_PORT: port(7882),
    SFU_ANNOUNCED_UDP_PORT: anyPort.optional(),
    LIVEKIT_URL: url('ws:', 'wss:', 'http:', 'https:').optional(),
    LIVEKIT_API_KEY: optional,
    LIVEKIT_API_SECRET: z.string().min(32, 'must have 32 characters or more').optional(),
    GATEWAY_HOST: z.string().min(1).default('127.0.0.1'),
    GATEWAY_PORT: port(8889),
    GATEWAY_UDP_PORT: port(8189),
    GATEWAY_PROGRAMS_MAX: z.coerce.number().int().min(1).max(64).default(GATEWAY_PROGRAMS_MAX_DEFAULT),
    GATEWAY_STALLED_MS: z.coerce.number().int().min(1_000).max(60_000).default(GATEWAY_STALLED_MS_DEFAULT),
    GATEWAY_CONTROL_PORT: port(9997),
    MEDIAMTX_URL: url('http:', 'https:').refine(isOrigin, NOT_AN_ORIGIN).optional(),
    MEDIAMTX_API_URL: url('http:', 'https:').refine(isOrigin, NOT_AN_ORIGIN).optional(),
    // MediaMTX reads "user:password" at the first colon.
    MEDIAMTX_API_USER: z
      .string()
      .regex(/^[A-Za-z0-9_.-]{1,64}$/, 'must be letters, digits, "_", "." and "-", 64 at most')
      .optional(),
    MEDIAMTX_API_PASSWORD: z.string().min(16, 'must have 16 characters or more').optional(),
    ANNOUNCED_IPS: z
      .string()
      .default('')
      .transform(commaSeparated)
      .refine((ips) => ips.every((ip) => isIP(ip) > 0), 'must be IP addresses with commas between'),
    TURN_URLS: z
      .string()
      .default('')
      .transform(commaSeparated)
      .refine(
        (urls) => urls.every((turnUrl) => /^(stun|turns?):\S+$/.test(turnUrl)),
        'must be URLs that begin with stun:, turn: or turns:, with commas between',
      ),
    TURN_SECRET: optional,
    RTMP_SINK_PORT: port(1936),
    LOG_LEVEL: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`).default('info'),
    GOOGLE_CLIENT_ID: optional,
    GOOGLE_CLIENT_SECRET: optional,
    GITHUB_CLIENT_ID: optional,
    GITHUB_CLIENT_SECRET: optional,
    HTTPS_CERT: optional,
    HTTPS_KEY: optional,
  })
  .check((context) => {
    for (const group of TOGETHER) {
      const set = group.filter((name) => context.value[name] !== undefined);
      if (set.length === 0 || set.length === group.length) continue;
      const missing = group.filter((name) => context.value[name] === undefined);
      for (const name of missing)
        context.issues.push({
          code: 'custom',
          path: [name],
          message: `must be set too, because ${set.join(' and ')} ${set.length > 1 ? 'are' : 'is'} set`,
          input: undefined,
        });
    }
  });

/** Settings that mean something only in company. The LiveKit key may stand without a URL: it names the built-in SFU's. */
const TOGETHER = [
  ['GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET'],
  ['GITHUB_CLIENT_ID', 'GITHUB_CLIENT_SECRET'],
  ['HTTPS_CERT', 'HTTPS_KEY'],
  ['LIVEKIT_API_KEY', 'LIVEKIT_API_SECRET'],
  ['MEDIAMTX_URL', 'MEDIAMTX_API_URL', 'MEDIAMTX_API_USER', 'MEDIAMTX_API_PASSWORD'],
] as const;

/** The settings of one process, parsed. Names in messages are those of the environment. */
export interface Env {
  mode: 'development' | 'production' | 'test';
  port: number;
  host: string;
  /** Origin that browsers use, without a slash at the end. */
  publicUrl: string;
  dataDir: string;
  /** The media library's files; several web processes may share it. */
  assetsDir: string;
  /** What the library of one workspace may hold, in bytes. */
  assetsQuotaBytes: number;
  /** Null: the embedded PostgreSQL on `pgPort`. */
  databaseUrl: string | null;
  pgPort: number;
  sfuHost: string;
  sfuPort: number;
  sfuUdpPort: number;
  /** Null: the port itself. Another one only where a NAT maps it. */
  sfuAnnouncedUdpPort: number | null;
  /** Null: the embedded SFU. */
  livekitUrl: string | null;
  /** Null: programs are published to our own gateway. Addresses are origins, without a slash at the end. */
  mediamtx: { url: string; apiUrl: string; user: string; password: string } | null;
  gatewayHost: string;
  gatewayPort: number;
  gatewayUdpPort: number;
  gatewayProgramsMax: number;
  /** A destination that takes no data for so long is reset. 1000 to 60000. */
  gatewayStalledMs: number;
  gatewayControlPort: number;
  announcedIps: string[];
  turnUrls: string[];
  /** Shared with the TURN server; null when it asks for no credentials. */
  turnSecret: string | null;
  rtmpSinkPort: number;
  logLevel: (typeof LOG_LEVELS)[number];
  google: OAuthClient | null;
  github: OAuthClient | null;
  https: { certFile: string; keyFile: string } | null;
}

export interface OAuthClient {
  clientId: string;
  clientSecret: string;
}

export type EnvResult = { ok: true; env: Env } | { ok: false; mistakes: string[] };

/** Parses the environment. Every mistake is listed, one line each, so that one look at the terminal mends all. */
export function parseEnv(source: Record<string, string | undefined>): EnvResult {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value?.trim() !== ''));
  const parsed = settingsSchema.safeParse(given);
  if (!parsed.success) return { ok: false, mistakes: parsed.error.issues.map((i) => mistakeLine(i, given)) };
  const value = parsed.data;
  const clash = portClash(value);
  if (clash !== null) return { ok: false, mistakes: [clash] };
  const https =
    value.HTTPS_CERT !== undefined && value.HTTPS_KEY !== undefined
      ? { certFile: value.HTTPS_CERT, keyFile: value.HTTPS_KEY }
      : null;
  const dataDir = path.resolve(value.DATA_DIR ?? defaultDataDir(source));
  const env: Env = {
    mode: value.NODE_ENV,
    port: value.PORT,
    host: value.HOST,
    publicUrl: new URL(value.PUBLIC_URL ?? `${https ? 'https' : 'http'}://localhost:${value.PORT}`).origin,
    dataDir,
    assetsDir: path.resolve(value.ASSETS_DIR ?? path.join(dataDir, 'assets')),
    assetsQuotaBytes: Math.round(value.ASSETS_QUOTA_GB * 1e9),
    databaseUrl: value.DATABASE_URL ?? null,
    pgPort: value.PG_PORT,
    sfuHost: value.SFU_HOST,
    sfuPort: value.SFU_PORT,
    sfuUdpPort: value.SFU_UDP_PORT,
    sfuAnnouncedUdpPort: value.SFU_ANNOUNCED_UDP_PORT ?? null,
    livekitUrl: value.LIVEKIT_URL ?? null,
    mediamtx: mediamtxOf(value),
    gatewayHost: value.GATEWAY_HOST,
    gatewayPort: value.GATEWAY_PORT,
    gatewayUdpPort: value.GATEWAY_UDP_PORT,
    gatewayProgramsMax: value.GATEWAY_PROGRAMS_MAX,
    gatewayStalledMs: value.GATEWAY_STALLED_MS,
    gatewayControlPort: value.GATEWAY_CONTROL_PORT,
    announcedIps: value.ANNOUNCED_IPS,
    turnUrls: value.TURN_URLS,
    turnSecret: value.TURN_SECRET ?? null,
    rtmpSinkPort: value.RTMP_SINK_PORT,
    logLevel: value.LOG_LEVEL,
    google: oauthClient(value.GOOGLE_CLIENT_ID, value.GOOGLE_CLIENT_SECRET),
    github: oauthClient(value.GITHUB_CLIENT_ID, value.GITHUB_CLIENT_SECRET),
    https,
  };
  return { ok: true, env };
}

function mistakeLine(issue: z.core.$ZodIssue, given: Record<string, string | undefined>): string {
  const name = String(issue.path[0] ?? 'settings');
  const value = given[name];
  // A wrong secret is still a secret: only its name is printed.
  const shown =
    value === undefined || /SECRET|KEY|TOKEN|PASSWORD|DATABASE_URL/.test(name) ? '' : ` (is "${value}")`;
  return `${name}${shown}: ${issue.message}`;
}

const TCP_PORTS = [
  'PORT',
  'PG_PORT',
  'SFU_PORT',
  'GATEWAY_PORT',
  'GATEWAY_CONTROL_PORT',
  'RTMP_SINK_PORT',
] as const;

function portClash(value: Record<(typeof TCP_PORTS)[number], number>): string | null {
  const owners = new Map<number, string>();
  for (const name of TCP_PORTS) {
    const first = owners.get(value[name]);
    if (first !== undefined) return `${name} (is "${value[name]}"): is the same port as ${first}`;
    owners.set(value[name], name);
  }
  return null;
}

/**
 * Never inside the repository (Tailwind scans it), and as root not below root's home: the database runs as another
 * user, who may not enter it.
 */
function defaultDataDir(source: Record<string, string | undefined>): string {
  if (process.getuid?.() === 0) return '/var/lib/stream-buddy';
  const home = homedir();
  return path.join(
    source.XDG_DATA_HOME ?? (home ? path.join(home, '.local', 'share') : tmpdir()),
    'stream-buddy',
  );
}

function oauthClient(clientId: string | undefined, clientSecret: string | undefined): OAuthClient | null {
  return clientId !== undefined && clientSecret !== undefined ? { clientId, clientSecret } : null;
}

function mediamtxOf(value: z.infer<typeof settingsSchema>): Env['mediamtx'] {
  const { MEDIAMTX_URL, MEDIAMTX_API_URL, MEDIAMTX_API_USER: user, MEDIAMTX_API_PASSWORD: password } = value;
  if (MEDIAMTX_URL === undefined || MEDIAMTX_API_URL === undefined) return null;
  if (user === undefined || password === undefined) return null;
  return { url: new URL(MEDIAMTX_URL).origin, apiUrl: new URL(MEDIAMTX_API_URL).origin, user, password };
}

/** A name and password in it would be shown to everybody who gets a link, and a path is not ours to serve below. */
function isOrigin(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { href, origin } = new URL(value);
  return href === `${origin}/`;
}
