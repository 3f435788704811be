import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { GatewayEvent } from '@/lib/core/contract/gateway-control';
import { endWithParent } from '@/scripts/harness/end-with-parent';
import { findFreePorts } from '@/scripts/harness/free-ports';
import { GatewayClient } from './gateway-client';
import { GatewayEvents } from './gateway-events';

const TOKEN = 'control-token-of-a-test-0123456789abcdef';
let dataDir: string;
let gateway: ChildProcess;
let client: GatewayClient;
let controlPort: number;

async function startGateway(): Promise<ChildProcess> {
  const [mediaPort, sinkPort, udpPort] = [
    await findFreePorts(1),
    await findFreePorts(1),
    await findFreePorts(1),
  ];
  const program = ['--import', 'tsx', 'gateway/main.ts'];
  const child = spawn(...endWithParent(process.execPath, program, 'TERM'), {
    stdio: 'ignore',
    env: {
      ...process.env,
      DATA_DIR: dataDir,
      GATEWAY_PORT: String(mediaPort),
      GATEWAY_CONTROL_PORT: String(controlPort),
      GATEWAY_UDP_PORT: String(udpPort),
      GATEWAY_PROGRAMS_MAX: '2',
      RTMP_SINK_PORT: String(sinkPort),
      GATEWAY_CONTROL_TOKEN: TOKEN,
      WHIP_TOKEN_SECRET: 'whip-secret-of-a-test-0123456789abcdef',
      ANNOUNCED_IPS: '127.0.0.1',
    },
  });
  await vi.waitFor(async () => expect(await client.listPrograms()).toEqual([]), {
    timeout: 60_000,
    interval: 200,
  });
  return child;
}

async function stopGateway(): Promise<void> {
  const exited = once(gateway, 'exit');
  gateway.kill('SIGTERM');
  await exited;
}

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'stream-buddy-gateway-'));
  controlPort = await findFreePorts(1);
  client = new GatewayClient({ baseUrl: `http://127.0.0.1:${controlPort}`, token: TOKEN });
  gateway = await startGateway();
});
afterAll(async () => {
  await stopGateway();
  await rm(dataDir, { recursive: true });
});

it('the real gateway takes, reports, refuses and removes programs, and is followed over its restart', async () => {
  const heard: GatewayEvent[] = [];
  let connections = 0;
  const quiet = () => undefined;
  const events = new GatewayEvents({
    client,
    logger: { info: quiet, warn: quiet },
    onEvent: (event) => heard.push(event),
    onConnected: () => (connections += 1),
    onDisconnected: quiet,
  });
  try {
    const program = { programId: 'show1', title: 'Talk', generation: 5, relays: [], recording: null };
    expect(await client.putProgram(program)).toMatchObject({ programId: 'show1', generation: 5 });
    await vi.waitFor(() => expect(heard.some(({ type }) => type === 'program.status')).toBe(true), 10_000);
    await expect(client.putProgram({ ...program, generation: 4 })).rejects.toMatchObject({
      code: 'conflict',
    });
    await expect(client.retryRelay('show1', 'none')).rejects.toMatchObject({ code: 'not-found' });
    const missing = await client.openRecording('none', null, AbortSignal.timeout(5_000));
    expect(missing.status).toBe(404);
    const stranger = new GatewayClient({ ...client.options, token: 'guess' });
    await expect(stranger.listPrograms()).rejects.toMatchObject({ code: 'bad-token' });
    await client.removeProgram('show1');
    await client.removeProgram('show1');
    await vi.waitFor(() => expect(heard.at(-1)?.type).toBe('program.removed'), 10_000);
    await stopGateway();
    await expect(client.listPrograms()).rejects.toMatchObject({ code: 'unavailable' });
    gateway = await startGateway();
    await vi.waitFor(() => expect(connections).toBe(2), 10_000);
  } finally {
    await events.close();
  }
});
