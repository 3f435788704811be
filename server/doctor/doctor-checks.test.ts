import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reportHealth } from '../domain/doctor/report-health';
import { parseEnv, type Env } from '../env';
import { createDoctorChecks, type DoctorCheckParts, type Onlooker } from './doctor-checks';
import { judgeClock, judgeFreeSpace, judgeNode } from './machine-checks';
import { judgeAddress, judgeDatabase } from './part-checks';

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

function envOf(variables: Record<string, string> = {}): Env {
  const parsed = parseEnv({ DATA_DIR: tmpdir(), ...variables });
  if (!parsed.ok) throw new Error(parsed.mistakes.join());
  return parsed.env;
}

const PAGE: Onlooker = { kind: 'page' };
const command = (isRunning: boolean): Onlooker => ({ kind: 'command', isRunning, chromium: null });
const parts = (part: Partial<DoctorCheckParts> = {}): DoctorCheckParts => ({
  ...{ env: envOf(), readDatabaseClock: null, onlooker: PAGE },
  ...part,
});
const idsOf = (part: Partial<DoctorCheckParts>) => createDoctorChecks(parts(part)).map(({ id }) => id);

describe('createDoctorChecks', () => {
  it('is one list, of which each onlooker gets what it can see', () => {
    const machine = ['data-folder', 'udp', 'clock', 'public-address'];
    expect(idsOf({})).toEqual(['node', 'database', 'gateway', 'room', ...machine]);
    expect(idsOf({ onlooker: command(true) })).toEqual([...idsOf({}), 'h264']);
    expect(idsOf({ onlooker: command(false) })).toEqual(['node', 'database', 'ports', ...machine, 'h264']);
    const env = envOf({ LIVEKIT_URL: 'wss://livekit.example.org' });
    expect(idsOf({ env, onlooker: command(false) })).toContain('room');
  });

  it('finds what answers, and names the setting of what does not', async () => {
    // Control and media of the gateway behind one server; nobody listens on the SFU's port.
    const env = { ...envOf(), gatewayControlPort: port, gatewayPort: port, sfuPort: 1 };
    const readDatabaseClock = () => Promise.reject(new Error('postgresql://user:secret@host is away'));
    const probes = createDoctorChecks(parts({ env, readDatabaseClock }));
    const { findings } = await reportHealth({ probes, nowMs: Date.now });
    const status = Object.fromEntries(findings.map((finding) => [finding.id, finding.status]));
    expect(status).toMatchObject({
      ...{ node: 'ok', database: 'failed', gateway: 'ok', room: 'failed', udp: 'ok' },
      'public-address': 'warning',
    });
    expect(JSON.stringify(findings)).toContain('SFU_PORT');
    expect(JSON.stringify(findings)).not.toContain('secret');
  });

  it('a gateway that is commanded but cannot be published to is not well', async () => {
    const env = { ...envOf(), gatewayControlPort: port, gatewayPort: 1 };
    const probes = createDoctorChecks(parts({ env })).filter(({ id }) => id === 'gateway');
    const { findings } = await reportHealth({ probes, nowMs: Date.now });
    expect(findings).toMatchObject([{ status: 'failed', remedy: expect.stringContaining('GATEWAY_HOST') }]);
  });

  it('shows paths of the server to its operator only', async () => {
    const dataDir = mkdtempSync(path.join(tmpdir(), 'sb-doctor-'));
    const env = envOf({ DATA_DIR: dataDir });
    const look = async (onlooker: Onlooker) => {
      const probes = createDoctorChecks(parts({ env, onlooker })).filter(({ id }) => id === 'data-folder');
      return JSON.stringify((await reportHealth({ probes, nowMs: Date.now })).findings);
    };
    expect(await look(command(false))).toContain(dataDir);
    expect(await look(PAGE)).not.toContain(dataDir);
    rmSync(dataDir, { recursive: true });
    expect(await look(command(false))).toContain('will be made at the first start');
  });

  it('names who has a port that is needed', async () => {
    const env = { ...envOf(), port, sfuPort: 1 };
    const probes = createDoctorChecks(parts({ env, onlooker: command(false) }));
    const ports = probes.filter(({ id }) => id === 'ports');
    const { findings } = await reportHealth({ probes: ports, nowMs: Date.now });
    expect(findings).toMatchObject([{ status: 'failed', remedy: expect.stringContaining(`port ${port}`) }]);
  });
});

describe('MediaMTX', () => {
  const mediamtx = (apiUrl: string): Record<string, string> => ({
    MEDIAMTX_URL: `http://127.0.0.1:${port}`,
    MEDIAMTX_API_URL: apiUrl,
    MEDIAMTX_API_USER: 'stream-buddy',
    MEDIAMTX_API_PASSWORD: 'password-of-the-api-0123456789',
  });
  const look = async (apiUrl: string) => {
    const checks = createDoctorChecks(parts({ env: envOf(mediamtx(apiUrl)) }));
    const check = checks.find(({ id }) => id === 'mediamtx');
    return check?.look(AbortSignal.timeout(2_000));
  };

  it('is looked at when it is set, with the credentials of its API', async () => {
    let asked = '';
    const api = createServer((request, response) => {
      asked = `${request.url} ${request.headers.authorization}`;
      response.writeHead(200).end('{"items":[]}');
    }).listen(0, '127.0.0.1');
    await once(api, 'listening');
    const verdict = await look(`http://127.0.0.1:${(api.address() as AddressInfo).port}`);
    api.close();
    expect(verdict?.status).toBe('ok');
    const credentials = Buffer.from('stream-buddy:password-of-the-api-0123456789').toString('base64');
    expect(asked).toBe(`/v3/paths/list Basic ${credentials}`);
    expect(idsOf({ env: envOf() })).not.toContain('mediamtx');
  });

  it('that refuses us is told apart from one that does not answer', async () => {
    // The healthy part answers 404 here: as good as a refusal.
    expect(await look(`http://127.0.0.1:${port}`)).toMatchObject({
      status: 'failed',
      remedy: expect.stringContaining('authHTTPAddress') as string,
    });
    await expect(look('http://127.0.0.1:1')).rejects.toThrow();
  });
});

describe('verdicts', () => {
  it.each([
    ['20.18.9', 'failed'],
    ['20.19.0', 'ok'],
    ['22.11.0', 'failed'],
    ['22.12.1', 'ok'],
    ['23.4.0', 'failed'],
    ['24.0.0', 'ok'],
  ])('on Node.js %s: %s', (version, status) => {
    expect(judgeNode(version).status).toBe(status);
  });

  it.each([
    ['https://studio.example.org', 'ok'],
    ['http://localhost:3000', 'warning'],
    ['http://127.0.0.1:3000', 'warning'],
    ['http://studio.example.org', 'failed'],
    ['http://192.168.1.5:3000', 'failed'],
  ])('on %s: %s', (publicUrl, status) => {
    expect(judgeAddress(publicUrl).status).toBe(status);
  });

  it.each([
    ['in step', { now: new Date(60_000), version: '18.4' }, 61_000, 'ok'],
    ['ten seconds off', { now: new Date(60_000), version: '18.4' }, 50_000, 'warning'],
    ['as old as Debian 12 has it', { now: new Date(0), version: '15.13 (Debian 15.13-0)' }, 0, 'ok'],
    ['too old', { now: new Date(0), version: '14.9' }, 0, 'failed'],
  ] as const)('on a database %s', (_name, database, nowMs, status) => {
    expect(judgeDatabase(database, nowMs).status).toBe(status);
  });

  it.each([
    ['1970', 0, 'yes', 'failed'],
    ['now, not synchronised', Date.UTC(2027, 0, 1), 'no', 'warning'],
    ['now', Date.UTC(2027, 0, 1), 'yes', 'ok'],
    ['now, where nobody knows', Date.UTC(2027, 0, 1), '', 'ok'],
  ])('on a clock that says %s', (_name, nowMs, synchronised, status) => {
    expect(judgeClock(nowMs, synchronised).status).toBe(status);
  });

  it('on a disk that is nearly full', () => {
    expect(judgeFreeSpace(6 * 1024 ** 3, 'It').status).toBe('ok');
    expect(judgeFreeSpace(4 * 1024 ** 3, 'It')).toMatchObject({
      ...{ status: 'warning', detail: 'It has only 4.0 GB free for recordings.' },
    });
  });
});
