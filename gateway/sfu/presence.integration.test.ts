import { dispose } from '@livekit/rtc-node';
import type { Page } from '@playwright/test';
import { RoomServiceClient } from 'livekit-server-sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Bot } from './testing/bot';
import { call, isRed, logOf, picture } from './testing/browser-page';
import { BrowserRooms } from './testing/browser-room';
import { API_KEY, API_SECRET, startSfu, waitFor, type RunningSfu } from './testing/start-sfu';

/** Issue 3 §5. */
const KEPT_MS = 15_000;

describe('who is in the room, and who may see whom', () => {
  let sfu: RunningSfu;
  let rooms: BrowserRooms;
  let service: RoomServiceClient;
  const join = async (identity: string, room: string): Promise<Page> => {
    const page = await rooms.page();
    // A page that is closed then vanishes like one that crashed: without a goodbye.
    const options = { disconnectOnPageLeave: false };
    await call(page, 'joinRoom', { url: sfu.wsUrl, token: await sfu.token(identity, {}, room), options });
    return page;
  };

  beforeAll(async () => {
    sfu = await startSfu();
    rooms = await BrowserRooms.launch();
    service = new RoomServiceClient(sfu.url, API_KEY, API_SECRET);
  });

  afterAll(async () => {
    await rooms.close();
    expect(await sfu.stop()).toBe(0);
    await dispose();
  });

  it('[SG7] keeps who vanished for 15 s, and then tells of one leave', async () => {
    const ben = await Bot.join(sfu, 'ben', { room: 'vanish' });
    const anna = await join('anna', 'vanish');
    await call(anna, 'publishColour', '#ff0000');
    await waitFor('anna in the room', () => ben.has('subscribed anna video'));
    await anna.close();
    const closedMs = performance.now();
    await waitFor('the leave', () => ben.has('left anna'), KEPT_MS + 20_000);
    expect(performance.now() - closedMs).toBeGreaterThan(KEPT_MS - 1_000);
    expect(ben.seen.filter((entry) => entry === 'left anna')).toHaveLength(1);
    expect(ben.seen.filter((entry) => entry === 'joined anna')).toHaveLength(1);
    await ben.leave();
  }, 90_000);

  it('[SG8] lets who vanished go on as the same participant', async () => {
    const ben = await join('ben', 'return');
    let anna = await join('anna', 'return');
    await call(anna, 'publishColour', '#ff0000');
    for (let round = 0; round < 3; round++) {
      await waitFor('red at ben', async () => isRed(await picture(ben, 'anna-camera')));
      await anna.close();
      anna = await join('anna', 'return');
      await call(anna, 'publishColour', '#ff0000');
    }
    await waitFor('red at ben again', async () => isRed(await picture(ben, 'anna-camera')));
    const log = await logOf(ben);
    expect(log.filter((entry) => entry === 'participantDisconnected')).toEqual([]);
    expect(log.filter((entry) => entry === 'participantConnected')).toHaveLength(1);
    await ben.close();
    await anna.close();
  }, 90_000);

  it('[SG10] gives a track only to whom its publisher and the room service allow', async () => {
    const anna = await join('anna', 'rules');
    await call(anna, 'publishColour', '#ff0000');
    const ben = await join('ben', 'rules');
    await waitFor('red at ben', async () => isRed(await picture(ben, 'anna-camera')));
    const allow = (isOpen: boolean): Promise<void> =>
      anna.evaluate((open) => {
        const { room } = window as unknown as {
          room: { localParticipant: { setTrackSubscriptionPermissions(all: boolean, rules: []): void } };
        };
        room.localParticipant.setTrackSubscriptionPermissions(open, []);
      }, isOpen);
    await allow(false);
    await waitFor('nothing at ben', async () => (await picture(ben, 'anna-camera')) === null);
    const late = await join('late', 'rules');
    await allow(true);
    await waitFor('red at ben again', async () => isRed(await picture(ben, 'anna-camera')));
    await waitFor('red at who came late', async () => isRed(await picture(late, 'anna-camera')));
    const [track] = (await service.getParticipant('rules', 'anna')).tracks;
    await service.updateSubscriptions('rules', 'ben', [track!.sid], false);
    await waitFor('nothing at ben by the service', async () => (await picture(ben, 'anna-camera')) === null);
    await service.updateSubscriptions('rules', 'ben', [track!.sid], true);
    await waitFor('red by the service', async () => isRed(await picture(ben, 'anna-camera')));
    for (const page of [anna, ben, late]) await page.close();
  }, 90_000);

  it('[SG24] gives a client that joins anew the permission it has now, not the one it came with', async () => {
    const anna = await join('anna', 'token');
    const ben = await Bot.join(sfu, 'ben', { room: 'token' });
    const tokenOf = (): Promise<string> =>
      anna.evaluate(() => (window as unknown as { room: { engine: { token: string } } }).room.engine.token);
    const first = await tokenOf();
    const permission = { canPublish: false, canSubscribe: true, canPublishData: true };
    for (const identity of ['anna', 'ben'])
      await service.updateParticipant('token', identity, { permission });
    await waitFor('another token', async () => (await tokenOf()) !== first);
    // Both clients are sent away and join anew by themselves with the token they have: ours answers no resume.
    await anna.evaluate(() =>
      (
        window as unknown as { room: { simulateScenario(name: string): Promise<void> } }
      ).room.simulateScenario('full-reconnect'),
    );
    await waitFor('the return', async () => (await logOf(anna)).includes('reconnected'));
    const { permission: after } = await service.getParticipant('token', 'anna');
    expect(after).toMatchObject({ canPublish: false, canSubscribe: true });
    expect(ben.seen).not.toContain('disconnected');
    await ben.leave();
    await anna.close();
  }, 60_000);

  it('[SG12] tells how the connection of each participant is', async () => {
    const [anna, ben] = [await join('anna', 'quality'), await join('ben', 'quality')];
    const qualityOf = (): Promise<string> =>
      ben.evaluate(() => {
        const { room } = window as unknown as {
          room: { remoteParticipants: Map<string, { connectionQuality: string }> };
        };
        return room.remoteParticipants.get('anna')!.connectionQuality;
      });
    await waitFor('a good word', async () => ['excellent', 'good'].includes(await qualityOf()));
    await anna.close();
    await waitFor('the loss', async () => (await qualityOf()) === 'lost');
    await ben.close();
  }, 60_000);
});
