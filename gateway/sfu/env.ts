import { networkInterfaces } from 'node:os';
import { z } from 'zod';
import type { TurnConfig } from './ice-servers';

const port = z.coerce.number().int().min(1).max(65535);
const schema = z.object({
  SFU_HOST: z.string().min(1).default('127.0.0.1'),
  SFU_PORT: port.default(7880),
  SFU_UDP_PORT: port.default(7882),
  /** Only where a NAT maps the UDP port to another one. */
  SFU_ANNOUNCED_UDP_PORT: port.optional(),
  LIVEKIT_API_KEY: z.string().min(1),
  /** HS256 needs a secret of some length to mean anything. */
  LIVEKIT_API_SECRET: z.string().min(16),
  LIVEKIT_WEBHOOK_URL: z.union([z.literal(''), z.url()]).default(''),
  ANNOUNCED_IPS: z
    .string()
    .default('')
    .transform((list) =>
      list
        .split(',')
        .map((ip) => ip.trim())
        .filter((ip) => ip !== ''),
    )
    .pipe(z.array(z.union([z.ipv4(), z.ipv6()])).max(16)),
  TURN_URLS: z
    .string()
    .default('')
    .transform((list) =>
      list
        .split(',')
        .map((url) => url.trim())
        .filter((url) => url !== ''),
    )
    .pipe(z.array(z.string().regex(/^(stun|turns?):\S+$/, 'must begin with stun:, turn: or turns:')).max(8)),
  TURN_SECRET: z.string().default(''),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

export interface SfuConfig {
  host: string;
  port: number;
  udpPort: number;
  announcedPort: number;
  apiKey: string;
  apiSecret: string;
  webhookUrl: string | null;
  announcedIps: string[];
  turn: TurnConfig;
  logLevel: string;
}

/** @returns the configuration, or every mistake at once, one line each. */
export function readConfig(
  environment: Record<string, string | undefined>,
): SfuConfig | { mistakes: string[] } {
  const parsed = schema.safeParse(environment);
  if (!parsed.success)
    return { mistakes: parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`) };
  const env = parsed.data;
  return {
    host: env.SFU_HOST,
    port: env.SFU_PORT,
    udpPort: env.SFU_UDP_PORT,
    announcedPort: env.SFU_ANNOUNCED_UDP_PORT ?? env.SFU_UDP_PORT,
    apiKey: env.LIVEKIT_API_KEY,
    apiSecret: env.LIVEKIT_API_SECRET,
    webhookUrl: env.LIVEKIT_WEBHOOK_URL === '' ? null : env.LIVEKIT_WEBHOOK_URL,
    announcedIps: env.ANNOUNCED_IPS.length > 0 ? env.ANNOUNCED_IPS : localIps(),
    turn: { urls: env.TURN_URLS, secret: env.TURN_SECRET === '' ? null : env.TURN_SECRET },
    logLevel: env.LOG_LEVEL,
  };
}

/** Interfaces first, since guests come from elsewhere; loopback last, for browsers on this machine. */
function localIps(): string[] {
  const external = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter((address) => !address.internal && address.family === 'IPv4')
    .map((address) => address.address);
  return [...external, '127.0.0.1'];
}
