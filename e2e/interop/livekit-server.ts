import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { startChild, type Child } from '@/scripts/harness/child';
import { findFreePorts } from '@/scripts/harness/free-ports';
import { waitFor } from '@/scripts/harness/wait-for';

const START_TIMEOUT_MS = 30_000;

export interface LivekitServer {
  url: string;
  apiKey: string;
  apiSecret: string;
  child: Child;
  stop(): Promise<void>;
}

/**
 * A real LiveKit server on private ports with the configuration that operators get, and a secret made for this run.
 * @param webhookUrl - the product's; null where there is no product, and rooms are made by whoever joins.
 */
export async function startLivekitServer(binary: string, webhookUrl: string | null): Promise<LivekitServer> {
  const folder = await mkdtemp(join(tmpdir(), 'livekit-'));
  const base = await findFreePorts(4);
  const config = parse(await readFile('gateway/livekit/livekit.yaml', 'utf8')) as {
    port: number;
    rtc: Record<string, unknown>;
    room: { auto_create: boolean };
    webhook: { api_key: string; urls: string[] };
    prometheus: { port: number };
  };
  config.port = base;
  Object.assign(config.rtc, { udp_port: base + 1, tcp_port: base + 2, enable_loopback_candidate: true });
  config.webhook.urls = webhookUrl === null ? [] : [webhookUrl];
  if (webhookUrl === null) config.room.auto_create = true;
  config.prometheus.port = base + 3;
  const configFile = join(folder, 'livekit.yaml');
  await writeFile(configFile, stringify(config), { mode: 0o600 });
  const apiKey = config.webhook.api_key;
  const apiSecret = randomBytes(24).toString('base64url');
  const child = startChild(binary, ['--config', configFile, '--node-ip', '127.0.0.1'], {
    env: { ...process.env, LIVEKIT_KEYS: `${apiKey}: ${apiSecret}` },
  });
  await waitFor(
    'LiveKit to answer',
    async () => {
      if (child.exited()) return true;
      return (await fetch(`http://127.0.0.1:${base}/`, { signal: AbortSignal.timeout(1_000) })).ok;
    },
    { timeoutMs: START_TIMEOUT_MS },
  );
  if (child.exited()) throw new Error(`LiveKit ended: ${child.output().slice(-2_000)}`);
  return {
    url: `ws://127.0.0.1:${base}`,
    apiKey,
    apiSecret,
    child,
    async stop() {
      await child.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
