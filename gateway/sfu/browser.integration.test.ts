import type { Page } from '@playwright/test';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { findFreePorts } from '@/scripts/harness/free-ports';
import { call, isBlue, isRed, logOf, picture } from './testing/browser-page';
import { BrowserRooms } from './testing/browser-room';
import { LossyProxy } from './testing/lossy-proxy';
import { startSfu, waitFor, type RunningSfu } from './testing/start-sfu';

const metric = async (sfu: RunningSfu, name: string): Promise<number> => {
  const text = await (await fetch(`${sfu.url}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\d+)`, 'm').exec(text)?.[1] ?? 0);
};

describe('the embedded SFU with an unmodified livekit-client in Chromium', () => {
  let sfu: RunningSfu;
  let rooms: BrowserRooms;
  let proxy: LossyProxy;
  let pages: Page[] = [];
  const join = async (
    identity: string,
    room: string,
    options: Record<string, unknown> = {},
  ): Promise<Page> => {
    const page = await rooms.page();
    pages.push(page);
    await call(page, 'joinRoom', { url: sfu.wsUrl, token: await sfu.token(identity, {}, room), options });
    return page;
  };

  beforeAll(async () => {
    const proxyPort = await findFreePorts(1);
    sfu = await startSfu({ SFU_ANNOUNCED_UDP_PORT: String(proxyPort) });
    proxy = await LossyProxy.start(proxyPort, Number(new URL(sfu.url).port) + 1);
    rooms = await BrowserRooms.launch();
  });

  afterEach(async () => {
    proxy.lossFraction = 0;
    for (const page of pages) await page.close();
    pages = [];
  });

  afterAll(async () => {
    await rooms.close();
    proxy.close();
    expect(await sfu.stop()).toBe(0);
  });

  it('shows two pages to each other, with sound, and switches simulcast layers without a stop', async () => {
    const [anna, ben] = [await join('anna', 'pair'), await join('ben', 'pair')];
    await call(anna, 'publishColour', '#ff0000');
    await call(anna, 'publishTone', 440);
    await call(ben, 'publishColour', '#0000ff', { videoCodec: 'h264' });
    await call(ben, 'publishTone', 880);
    await waitFor('red at ben', async () => isRed(await picture(ben, 'anna-camera')));
    await waitFor('blue (H.264) at anna', async () => isBlue(await picture(anna, 'ben-camera')));
    await waitFor(
      '440 Hz at ben',
      async () => Math.abs((await call<number>(ben, 'pitchOf', 'anna-microphone')) - 440) < 30,
    );
    await waitFor(
      '880 Hz at anna',
      async () => Math.abs((await call<number>(anna, 'pitchOf', 'ben-microphone')) - 880) < 30,
    );

    const setQuality = (quality: number): Promise<void> =>
      ben.evaluate((value) => {
        const { room } = window as unknown as {
          room: {
            remoteParticipants: Map<
              string,
              { trackPublications: Map<string, { kind: string; setVideoQuality(quality: number): void }> }
            >;
          };
        };
        for (const publication of room.remoteParticipants.get('anna')!.trackPublications.values()) {
          if (publication.kind === 'video') publication.setVideoQuality(value);
        }
      }, quality);
    await setQuality(0);
    await waitFor('the low layer', async () => (await picture(ben, 'anna-camera'))?.width === 320);
    await setQuality(2);
    await waitFor('a higher layer', async () => ((await picture(ben, 'anna-camera'))?.width ?? 0) >= 640);
    const before = (await picture(ben, 'anna-camera'))!.time;
    await waitFor('time goes on', async () => (await picture(ben, 'anna-camera'))!.time > before + 1);
    expect(isRed(await picture(ben, 'anna-camera'))).toBe(true);
    const anyLog = [...(await logOf(anna)), ...(await logOf(ben))];
    expect(
      anyLog.filter(
        (entry) => entry.startsWith('error') || entry === 'disconnected' || entry === 'reconnecting',
      ),
    ).toEqual([]);
    expect(anyLog).toContain('localTrackSubscribed');
    await waitFor('speakers', async () => (await logOf(anna)).some((entry) => entry === 'speakers anna,ben'));
  });

  it('[SG4] mutes, unpublishes, and reuses the freed section for the next track', async () => {
    const [anna, ben] = [await join('anna', 'reuse'), await join('ben', 'reuse')];
    for (let round = 0; round < 5; round++) {
      const sid = await call<string>(anna, 'publishColour', round % 2 === 0 ? '#ff0000' : '#0000ff');
      await waitFor(`picture ${round}`, async () => {
        const seen = await picture(ben, 'anna-camera');
        return round % 2 === 0 ? isRed(seen) : isBlue(seen);
      });
      if (round === 0) {
        const setMuted = (isMuted: boolean): Promise<unknown> =>
          anna.evaluate(
            ([track, muted]) => {
              const { room } = window as unknown as {
                room: {
                  localParticipant: {
                    trackPublications: Map<string, { mute(): Promise<void>; unmute(): Promise<void> }>;
                  };
                };
              };
              const publication = room.localParticipant.trackPublications.get(track)!;
              return muted ? publication.mute() : publication.unmute();
            },
            [sid, isMuted] as const,
          );
        await setMuted(true);
        await waitFor('muted', async () => (await logOf(ben)).includes('trackMuted'));
        await setMuted(false);
        await waitFor('unmuted', async () => (await logOf(ben)).includes('trackUnmuted'));
        const at = (await picture(ben, 'anna-camera'))?.time ?? 0;
        await waitFor(
          'pictures again',
          async () => ((await picture(ben, 'anna-camera'))?.time ?? 0) > at + 0.5,
        );
      }
      await anna.evaluate((track) => {
        const { room } = window as unknown as {
          room: {
            localParticipant: {
              trackPublications: Map<string, { track: unknown }>;
              unpublishTrack(track: unknown): Promise<unknown>;
            };
          };
        };
        return room.localParticipant.unpublishTrack(
          room.localParticipant.trackPublications.get(track)!.track,
        );
      }, sid);
      await waitFor('gone', async () => (await picture(ben, 'anna-camera')) === null);
    }
  });

  it('[SG3] carries more tracks than a client first made room for', async () => {
    const watcher = await join('watcher', 'many');
    const publisher = await join('anna', 'many');
    for (let index = 0; index < 5; index++)
      await call(publisher, 'publishColour', '#ff0000', { simulcast: false, name: `cam${index}` });
    await waitFor(
      'five pictures',
      async () => (await logOf(watcher)).filter((entry) => entry === 'trackSubscribed').length === 5,
    );
  });

  it('[SG6] comes back by itself after its signalling breaks', async () => {
    const [anna, ben] = [await join('anna', 'again'), await join('ben', 'again')];
    await call(anna, 'publishColour', '#ff0000');
    await call(ben, 'publishColour', '#0000ff');
    await waitFor('red at ben', async () => isRed(await picture(ben, 'anna-camera')));
    await anna.evaluate(() =>
      (
        window as unknown as { room: { simulateScenario(name: string): Promise<void> } }
      ).room.simulateScenario('signal-reconnect'),
    );
    await waitFor('reconnected', async () => (await logOf(anna)).includes('reconnected'));
    await waitFor('ben sees anna again', async () => {
      const seen = await picture(ben, 'anna-camera');
      return isRed(seen) && seen!.time > 0.5;
    });
    await waitFor('anna sees ben again', async () => isBlue(await picture(anna, 'ben-camera')));
    expect(await logOf(ben)).not.toContain('disconnected');
    // Joining anew is no leave to the others.
    expect(await logOf(ben)).not.toContain('participantDisconnected');
  });

  it('heals 5 % loss each way by retransmission', async () => {
    const [anna, ben] = [await join('anna', 'lossy'), await join('ben', 'lossy')];
    await call(anna, 'publishColour', '#ff0000');
    await waitFor('red at ben', async () => isRed(await picture(ben, 'anna-camera')));
    const resentBefore = await metric(sfu, 'sfu_rtx_packets_out_total');
    proxy.lossFraction = 0.05;
    proxy.lost = 0;
    const start = (await picture(ben, 'anna-camera'))!.time;
    await waitFor(
      'eight seconds of video',
      async () => (await picture(ben, 'anna-camera'))!.time > start + 8,
      30_000,
    );
    expect(proxy.lost).toBeGreaterThan(8);
    expect(await metric(sfu, 'sfu_rtx_packets_out_total')).toBeGreaterThan(resentBefore);
    expect(await metric(sfu, 'sfu_nacks_out_total')).toBeGreaterThan(0);
    const stats = await ben.evaluate(async () => {
      const { room } = window as unknown as {
        room: { engine: { pcManager: { publisher: { getStats(): Promise<RTCStatsReport> } } } };
      };
      let decoded = 0;
      let freezes = 0;
      (await room.engine.pcManager.publisher.getStats()).forEach(
        (report: { type: string; kind: string; framesDecoded: number; freezeCount: number }) => {
          if (report.type === 'inbound-rtp' && report.kind === 'video') {
            decoded += report.framesDecoded;
            freezes += report.freezeCount;
          }
        },
      );
      return { decoded, freezes };
    });
    expect(stats.decoded).toBeGreaterThan(80);
    expect(stats.freezes).toBeLessThanOrEqual(3);
  });

  it('tells a page with a bad token so', async () => {
    const page = await rooms.page();
    pages.push(page);
    const refusal = await call<unknown>(page, 'joinRoom', { url: sfu.wsUrl, token: 'x.y.z' }).catch(
      (error: unknown) => String(error),
    );
    expect(refusal).toMatch(/token|not allowed|unauthorized/i);
  });
});
