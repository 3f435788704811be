import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Env } from '../env';
import type { PostgresCommand } from '../db/embedded-postgres';
import { partAddresses } from '../part-addresses';
import { secretsToEnv, type Secrets } from '../secrets/secrets-file';
import type { PortNeed } from './port-owner';
import type { ProcessSpec } from './process-keeper';
import { waitHealthy } from './wait-healthy';

export interface TableInput {
  env: Env;
  secrets: Secrets;
  databaseUrl: string;
  /** Sources through tsx instead of the bundles in dist/. */
  isDev: boolean;
  root: string;
  inherited: Record<string, string | undefined>;
}

/** The programs of ours, in the order of their start. PostgreSQL is not among them: see `postgresSpec`. */
export function processTable(input: TableInput): ProcessSpec[] {
  const { env, secrets } = input;
  const addresses = partAddresses(env);
  const shared = { ...withoutSecrets(input.inherited), ...settingsOf(input) };
  const all = secretsToEnv(secrets);
  const pick = (...names: string[]) => Object.fromEntries(names.map((name) => [name, all[name]]));
  // The gateway asks its API with it, the web process recognises it when MediaMTX asks back.
  const mediamtx = { MEDIAMTX_API_PASSWORD: env.mediamtx?.password };
  // Least privilege: the parts that face the network never see the master key or the database.
  const gateway = nodeProgram(input, {
    name: 'gateway',
    entry: 'gateway/main',
    env: { ...shared, ...pick('WHIP_TOKEN_SECRET', 'GATEWAY_CONTROL_TOKEN'), ...mediamtx },
    healthUrl: `${addresses.gatewayControl}/healthz`,
  });
  const sfu = nodeProgram(input, {
    name: 'sfu',
    entry: 'gateway/sfu/main',
    env: { ...shared, ...pick('LIVEKIT_API_KEY', 'LIVEKIT_API_SECRET') },
    healthUrl: `${addresses.rooms}/healthz`,
  });
  const web = nodeProgram(input, {
    name: 'web',
    entry: 'server/main',
    env: { ...shared, ...all, ...mediamtx, DATABASE_URL: input.databaseUrl },
    healthUrl: `${addresses.web}/healthz`,
  });
  return env.livekitUrl === null ? [gateway, sfu, web] : [gateway, web];
}

export function postgresSpec(command: PostgresCommand, whenReady: ProcessSpec['whenReady']): ProcessSpec {
  return {
    name: 'postgres',
    program: command.program,
    args: command.args,
    env: { PATH: process.env.PATH, LC_ALL: 'C' },
    uid: command.uid,
    gid: command.gid,
    stopSignal: command.stopSignal,
    whenReady,
    hasIpc: false,
  };
}

/** Every port that our programs will open, with the setting that moves it. */
export function portNeeds(env: Env): PortNeed[] {
  const local = { protocol: 'tcp', host: '127.0.0.1' } as const;
  const media = { protocol: 'udp', host: '0.0.0.0' } as const;
  const needs: PortNeed[] = [
    { ...local, host: env.host, hostSetting: 'HOST', port: env.port, part: 'web', setting: 'PORT' },
    {
      ...local,
      host: env.gatewayHost,
      hostSetting: 'GATEWAY_HOST',
      port: env.gatewayPort,
      part: 'gateway',
      setting: 'GATEWAY_PORT',
    },
    { ...local, port: env.gatewayControlPort, part: 'gateway control', setting: 'GATEWAY_CONTROL_PORT' },
    { ...local, port: env.rtmpSinkPort, part: 'test destination', setting: 'RTMP_SINK_PORT' },
    { ...media, port: env.gatewayUdpPort, part: 'gateway media', setting: 'GATEWAY_UDP_PORT' },
  ];
  if (env.livekitUrl === null)
    needs.push(
      {
        ...local,
        host: env.sfuHost,
        hostSetting: 'SFU_HOST',
        port: env.sfuPort,
        part: 'rooms',
        setting: 'SFU_PORT',
      },
      { ...media, port: env.sfuUdpPort, part: 'room media', setting: 'SFU_UDP_PORT' },
    );
  if (env.databaseUrl === null)
    needs.push({ ...local, port: env.pgPort, part: 'database', setting: 'PG_PORT' });
  return needs;
}

interface NodeProgram {
  name: string;
  /** Path from the root, without extension. */
  entry: string;
  env: Record<string, string | undefined>;
  healthUrl: string;
}

function nodeProgram({ isDev, root }: TableInput, { name, entry, env, healthUrl }: NodeProgram): ProcessSpec {
  const program = isDev
    ? ['--import', 'tsx', path.join(root, `${entry}.ts`)]
    : ['--enable-source-maps', path.join(root, 'dist', `${entry}.js`)];
  return {
    name,
    program: process.execPath,
    args: ['--import', pathToFileURL(path.join(root, END_WITH_SUPERVISOR)).href, ...program],
    env: { ...env, STREAM_BUDDY_SUPERVISOR_PID: String(process.pid) },
    stopSignal: 'SIGTERM',
    whenReady: (signal) => waitHealthy(healthUrl, signal),
    hasIpc: true,
  };
}

const END_WITH_SUPERVISOR = 'scripts/start/end-with-supervisor.mjs';

const SECRET_VARIABLE = /SECRET|TOKEN|PASSWORD|MASTER_KEY|DATABASE_URL|API_KEY/;

function withoutSecrets(variables: Record<string, string | undefined>): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => !SECRET_VARIABLE.test(name)));
}

/** The settings as parsed, with every default filled in, so that no child has defaults of its own to disagree. */
function settingsOf({ env, isDev }: TableInput): Record<string, string | undefined> {
  return {
    NODE_ENV: isDev ? 'development' : 'production',
    PORT: String(env.port),
    HOST: env.host,
    PUBLIC_URL: env.publicUrl,
    DATA_DIR: env.dataDir,
    ASSETS_DIR: env.assetsDir,
    ASSETS_QUOTA_GB: String(env.assetsQuotaBytes / 1e9),
    PG_PORT: String(env.pgPort),
    SFU_HOST: env.sfuHost,
    SFU_PORT: String(env.sfuPort),
    SFU_UDP_PORT: String(env.sfuUdpPort),
    SFU_ANNOUNCED_UDP_PORT: String(env.sfuAnnouncedUdpPort ?? env.sfuUdpPort),
    LIVEKIT_URL: env.livekitUrl ?? undefined,
    MEDIAMTX_URL: env.mediamtx?.url,
    MEDIAMTX_API_URL: env.mediamtx?.apiUrl,
    MEDIAMTX_API_USER: env.mediamtx?.user,
    GATEWAY_HOST: env.gatewayHost,
    GATEWAY_PORT: String(env.gatewayPort),
    GATEWAY_UDP_PORT: String(env.gatewayUdpPort),
    GATEWAY_PROGRAMS_MAX: String(env.gatewayProgramsMax),
    GATEWAY_STALLED_MS: String(env.gatewayStalledMs),
    GATEWAY_CONTROL_PORT: String(env.gatewayControlPort),
    ANNOUNCED_IPS: env.announcedIps.join(','),
    TURN_URLS: env.turnUrls.join(','),
    TURN_SECRET: env.turnSecret ?? undefined,
    RTMP_SINK_PORT: String(env.rtmpSinkPort),
    LOG_LEVEL: env.logLevel,
    HTTPS_CERT: env.https?.certFile,
    HTTPS_KEY: env.https?.keyFile,
    // Webhooks of the rooms go to the web process where it listens, whatever its public name is.
    LIVEKIT_WEBHOOK_URL: `${partAddresses(env).web}/api/livekit/webhook`,
    NODE_EXTRA_CA_CERTS: env.https?.certFile,
    NEXT_TELEMETRY_DISABLED: '1',
  };
}
