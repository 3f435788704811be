import type { Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFreePorts } from '@/scripts/harness/free-ports';
import { call, isRed, picture } from './testing/browser-page';
import { BrowserRooms } from './testing/browser-room';
import { LossyProxy } from './testing/lossy-proxy';
import { startSfu, waitFor, type RunningSfu } from './testing/start-sfu';

/** Issue 3 §5, with time to spare for a busy machine; the exact bounds are held by congestion.test.ts. */
const LIMIT_KBPS = 500;
const SETTLED_MS = 8_000;
const RECOVERED_MS_MAX = 25_000;
const AUDIO_LOSS_MAX = 0.01;

/** One packet in ten lost on the way up and one in ten on the way down, and this much missing at the end, asked for again. */
const LOSS = 0.1;
const LOSS_LEFT_MAX = 0.05;

interface Received {
  audioPackets: number;
  audioLost: number;
  videoBytes: number;
  framesDecoded: number;
  width: number;
}

const received = (page: Page): Promise<Received> =>
  page.evaluate(async () => {
    const { room } = window as unknown as {
      room: { engine: { pcManager: { publisher: { getStats(): Promise<RTCStatsReport> } } } };
    };
    const sum = { audioPackets: 0, audioLost: 0, videoBytes: 0, framesDecoded: 0, width: 0 };
    (await room.engine.pcManager.publisher.getStats()).forEach(
      (report: RTCInboundRtpStreamStats & { type: string }) => {
        if (report.type !== 'inbound-rtp') return;
        if (report.kind === 'audio') {
          sum.audioPackets += report.packetsReceived ?? 0;
          sum.audioLost += report.packetsLost ?? 0;
        } else {
          sum.videoBytes += report.bytesReceived ?? 0;
          sum.framesDecoded += report.framesDecoded ?? 0;
          sum.width = Math.max(sum.width, report.frameWidth ?? 0);
        }
      },
    );
    return sum;
  });

describe('a page whose downlink shrinks to 500 kbps, 100 ms away, and widens again', () => {
  let sfu: RunningSfu;
  let rooms: BrowserRooms;
  let proxy: LossyProxy;

  beforeAll(async () => {
    const proxyPort = await findFreePorts(1);
    sfu = await startSfu({ SFU_ANNOUNCED_UDP_PORT: String(proxyPort) });
    proxy = await LossyProxy.start(proxyPort, Number(new URL(sfu.url).port) + 1);
    rooms = await BrowserRooms.launch();
  });

  afterAll(async () => {
    await rooms.close();
    proxy.close();
    expect(await sfu.stop()).toBe(0);
  });

  it('hears a voice that loses one packet in ten on both ways', async () => {
    const join = async (identity: string): Promise<Page> => {
      const page = await rooms.page();
      const token = await sfu.token(identity, {}, 'lossy');
      await call(page, 'joinRoom', { url: sfu.wsUrl, token });
      return page;
    };
    const [cleo, dan] = [await join('cleo'), await join('dan')];
    await call(cleo, 'publishTone', 440);
    await waitFor('sound', async () => (await received(dan)).audioPackets > 50);
    const start = await received(dan);
    Object.assign(proxy, { lossFraction: LOSS, delayMs: 10 });
    await waitFor('200 packets', async () => (await received(dan)).audioPackets > start.audioPackets + 200);
    Object.assign(proxy, { lossFraction: 0, delayMs: 0 });
    const end = await received(dan);
    const [lost, got] = [end.audioLost - start.audioLost, end.audioPackets - start.audioPackets];
    process.stdout.write(`${lost} packets missing, ${got} received, with ${LOSS * 100} % lost each way\n`);
    expect(lost / (lost + got)).toBeLessThan(LOSS_LEFT_MAX);
    await Promise.all([cleo.close(), dan.close()]);
  });

  it('hears the sound throughout, sees a picture that fits, and gets the good one back', async () => {
    const join = async (identity: string): Promise<Page> => {
      const page = await rooms.page();
      await call(page, 'joinRoom', { url: sfu.wsUrl, token: await sfu.token(identity) });
      return page;
    };
    const [anna, ben] = [await join('anna'), await join('ben')];
    await call(anna, 'publishColour', '#ff0000');
    await call(anna, 'publishTone', 440);
    await waitFor('red at ben', async () => isRed(await picture(ben, 'anna-camera')));
    await waitFor(
      'the best layer',
      async () => (await picture(ben, 'anna-camera'))?.width === 1280,
      RECOVERED_MS_MAX,
    );

    const start = await received(ben);
    proxy.downKbps = LIMIT_KBPS;
    proxy.delayMs = 50;
    proxy.lost = 0;
    const limitedMs = performance.now();
    await waitFor('the time to settle', () => performance.now() - limitedMs > SETTLED_MS);
    const settled = await received(ben);
    const settledMs = performance.now();
    await waitFor('ten seconds more', () => performance.now() - settledMs > 10_000, 15_000);
    const end = await received(ben);
    const elapsedS = (performance.now() - settledMs) / 1_000;

    proxy.downKbps = Infinity;
    const freedMs = performance.now();
    await waitFor(
      'the best layer again',
      async () => (await picture(ben, 'anna-camera'))?.width === 1280,
      RECOVERED_MS_MAX,
    );
    const recoveredMs = performance.now() - freedMs;
    const audioLost = (end.audioLost - start.audioLost) / (end.audioPackets - start.audioPackets);
    const videoKbps = ((end.videoBytes - settled.videoBytes) * 8) / 1_000 / elapsedS;
    const framesPerSecond = (end.framesDecoded - settled.framesDecoded) / elapsedS;
    process.stdout.write(
      `audio lost ${(audioLost * 100).toFixed(2)} %; once settled ${videoKbps.toFixed(0)} kbps, ` +
        `${framesPerSecond.toFixed(1)} frames/s, width ${end.width}; recovered after ${recoveredMs.toFixed(0)} ms\n`,
    );
    expect(audioLost).toBeLessThan(AUDIO_LOSS_MAX);
    expect(videoKbps).toBeLessThan(LIMIT_KBPS);
    expect(framesPerSecond).toBeGreaterThan(5);
    expect(end.width).toBeLessThan(1280);
  }, 120_000);
});
