import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startChild, type Child } from './child';
import { findFreePorts } from './free-ports';
import { waitFor } from './wait-for';

/** The configuration that operators get; only addresses differ in a trial. */
export const MEDIAMTX_CONFIG = resolve('gateway/mediamtx/mediamtx.yml');

const START_TIMEOUT_MS = 20_000;

export interface MediamtxServer {
  /** WHIP and WHEP. */
  url: string;
  apiUrl: string;
  udpPort: number;
  child: Child;
  stop(): Promise<void>;
}

/** A real MediaMTX on private ports of the loopback interface, with our own configuration. @param authUrl - whom it asks. */
export async function startMediamtx(binary: string, authUrl: string): Promise<MediamtxServer> {
  const folder = await mkdtemp(join(tmpdir(), 'mediamtx-'));
  const base = await findFreePorts(4);
  const child = startChild(binary, [MEDIAMTX_CONFIG], {
    cwd: folder,
    env: {
      ...process.env,
      MTX_AUTHHTTPADDRESS: authUrl,
      MTX_APIADDRESS: `127.0.0.1:${base}`,
      MTX_METRICSADDRESS: `127.0.0.1:${base + 1}`,
      MTX_WEBRTCADDRESS: `127.0.0.1:${base + 2}`,
      MTX_WEBRTCLOCALUDPADDRESS: `127.0.0.1:${base + 3}`,
      MTX_WEBRTCIPSFROMINTERFACES: 'no',
      MTX_WEBRTCADDITIONALHOSTS: '127.0.0.1',
    },
  });
  const url = `http://127.0.0.1:${base + 2}`;
  await waitFor(
    'MediaMTX to answer',
    async () => {
      if (child.exited()) return true;
      return (await fetch(url, { signal: AbortSignal.timeout(1_000) })).status > 0;
    },
    { timeoutMs: START_TIMEOUT_MS },
  );
  if (child.exited()) throw new Error(`MediaMTX ended: ${child.output().slice(-2_000)}`);
  return {
    url,
    apiUrl: `http://127.0.0.1:${base}`,
    udpPort: base + 3,
    child,
    async stop() {
      await child.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
