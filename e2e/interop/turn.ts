import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { call, isRed, picture } from '@/gateway/sfu/testing/browser-page';
import { BrowserRooms } from '@/gateway/sfu/testing/browser-room';
import { startSfu } from '@/gateway/sfu/testing/start-sfu';
import { startChild } from '@/scripts/harness/child';
import { findFreePorts } from '@/scripts/harness/free-ports';
import { waitFor } from '@/scripts/harness/wait-for';

/**
 * Guests whose firewall lets nothing through but a TURN server, with a real coturn: it checks the credentials that our SFU
 * hands out with `join`, and both guests' media goes through it. By UDP only: by TCP and TLS Chromium's checks carry a tie
 * breaker of zero, which libjuice refuses (libjuice issue 355; README.md says whom that keeps out).
 */
const binary = process.env.TURNSERVER_BIN;
if (binary === undefined || binary === '') {
  process.stdout.write(
    'Not run: set TURNSERVER_BIN to a turnserver program (coturn; Debian: apt install coturn).\n',
  );
  process.exit(0);
}

const TONE_HZ = 440;
const TONE_HZ_OFF_MAX = 25;
const STEP_TIMEOUT_MS = 30_000;
const RELAY_PORTS = 20;

const secret = randomBytes(24).toString('base64url');
const folder = await mkdtemp(join(tmpdir(), 'coturn-'));
const port = await findFreePorts(1 + RELAY_PORTS);
const configFile = join(folder, 'turnserver.conf');
await writeFile(
  configFile,
  [
    'listening-ip=127.0.0.1',
    'relay-ip=127.0.0.1',
    `listening-port=${port}`,
    `min-port=${port + 1}`,
    `max-port=${port + RELAY_PORTS}`,
    'use-auth-secret',
    `static-auth-secret=${secret}`,
    'realm=stream-buddy.test',
    'no-tls',
    'no-dtls',
    'no-cli',
    // The SFU of this test is on loopback, which coturn refuses to relay to otherwise.
    'allow-loopback-peers',
    'log-file=stdout',
    `pidfile=${join(folder, 'turnserver.pid')}`,
    `userdb=${join(folder, 'turndb')}`,
  ].join('\n'),
  { mode: 0o600 },
);
const coturn = startChild(binary, ['-c', configFile]);
let isOk = true;
try {
  for (const version of ['v1', 'v0'] as const) {
    const name = `guests behind a relay, signalling ${version}`;
    try {
      await meetThroughRelay(`turn:127.0.0.1:${port}?transport=udp`, version);
      process.stdout.write(`ok      ${name}\n`);
    } catch (error) {
      isOk = false;
      process.stdout.write(`FAILED  ${name}\n        ${String(error)}\n`);
    }
  }
} finally {
  await coturn.stop();
  await rm(folder, { recursive: true, force: true });
}
if (!isOk) process.stdout.write(`${coturn.output().slice(-4_000).replaceAll(secret, '(secret)')}\n`);
process.exit(isOk ? 0 : 1);

async function meetThroughRelay(url: string, version: 'v1' | 'v0'): Promise<void> {
  const sfu = await startSfu({ TURN_URLS: url, TURN_SECRET: secret });
  const rooms = await BrowserRooms.launch();
  try {
    const enter = async (identity: string): Promise<Page> => {
      const page = await rooms.page();
      await call(page, 'joinRoom', {
        url: sfu.wsUrl,
        token: await sfu.token(identity),
        options: { singlePeerConnection: version === 'v1' },
        connectOptions: { rtcConfig: { iceTransportPolicy: 'relay' } },
      });
      return page;
    };
    const [anna, ben] = [await enter('anna'), await enter('ben')];
    await call(anna, 'publishColour', '#ff0000');
    await call(anna, 'publishTone', TONE_HZ);
    const options = { timeoutMs: STEP_TIMEOUT_MS };
    await waitFor('red at ben', async () => isRed(await picture(ben, 'anna-camera')), options);
    await waitFor(
      'the tone at ben',
      async () =>
        Math.abs((await call<number>(ben, 'pitchOf', 'anna-microphone')) - TONE_HZ) < TONE_HZ_OFF_MAX,
      options,
    );
    for (const page of [anna, ben]) {
      const types = await page.evaluate(localCandidateTypes);
      if (types.length === 0 || types.some((type) => type !== 'relay'))
        throw new Error(`media goes by ${types.join(', ') || 'nothing'}`);
    }
  } finally {
    await rooms.close();
    await sfu.stop();
  }
}

/** In the page: what each of its connections really sends by. */
async function localCandidateTypes(): Promise<string[]> {
  const { room } = window as unknown as {
    room: {
      engine: {
        pcManager: Record<'publisher' | 'subscriber', { getStats(): Promise<RTCStatsReport> } | undefined>;
      };
    };
  };
  const { publisher, subscriber } = room.engine.pcManager;
  const types: string[] = [];
  for (const transport of [publisher, subscriber]) {
    const report = (await transport?.getStats()) ?? new Map();
    const selected = new Set<string>();
    report.forEach((stats: { type: string; selectedCandidatePairId?: string }) => {
      if (stats.type === 'transport' && stats.selectedCandidatePairId !== undefined)
        selected.add(stats.selectedCandidatePairId);
    });
    for (const pairId of selected) {
      const pair = report.get(pairId) as { localCandidateId: string } | undefined;
      types.push(
        (report.get(pair?.localCandidateId ?? '') as { candidateType?: string } | undefined)?.candidateType ??
          'none',
      );
    }
  }
  return types;
}
