import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { RoomServiceClient } from 'livekit-server-sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDoctorChecks } from './doctor/doctor-checks';
import { reportHealth } from './domain/doctor/report-health';
import { parseEnv, type Env } from './env';
import { GatewayClient } from './gateway-control/gateway-client';
import { ReverseProxy } from './http/reverse-proxy';
import { roomConfig } from './livekit/room-config';
import { createLog } from './log';
import { partAddresses } from './part-addresses';
import { findFreePorts } from '@/scripts/harness/free-ports';
import { processTable } from './processes/process-table';
import { Supervision } from './processes/supervision';
import { loadSecrets, type Secrets } from './secrets/secrets-file';

/** Loopback, but not where anybody looks who only knows 127.0.0.1. macOS has no other IPv4 address there. */
const OTHER_LOOPBACK = process.platform === 'linux' ? '127.0.0.2' : '::1';

describe.each([
  { gatewayHost: OTHER_LOOPBACK, sfuHost: OTHER_LOOPBACK },
  { gatewayHost: '0.0.0.0', sfuHost: '::' },
])('a gateway that listens on $gatewayHost and an SFU that listens on $sfuHost', (hosts) => {
  const { logger } = createLog({ level: 'silent', name: 'test' });
  let env: Env;
  let secrets: Secrets;
  let supervision: Supervision;
  let proxy: ReverseProxy;
  let front: Server;
  let frontUrl: string;

  beforeAll(async () => {
    const dataDir = await mkdtemp(path.join(tmpdir(), 'sb-addresses-'));
    const ports = [];
    for (let count = 0; count < 6; count += 1) ports.push(String(await findFreePorts(1)));
    const [gateway, control, sfu, sfuUdp, gatewayUdp, sink] = ports;
    const parsed = parseEnv({
      ...{ NODE_ENV: 'test', LOG_LEVEL: 'error', DATA_DIR: dataDir, RTMP_SINK_PORT: sink },
      ...{ GATEWAY_HOST: hosts.gatewayHost, GATEWAY_PORT: gateway, GATEWAY_CONTROL_PORT: control },
      ...{ GATEWAY_UDP_PORT: gatewayUdp, SFU_HOST: hosts.sfuHost, SFU_PORT: sfu, SFU_UDP_PORT: sfuUdp },
    });
    if (!parsed.ok) throw new Error(parsed.mistakes.join());
    ({ env } = parsed);
    secrets = await loadSecrets(dataDir, {});
    const inherited = { PATH: process.env.PATH };
    const table = processTable({
      ...{ env, secrets, databaseUrl: '', isDev: true, root: process.cwd(), inherited },
    });
    supervision = new Supervision({ logger, onLine: () => undefined, nowMs: () => performance.now() });
    await supervision.start([{ specs: table.filter(({ name }) => name !== 'web') }]);
    proxy = new ReverseProxy(env, logger);
    front = createServer((request, response) => proxy.forward(request, response)).listen(0, '127.0.0.1');
    await once(front, 'listening');
    frontUrl = `http://127.0.0.1:${(front.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    front.closeAllConnections();
    front.close();
    proxy.close();
    await supervision.stop();
    await rm(env.dataDir, { recursive: true });
  });

  it('are both reached by the browser through the web process', async () => {
    // Refused for want of a token: by the gateway, not by the proxy.
    const offer = await fetch(`${frontUrl}/whip/show`, { method: 'POST', body: 'v=0' });
    expect([offer.status, await offer.json()]).toMatchObject([401, { error: { code: 'bad-token' } }]);
    const room = await fetch(`${frontUrl}/livekit`);
    expect([room.status, await room.json()]).toEqual([200, { status: 'ok' }]);
  });

  it('show their metrics to this machine, not through the web process to everybody', async () => {
    expect((await fetch(`${frontUrl}/livekit/metrics`)).status).toBe(404);
    expect((await fetch(`${frontUrl}/livekit/metrics`, { headers: { 'x-forwarded-for': '' } })).status).toBe(
      404,
    );
    const direct = await fetch(`${partAddresses(env).rooms}/metrics`);
    expect([direct.status, await direct.text()]).toEqual([200, expect.stringContaining('sfu_rooms 0')]);
    const control = `${partAddresses(env).gatewayControl}/metrics`;
    expect((await fetch(control)).status).toBe(401);
    const headers = { authorization: `Bearer ${secrets.gatewayControlToken}` };
    expect((await fetch(control, { headers })).status).toBe(200);
  });

  it('are both reached by the web process itself, and found by the doctor', async () => {
    const gateway = new GatewayClient({
      ...{ baseUrl: partAddresses(env).gatewayControl, token: secrets.gatewayControlToken },
    });
    expect(await gateway.listPrograms()).toEqual([]);
    const { apiUrl, apiKey, apiSecret } = roomConfig(env, secrets);
    expect(await new RoomServiceClient(apiUrl, apiKey, apiSecret).listRooms()).toEqual([]);
    const probes = createDoctorChecks({ env, readDatabaseClock: null, onlooker: { kind: 'page' } });
    const { findings } = await reportHealth({ probes, nowMs: Date.now });
    expect(findings.filter(({ id }) => id === 'gateway' || id === 'room')).toMatchObject([
      { id: 'gateway', status: 'ok' },
      { id: 'room', status: 'ok' },
    ]);
  });
});
