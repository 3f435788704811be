import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProgramStatus } from '@/lib/core/contract/gateway-control';
import { startBrowserPublisher } from './testing/browser-publisher';
import type { FfmpegPublisher } from './testing/ffmpeg-publisher';
import { postOffer } from './testing/ffmpeg-publisher';
import type { GatewayProcess } from './testing/gateway-process';
import { startGateway, WHIP_SECRET } from './testing/gateway-process';
import {
  API_PASSWORD,
  API_USER,
  PROGRAM,
  startGatewayOrigin,
  startMediamtxOrigin,
} from './testing/mediamtx-origin';
import type { Origin } from './testing/mediamtx-origin';

const token = (lease: number): Promise<string> =>
  new SignJWT({ lease })
    .setProtectedHeader({ alg: 'HS256' })
    .setAudience('whip')
    .setSubject(PROGRAM)
    .setExpirationTime('5m')
    .sign(new TextEncoder().encode(WHIP_SECRET));

/** With MEDIAMTX_BIN against the real server too; any WHEP server must do. */
const binary = process.env.MEDIAMTX_BIN ?? '';
const ORIGINS: [string, () => Promise<Origin>][] = [['our gateway', () => startGatewayOrigin(token)]];
if (binary !== '') ORIGINS.push(['MediaMTX', () => startMediamtxOrigin(binary, token)]);

describe.each(ORIGINS)('a program published to %s', (_name, start) => {
  let origin: Origin;
  let gateway: GatewayProcess;
  let publisher: FfmpegPublisher;
  let isPublisherStopped = false;

  const connected = ({ source }: ProgramStatus): boolean => source.status === 'connected' && source.fps > 20;
  const sessionOf = ({ source }: ProgramStatus): string =>
    source.status === 'connected' ? source.sessionId : '';

  beforeAll(async () => {
    origin = await start();
    gateway = await startGateway({
      MEDIAMTX_URL: origin.url,
      MEDIAMTX_API_URL: origin.apiUrl,
      MEDIAMTX_API_USER: API_USER,
      MEDIAMTX_API_PASSWORD: API_PASSWORD,
    });
  });

  afterAll(async () => {
    if (!isPublisherStopped) await publisher.stop();
    expect(await gateway.stop()).toBe(0);
    await origin.stop();
  });

  it('is fetched, reaches its destination and is recorded', async () => {
    const relays = [
      {
        relayId: 'sink',
        name: 'Test',
        url: `rtmp://127.0.0.1:${gateway.sinkPort}/live`,
        backupUrl: null,
        key: 'k',
      },
    ];
    await gateway.put({ programId: PROGRAM, generation: 1, relays, recordingId: 'rec' });
    publisher = await origin.publish(1);
    const status = await gateway.waitForStatus(
      PROGRAM,
      'picture, sound, a live destination and two seconds on disk',
      (now) =>
        connected(now) &&
        now.relays[0]?.state.status === 'live' &&
        (now.recording?.durationMs ?? 0) > 2_000 &&
        now.source.status === 'connected' &&
        now.source.audioKbps > 20,
    );
    expect(status.source).toMatchObject({ lease: null, width: 640, height: 360 });
  });

  it('goes by the id that its publisher has there', async () => {
    const response = await fetch(`${origin.apiUrl}/v3/paths/get/${PROGRAM}`, {
      headers: { authorization: `Basic ${Buffer.from(`${API_USER}:${API_PASSWORD}`).toString('base64')}` },
    });
    const { source } = (await response.json()) as { source: { id: string } };
    expect(sessionOf(await gateway.status(PROGRAM))).toBe(source.id);
  });

  it('is not published here', async () => {
    const url = `http://127.0.0.1:${gateway.mediaPort}/whip/${PROGRAM}`;
    const answer = await postOffer({ url, token: await token(9) }, 'v=0');
    expect(answer.status).toBe(409);
  });

  it('goes on after a takeover, and no destination reconnects', async () => {
    const before = await gateway.status(PROGRAM);
    const next = await origin.publish(2);
    await gateway.waitForStatus(
      PROGRAM,
      'the new publisher',
      (now) => connected(now) && sessionOf(now) !== sessionOf(before),
    );
    await publisher.stop();
    publisher = next;
    const after = await gateway.waitForStatus(
      PROGRAM,
      'a live destination',
      ({ relays }) => relays[0]?.state.status === 'live',
    );
    expect(after.relays[0]?.connects).toBe(1);
  });

  it('comes back by itself when its publisher was away', async () => {
    await publisher.stop();
    // MediaMTX ends the session; our gateway goes on with the last picture, a few times a second.
    await gateway.waitForStatus(
      PROGRAM,
      'nothing of the publisher',
      ({ source }) => source.status === 'absent' || source.fps < 10,
    );
    publisher = await origin.publish(3);
    const after = await gateway.waitForStatus(PROGRAM, 'the source again', connected);
    expect(after.relays[0]?.connects).toBe(1);
  });

  it('comes back by itself after its worker died', async () => {
    const { worker } = await gateway.status(PROGRAM);
    process.kill(worker?.pid ?? 0, 'SIGKILL');
    await gateway.waitForStatus(
      PROGRAM,
      'another worker with the source',
      (now) => now.worker !== null && now.worker.pid !== worker?.pid && connected(now),
    );
  });

  it('is carried from a browser as it is from a program', async () => {
    await publisher.stop();
    isPublisherStopped = true;
    const browser = await startBrowserPublisher(origin.pageUrl);
    try {
      const published = await browser.publish({
        url: `${origin.pageUrl}/${PROGRAM}/whip`,
        token: await token(4),
      });
      expect(published).toBe(201);
      const { source } = await gateway.waitForStatus(
        PROGRAM,
        "the browser's picture and sound",
        ({ source: now }) =>
          now.status === 'connected' && now.width === 1280 && now.fps > 10 && now.audioKbps > 10,
      );
      expect(source).toMatchObject({ height: 720 });
    } finally {
      await browser.stop();
      await browser.close();
    }
  });

  it('writes no token and no password into the log', () => {
    const log = gateway.log.join('');
    expect(log).not.toContain(API_PASSWORD);
    expect(log).not.toContain(WHIP_SECRET);
    expect(log).not.toMatch(/eyJ[\w-]+\.eyJ/);
  });
});
