import type { Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, isRed, logOf, picture } from './testing/browser-page';
import { BrowserRooms } from './testing/browser-room';
import { startSfu, waitFor, type RunningSfu } from './testing/start-sfu';

/** Names of the layers that the page's camera encodes now. */
const activeLayers = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const { room } = window as unknown as {
      room: {
        localParticipant: { videoTrackPublications: Map<string, { track: { sender: RTCRtpSender } }> };
      };
    };
    const [publication] = [...room.localParticipant.videoTrackPublications.values()];
    const { encodings } = publication!.track.sender.getParameters();
    return encodings
      .filter(({ active }) => active)
      .map(({ rid }) => rid)
      .sort()
      .join('');
  });

const setQuality = (page: Page, quality: number): Promise<void> =>
  page.evaluate((value) => {
    const { room } = window as unknown as {
      room: {
        remoteParticipants: Map<
          string,
          { videoTrackPublications: Map<string, { setVideoQuality(quality: number): void }> }
        >;
      };
    };
    for (const publication of room.remoteParticipants.get('anna')!.videoTrackPublications.values())
      publication.setVideoQuality(value);
  }, quality);

describe('a page with dynacast', () => {
  let sfu: RunningSfu;
  let rooms: BrowserRooms;

  beforeAll(async () => {
    sfu = await startSfu();
    rooms = await BrowserRooms.launch();
  });

  afterAll(async () => {
    await rooms.close();
    expect(await sfu.stop()).toBe(0);
  });

  it('[SG15] sends only the layers that somebody has use for', async () => {
    const join = async (identity: string, options: Record<string, unknown>): Promise<Page> => {
      const page = await rooms.page();
      await call(page, 'joinRoom', { url: sfu.wsUrl, token: await sfu.token(identity), options });
      return page;
    };
    const anna = await join('anna', { dynacast: true });
    await call(anna, 'publishColour', '#ff0000');
    await waitFor('nothing to be sent to nobody', async () => (await activeLayers(anna)) === '');
    const ben = await join('ben', {});
    await waitFor('red at ben', async () => isRed(await picture(ben, 'anna-camera')));
    expect(await activeLayers(anna)).toBe('fhq');
    await setQuality(ben, 0);
    await waitFor('the low layer alone', async () => (await activeLayers(anna)) === 'q');
    await waitFor('its picture at ben', async () => (await picture(ben, 'anna-camera'))?.width === 320);
    await setQuality(ben, 2);
    await waitFor('all layers', async () => (await activeLayers(anna)) === 'fhq');
    await waitFor('the high picture', async () => (await picture(ben, 'anna-camera'))?.width === 1280);
    expect((await logOf(anna)).filter((entry) => /^(error|disconnected)/.test(entry))).toEqual([]);
  }, 90_000);
});
