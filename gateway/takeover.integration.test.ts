import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DesiredRelay } from '@/lib/core/contract/gateway-control';
import { durationMsOf } from '@/gateway/core/fmp4/init-segment';
import type { FfmpegPublisher } from './testing/ffmpeg-publisher';
import { publishFromFfmpeg } from './testing/ffmpeg-publisher';
import type { GatewayProcess } from './testing/gateway-process';
import { startGateway } from './testing/gateway-process';
import { decodeErrors, probeFile, recordStream } from './testing/media-probe';
import type { NginxRtmp } from './testing/nginx-rtmp';
import { startNginxRtmp } from './testing/nginx-rtmp';
import { waitFor } from './testing/wait-for';

/** Issue 3: within 2 s of the old publisher's death; the gate leaves room for a shared machine. */
const TAKEOVER_MS_GATE = 2_000;
/** Issue 3: back, with all relays, within 3 s of kill -9. */
const COMEBACK_MS_GATE = 3_000;
const GAP_MS_GATE = 600;

let gateway: GatewayProcess;
let nginx: NginxRtmp;
let publishers: Record<'show' | 'other', FfmpegPublisher>;
let dir: string;
let lease = 0;

beforeAll(async () => {
  [gateway, nginx, dir] = await Promise.all([
    startGateway(),
    startNginxRtmp(),
    mkdtemp(join(tmpdir(), 'takeover-')),
  ]);
  for (const programId of ['show', 'other']) await gateway.put({ programId, generation: 1 });
  publishers = { show: await publish('show'), other: await publish('other') };
  await gateway.put({ programId: 'show', generation: 2, relays: showRelays() });
  await gateway.put({ programId: 'other', generation: 2, relays: [relay('other', nginx.url)] });
  for (const programId of ['show', 'other']) await allLive(programId);
});

afterAll(async () => {
  await Promise.all(Object.values(publishers).map((publisher) => publisher.stop()));
  await Promise.all([gateway.stop(), nginx.stop()]);
  await rm(dir, { recursive: true, force: true });
});

const relay = (relayId: string, url: string): DesiredRelay => ({
  ...{ relayId, name: relayId, url, backupUrl: null, key: relayId },
});
const showRelays = (): DesiredRelay[] => [
  relay('a', nginx.url),
  relay('b', nginx.url),
  relay('sink', `rtmp://127.0.0.1:${gateway.sinkPort}/live`),
];

async function publish(programId: string): Promise<FfmpegPublisher> {
  lease += 1;
  const token = await gateway.token({ aud: 'whip', sub: programId, lease });
  return publishFromFfmpeg({ url: `http://127.0.0.1:${gateway.mediaPort}/whip/${programId}`, token });
}

async function allLive(programId: string): Promise<void> {
  await gateway.waitForStatus(programId, 'every destination', ({ relays }) =>
    relays.every(({ state }) => state.status === 'live'),
  );
}

async function hasSource(programId: string, withLease: number): Promise<void> {
  await gateway.waitForStatus(
    programId,
    `lease ${withLease}`,
    ({ source, picture }) =>
      source.status === 'connected' && source.lease === withLease && picture === 'source',
  );
}

async function nobodyReconnected(): Promise<void> {
  for (const { connects, framesDropped } of (await gateway.status('show')).relays)
    expect({ connects, framesDropped }).toEqual({ connects: 1, framesDropped: 0 });
}

describe('a higher lease', () => {
  it('takes over a program that runs, at a key frame, and nobody reconnects', async () => {
    const path = join(dir, 'handover.flv');
    const recording = recordStream(`${nginx.url}/a`, 8, path);
    const successor = await publish('show');
    await hasSource('show', lease);
    await publishers.show.stop();
    publishers.show = successor;
    await recording;
    await isSeamless(path);
    await nobodyReconnected();
  });

  it('takes over within 2 s of the death of the one before, and nobody reconnects', async () => {
    const path = join(dir, 'death.flv');
    const recording = recordStream(`${nginx.url}/a`, 10, path);
    await waitFor(
      'some of the old one',
      async () => (await stat(path).catch(() => ({ size: 0 }))).size > 100_000,
    );
    // Without a word: nothing comes any more, not even a DTLS goodbye.
    publishers.show.pause();
    const diedAtMs = performance.now();
    const successor = await publish('show');
    await hasSource('show', lease);
    const tookMs = Math.round(performance.now() - diedAtMs);
    await publishers.show.stop();
    publishers.show = successor;
    await recording;
    process.stdout.write(`taken over ${tookMs} ms after the death\n`);
    expect(tookMs).toBeLessThan(TAKEOVER_MS_GATE);
    await isSeamless(path);
    await nobodyReconnected();
  });
});

describe('a worker killed with -9', () => {
  it('is back with every destination within 3 s, and another program does not notice', async () => {
    const [before, otherBefore] = await Promise.all([gateway.status('show'), gateway.status('other')]);
    const path = join(dir, 'other.flv');
    const recording = recordStream(`${nginx.url}/other`, 6, path);
    process.kill(before.worker?.pid ?? 0, 'SIGKILL');
    const killedAtMs = performance.now();
    const old = publishers.show;
    // As the studio does: again and again until it is taken.
    let taken: FfmpegPublisher | null = null;
    await waitFor('a publisher to be taken', async () => {
      taken = await publish('show').catch(() => null);
      return taken !== null;
    });
    publishers.show = taken!;
    await gateway.waitForStatus(
      'show',
      'every destination again',
      ({ worker, relays }) =>
        worker !== null &&
        worker.pid !== before.worker?.pid &&
        relays.length === 3 &&
        relays.every(({ state }) => state.status === 'live'),
    );
    const tookMs = Math.round(performance.now() - killedAtMs);
    process.stdout.write(`back with three destinations ${tookMs} ms after kill -9\n`);
    await old.stop();
    await recording;
    expect(tookMs).toBeLessThan(COMEBACK_MS_GATE);
    const other = await gateway.status('other');
    expect(other.worker?.pid).toBe(otherBefore.worker?.pid);
    expect(other.relays[0]).toMatchObject({ connects: 1, framesDropped: 0, state: { status: 'live' } });
    await isSeamless(path);
  });
});

describe('a gateway killed with -9', () => {
  it('leaves recordings that play, finishes them when it is back, and goes on with them when asked', async () => {
    const dataDir = join(dir, 'data');
    const first = await startGateway({ DATA_DIR: dataDir });
    await first.put({ programId: 'show', generation: 1, recordingId: 'rec' });
    const token = await first.token({ aud: 'whip', sub: 'show', lease: 1 });
    const publisher = await publishFromFfmpeg({
      url: `http://127.0.0.1:${first.mediaPort}/whip/show`,
      token,
    });
    const { recording, worker } = await first.waitForStatus(
      'show',
      '3 s on disk',
      (status) => (status.recording?.durationMs ?? 0) > 3_000,
    );
    process.kill(first.pid, 'SIGKILL');
    await waitFor('its worker to follow', () => !isRunning(worker?.pid ?? 0));
    await publisher.stop();
    const path = join(dataDir, 'recordings', 'rec.mp4');
    expect(durationMsOf(await readFile(path))).toBe(0);
    expect((await probeFile(path)).video?.packets).toBeGreaterThan(80);

    const second = await startGateway({ DATA_DIR: dataDir });
    const finished = durationMsOf(await readFile(path)) ?? 0;
    // Up to the last second, which was not yet on disk.
    expect(finished).toBeGreaterThanOrEqual((recording?.durationMs ?? 0) - 50);
    expect(await decodeErrors(path)).toBe('');
    await second.put({ programId: 'show', generation: 1, recordingId: 'rec' });
    const again = await publishFromFfmpeg({
      url: `http://127.0.0.1:${second.mediaPort}/whip/show`,
      token: await second.token({ aud: 'whip', sub: 'show', lease: 2 }),
    });
    await second.waitForStatus(
      'show',
      'the recording to go on',
      (status) => (status.recording?.durationMs ?? 0) > finished + 2_000,
    );
    await second.put({ programId: 'show', generation: 2 });
    await second.waitForStatus('show', 'its end', (status) => status.recording?.status === 'finished');
    await again.stop();
    const whole = join(dir, 'whole.mp4');
    await writeFile(whole, await readFile(path));
    expect(durationMsOf(await readFile(whole))).toBeGreaterThan(finished + 2_000);
    expect((await probeFile(whole)).video?.nonMonotonic).toBe(0);
    expect(await decodeErrors(whole)).toBe('');
    await Promise.all([first.stop(), second.stop()]);
  });
});

/** At the destination: one publication, no hole, time forwards, every picture decodes. */
async function isSeamless(path: string): Promise<void> {
  const { video, audio } = await probeFile(path);
  process.stdout.write(`largest gap: video ${video?.gapMaxMs} ms, audio ${audio?.gapMaxMs} ms\n`);
  expect(video?.packets).toBeGreaterThan(100);
  expect(video).toMatchObject({ nonMonotonic: 0 });
  expect(audio).toMatchObject({ nonMonotonic: 0 });
  expect(video?.gapMaxMs).toBeLessThan(GAP_MS_GATE);
  expect(await decodeErrors(path)).toBe('');
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    /* There is no such process. */
    return false;
  }
}
