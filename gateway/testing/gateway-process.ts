import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import type { DesiredProgram, DesiredRelay, ProgramStatus } from '@/lib/core/contract/gateway-control';
import { endWithParent } from '@/scripts/harness/end-with-parent';
import { findFreePorts } from '@/scripts/harness/free-ports';
import { bundleGateway } from './bundle-gateway';
import { waitFor } from './wait-for';

/** A real gateway process on private ports with a folder of its own. */
export interface GatewayProcess {
  mediaPort: number;
  controlPort: number;
  sinkPort: number;
  /** Of the first program; a later one has the next. */
  udpPort: number;
  dataDir: string;
  pid: number;
  log: string[];
  call(method: string, path: string, body?: unknown): Promise<Response>;
  put(program: {
    programId: string;
    generation: number;
    relays?: DesiredRelay[];
    recordingId?: string | null;
  }): Promise<ProgramStatus>;
  status(programId: string): Promise<ProgramStatus>;
  waitForStatus(
    programId: string,
    what: string,
    isReached: (status: ProgramStatus) => boolean,
  ): Promise<ProgramStatus>;
  token(claims: { aud: 'whip' | 'whep'; sub: string; lease?: number; expiresIn?: string }): Promise<string>;
  stop(): Promise<number | null>;
}

export const CONTROL_TOKEN = 'control-token-for-tests-0123456789';
const PROGRAMS_MAX = 4;
export const WHIP_SECRET = 'whip-secret-for-tests-0123456789abcdef';

export async function startGateway(env: Record<string, string> = {}): Promise<GatewayProcess> {
  const dataDir = await mkdtemp(join(tmpdir(), 'gateway-test-'));
  const mediaPort = await findFreePorts(3 + PROGRAMS_MAX);
  const [controlPort, sinkPort, udpPort] = [mediaPort + 1, mediaPort + 2, mediaPort + 3];
  const { main, folder } = await bundleGateway();
  const log: string[] = [];
  // With the supervisor's flags (server/processes/process-table.ts).
  const [command, args] = endWithParent(process.execPath, ['--max-semi-space-size=1', main], 'TERM');
  const child: ChildProcess = spawn(command, args, {
    env: {
      ...process.env,
      GATEWAY_PORT: String(mediaPort),
      GATEWAY_CONTROL_PORT: String(controlPort),
      GATEWAY_UDP_PORT: String(udpPort),
      GATEWAY_PROGRAMS_MAX: String(PROGRAMS_MAX),
      RTMP_SINK_PORT: String(sinkPort),
      GATEWAY_CONTROL_TOKEN: CONTROL_TOKEN,
      WHIP_TOKEN_SECRET: WHIP_SECRET,
      ANNOUNCED_IPS: '127.0.0.1',
      DATA_DIR: dataDir,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (bytes: Buffer) => log.push(bytes.toString()));
  const exited = once(child, 'exit');
  const base = `http://127.0.0.1:${controlPort}`;
  await waitFor('the gateway to listen', () =>
    fetch(`${base}/healthz`).then(
      (response) => response.ok,
      () => {
        if (child.exitCode !== null) throw new Error(`gateway ended: ${log.join('')}`);
        return false;
      },
    ),
  );

  const call = (method: string, path: string, body?: unknown): Promise<Response> =>
    fetch(`${base}${path}`, {
      method,
      headers: { authorization: `Bearer ${CONTROL_TOKEN}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const status = async (programId: string): Promise<ProgramStatus> =>
    (await (await call('GET', `/v1/programs/${programId}`)).json()) as ProgramStatus;
  return {
    mediaPort,
    controlPort,
    sinkPort,
    udpPort,
    dataDir,
    pid: child.pid ?? 0,
    log,
    call,
    status,
    async put({ programId, generation, relays = [], recordingId = null }) {
      const recording = recordingId === null ? null : { recordingId };
      const desired: DesiredProgram = { programId, title: 'Test', generation, relays, recording };
      const response = await call('PUT', `/v1/programs/${programId}`, desired);
      if (!response.ok) throw new Error(`PUT: ${response.status} ${await response.text()}`);
      return (await response.json()) as ProgramStatus;
    },
    async waitForStatus(programId, what, isReached) {
      let last: ProgramStatus | null = null;
      await waitFor(
        what,
        async () => {
          last = await status(programId);
          return isReached(last);
        },
        { timeoutMs: 30_000, describe: () => `${JSON.stringify(last)}\n${log.slice(-20).join('')}` },
      );
      return last as unknown as ProgramStatus;
    },
    token({ aud, sub, lease, expiresIn = '5m' }) {
      return new SignJWT(lease === undefined ? {} : { lease })
        .setProtectedHeader({ alg: 'HS256' })
        .setAudience(aud)
        .setSubject(sub)
        .setExpirationTime(expiresIn)
        .sign(new TextEncoder().encode(WHIP_SECRET));
    },
    async stop() {
      child.kill('SIGTERM');
      const [code] = (await exited) as [number | null];
      await rm(dataDir, { recursive: true, force: true });
      await rm(folder, { recursive: true, force: true });
      return code;
    },
  };
}
