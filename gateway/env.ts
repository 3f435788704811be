import { networkInterfaces } from 'node:os';
import * as z from 'zod';

/** The gateway's settings. All mistakes are listed at once, and the process does not start with one. */
const port = z.coerce.number().int().min(1).max(65_535);
const secret = z.string().min(16);

const envSchema = z.object({
  /** The web process is the front door; another value opens WHIP to the network directly, without TLS. */
  GATEWAY_HOST: z.string().default('127.0.0.1'),
  GATEWAY_PORT: port.default(8889),
  GATEWAY_UDP_PORT: port.default(8189),
  /** Programs at once; worker n takes UDP port base + n. */
  GATEWAY_PROGRAMS_MAX: z.coerce.number().int().min(1).max(64).default(16),
  GATEWAY_CONTROL_PORT: port.default(9997),
  GATEWAY_CONTROL_TOKEN: secret,
  WHIP_TOKEN_SECRET: secret,
  ANNOUNCED_IPS: z.string().default(''),
  /** A destination that takes no data for so long is reset. Tests shorten it. */
  GATEWAY_STALLED_MS: z.coerce.number().int().min(1_000).max(60_000).default(10_000),
  RTMP_SINK_PORT: port.default(1936),
  MEDIAMTX_URL: z.url().optional(),
  MEDIAMTX_API_URL: z.url().optional(),
  MEDIAMTX_API_USER: z.string().min(1).optional(),
  MEDIAMTX_API_PASSWORD: secret.optional(),
  DATA_DIR: z.string().min(1).default('data'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
});
export type GatewayEnv = z.infer<typeof envSchema>;

/** Where programs are published when not here. Addresses without a slash at the end. */
export interface MediamtxEnv {
  url: string;
  apiUrl: string;
  user: string;
  password: string;
}

/** @returns null without MEDIAMTX_URL. The web process refuses one without the others before we start. */
export function mediamtxOf(env: GatewayEnv): MediamtxEnv | null {
  const { MEDIAMTX_URL, MEDIAMTX_API_URL, MEDIAMTX_API_USER, MEDIAMTX_API_PASSWORD } = env;
  if (MEDIAMTX_URL === undefined || MEDIAMTX_API_URL === undefined) return null;
  if (MEDIAMTX_API_USER === undefined || MEDIAMTX_API_PASSWORD === undefined) return null;
  return {
    url: new URL(MEDIAMTX_URL).origin,
    apiUrl: new URL(MEDIAMTX_API_URL).origin,
    user: MEDIAMTX_API_USER,
    password: MEDIAMTX_API_PASSWORD,
  };
}

export function parseGatewayEnv(
  env: NodeJS.ProcessEnv,
): { ok: true; env: GatewayEnv } | { ok: false; mistakes: string[] } {
  const parsed = envSchema.safeParse(env);
  if (parsed.success) return { ok: true, env: parsed.data };
  return {
    ok: false,
    mistakes: parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`),
  };
}

/** Addresses that answers announce: the setting, or loopback and every interface of this machine. */
export function announcedIps(setting: string): string[] {
  const listed = setting
    .split(',')
    .map((address) => address.trim())
    .filter((address) => address !== '');
  if (listed.length > 0) return listed;
  const local = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter((address) => !address.internal && address.family === 'IPv4')
    .map((address) => address.address);
  return ['127.0.0.1', ...local].slice(0, 8);
}
