import { expect, it } from 'vitest';
import { overallStatus } from '@/lib/core/doctor/doctor-check';
import type { DoctorDeps } from './ports';
import { runDoctor } from './run-doctor';

const HEALTHY: DoctorDeps = {
  pingDatabase: async () => true,
  answersOk: async () => true,
  freeBytes: async () => 90_000_000_000,
  nowMs: () => 1_000,
  settings: {
    publicUrl: 'https://studio.example.org',
    dataDir: '/data',
    roomHealthUrl: 'http://room',
    gatewayHealthUrl: 'http://gateway',
  },
};

async function statuses(change: Partial<DoctorDeps>): Promise<Record<string, string>> {
  const { checks } = await runDoctor({ ...HEALTHY, ...change });
  return Object.fromEntries(checks.map((check) => [check.id, check.status]));
}

it('finds nothing on a healthy installation, and asks for nothing', async () => {
  const { checks } = await runDoctor(HEALTHY);
  expect(overallStatus(checks)).toBe('ok');
  expect(checks.every((check) => check.fix === null)).toBe(true);
});

it.each<[string, Partial<DoctorDeps>, Record<string, string>]>([
  ['a silent database', { pingDatabase: async () => false }, { database: 'failed', gateway: 'ok' }],
  [
    'a dead gateway',
    { answersOk: async (url) => url !== 'http://gateway' },
    { gateway: 'failed', room: 'ok' },
  ],
  ['a disk that fills up', { freeBytes: async () => 2_000_000_000 }, { disk: 'warning' }],
  ['a full disk', { freeBytes: async () => 1_000 }, { disk: 'failed' }],
  ['a folder that cannot be read', { freeBytes: async () => null }, { disk: 'failed' }],
  [
    'an address for this machine only',
    { settings: { ...HEALTHY.settings, publicUrl: 'http://localhost:3000' } },
    { address: 'warning' },
  ],
  [
    'an address without HTTPS',
    { settings: { ...HEALTHY.settings, publicUrl: 'http://10.0.0.5:3000' } },
    { address: 'failed' },
  ],
])('names %s and says what to do', async (_, change, expected) => {
  expect(await statuses(change)).toMatchObject(expected);
  const { checks } = await runDoctor({ ...HEALTHY, ...change });
  expect(checks.filter((check) => check.status !== 'ok').every((check) => check.fix !== null)).toBe(true);
});
