import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

/** A real LiveKit server on private ports of the loopback interface, with keys made for this run. */
export async function startLivekitServer(binary: string): Promise<LivekitServer> {
  const folder = await mkdtemp(join(tmpdir(), 'livekit-'));
  const base = await findFreePorts(3);
  const apiKey = `key-${randomBytes(4).toString('hex')}`;
  const apiSecret = randomBytes(24).toString('base64url');
  const configFile = join(folder, 'livekit.yaml');
  // YAML takes JSON.
  const config = {
    port: base,
    bind_addresses: ['127.0.0.1'],
    rtc: { udp_port: base + 1, tcp_port: base + 2, use_external_ip: false, enable_loopback_candidate: true },
    keys: { [apiKey]: apiSecret },
    logging: { level: 'info', json: true },
  };
  await writeFile(configFile, JSON.stringify(config), { mode: 0o600 });
  const child = startChild(binary, ['--config', configFile, '--node-ip', '127.0.0.1']);
  await waitFor(
    'LiveKit to answer',
    async () => {
      if (child.exited()) return true;
      return (await fetch(`http://127.0.0.1:${base}/`, { signal: AbortSignal.timeout(1000) })).ok;
    },
    { timeoutMs: START_TIMEOUT_MS },
  );
  if (child.exited()) throw new Error(`LiveKit ended: ${child.output().slice(-2000)}`);
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
