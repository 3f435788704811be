import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Child } from './child';
import { startChild } from './child';
import { findFreePorts } from './free-ports';
import { waitFor } from './wait-for';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** First start on two busy cores, with a build. */
const HEALTHY_TIMEOUT_MS = 300_000;
const UDP_PROGRAMS = 4;

export interface ProductPorts {
  web: number;
  postgres: number;
  sfu: number;
  sfuUdp: number;
  gateway: number;
  control: number;
  rtmpSink: number;
  gatewayUdp: number;
}

export interface Product {
  url: string;
  dataDir: string;
  ports: ProductPorts;
  child: Child;
  /** From the start command to healthy. */
  startSeconds: number;
  stop(): Promise<void>;
}

/** Starts the whole product by its own start command, on private ports and with a data folder of its own. */
export async function startProduct(
  options: { env?: Record<string, string>; dataDir?: string; ports?: ProductPorts; keepData?: boolean } = {},
): Promise<Product> {
  const ports = options.ports ?? (await privatePorts());
  // The database runs as a user of its own when we are root: the folder's parents must be open to it.
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'stream-buddy-')));
  const url = `http://localhost:${ports.web}`;
  const startedAtMs = Date.now();
  const child = startChild(process.execPath, ['scripts/start.mjs'], {
    cwd: ROOT,
    env: { ...process.env, ...productEnv(ports, dataDir, url), ...options.env },
  });
  await waitFor(
    'the product to be healthy',
    async () => {
      if (child.exited()) throw new Error(`it stopped: ${child.output().slice(-3000)}`);
      const response = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(2000) });
      return response.ok;
    },
    { timeoutMs: child.exited() ? 0 : HEALTHY_TIMEOUT_MS },
  ).catch(async (error: unknown) => {
    await child.stop();
    throw new Error(`${String(error)}\n${child.output().slice(-4000)}`);
  });
  return {
    url,
    dataDir,
    ports,
    child,
    startSeconds: (Date.now() - startedAtMs) / 1000,
    async stop() {
      await child.stop();
      if (options.keepData !== true) await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Ports that nobody has, for an instance of its own. */
export async function privatePorts(): Promise<ProductPorts> {
  const base = await findFreePorts(8 + UDP_PROGRAMS);
  return {
    web: base,
    postgres: base + 1,
    sfu: base + 2,
    sfuUdp: base + 3,
    gateway: base + 4,
    control: base + 5,
    rtmpSink: base + 6,
    gatewayUdp: base + 8,
  };
}

/** The settings that describe such an instance: to its own programs, and to commands about it. */
export function productEnv(ports: ProductPorts, dataDir: string, url: string): Record<string, string> {
  return {
    PORT: String(ports.web),
    HOST: '127.0.0.1',
    PUBLIC_URL: url,
    DATA_DIR: dataDir,
    PG_PORT: String(ports.postgres),
    SFU_PORT: String(ports.sfu),
    SFU_UDP_PORT: String(ports.sfuUdp),
    GATEWAY_PORT: String(ports.gateway),
    GATEWAY_CONTROL_PORT: String(ports.control),
    RTMP_SINK_PORT: String(ports.rtmpSink),
    GATEWAY_UDP_PORT: String(ports.gatewayUdp),
    GATEWAY_PROGRAMS_MAX: String(UDP_PROGRAMS),
    ANNOUNCED_IPS: '127.0.0.1',
  };
}
