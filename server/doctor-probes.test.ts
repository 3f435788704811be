import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDoctorProbes, judgeAddress, judgeClock } from './doctor-probes';
import { reportHealth } from './domain/doctor/report-health';
import { parseEnv } from './env';

const healthy = createServer((request, response) => {
  response.writeHead(request.url === '/healthz' ? 200 : 404).end('{"status":"ok"}');
});
let port = 0;
beforeAll(async () => {
  healthy.listen(0, '127.0.0.1');
  await once(healthy, 'listening');
  port = (healthy.address() as AddressInfo).port;
});
afterAll(() => void healthy.close());

describe('createDoctorProbes', () => {
  it('finds what answers, and names the setting of what does not', async () => {
    const parsed = parseEnv({ DATA_DIR: tmpdir(), GATEWAY_CONTROL_PORT: String(port), SFU_PORT: '1' });
    if (!parsed.ok) throw new Error(parsed.mistakes.join());
    const probes = createDoctorProbes({
      env: parsed.env,
      readDatabaseClock: () => Promise.reject(new Error('postgresql://user:secret@host is away')),
    });
    const { findings } = await reportHealth({ probes, nowMs: Date.now });
    const status = Object.fromEntries(findings.map((finding) => [finding.id, finding.status]));
    expect(status).toMatchObject({
      database: 'failed',
      gateway: 'ok',
      room: 'failed',
      'public-address': 'warning',
    });
    expect(JSON.stringify(findings)).toContain('SFU_PORT');
    expect(JSON.stringify(findings)).not.toContain('secret');
  });

  it.each([
    ['https://studio.example.org', 'ok'],
    ['http://localhost:3000', 'warning'],
    ['http://127.0.0.1:3000', 'warning'],
    ['http://studio.example.org', 'failed'],
    ['http://192.168.1.5:3000', 'failed'],
  ])('judges %s: %s', (publicUrl, status) => {
    expect(judgeAddress(publicUrl).status).toBe(status);
  });

  it('warns when the clock of the database is elsewhere', () => {
    const database = { now: new Date(60_000), version: '18.4' };
    expect(judgeClock(database, 61_000).status).toBe('ok');
    expect(judgeClock(database, 50_000).status).toBe('warning');
  });
});
