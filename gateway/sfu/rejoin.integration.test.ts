import type { Page } from '@playwright/test';
import { RoomServiceClient, TrackSource } from 'livekit-server-sdk';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { call, isBlue, isRed, logOf, picture } from './testing/browser-page';
import { BrowserRooms } from './testing/browser-room';
import { API_KEY, API_SECRET, startSfu, waitFor, type RunningSfu } from './testing/start-sfu';

const ROUNDS = 4;

describe('a guest who reloads while another watches', () => {
  let sfu: RunningSfu;
  let rooms: BrowserRooms;
  let service: RoomServiceClient;
  let pages: Page[] = [];

  const join = async (identity: string, colour: string, room: string): Promise<Page> => {
    const page = await rooms.page();
    pages.push(page);
    const token = await sfu.token(identity, {}, room);
    await call(page, 'joinRoom', {
      url: sfu.wsUrl,
      token,
      options: { adaptiveStream: false, dynacast: false },
    });
    // As the product does when a guest joins: while the page publishes.
    const permit = service.updateParticipant(room, identity, {
      name: identity,
      permission: {
        canPublish: true,
        canPublishSources: [TrackSource.CAMERA, TrackSource.MICROPHONE],
        canPublishData: false,
        canSubscribe: true,
      },
    });
    await call(page, 'publishTone', 440);
    await call(page, 'publishColour', colour);
    await permit;
    return page;
  };

  beforeAll(async () => {
    sfu = await startSfu();
    rooms = await BrowserRooms.launch();
    service = new RoomServiceClient(sfu.url, API_KEY, API_SECRET);
  });

  afterEach(async () => {
    for (const page of pages) await page.close();
    pages = [];
  });

  afterAll(async () => {
    await rooms.close();
    expect(await sfu.stop()).toBe(0);
  });

  it.each([
    ['says goodbye', { withGoodbye: true }],
    ['vanishes', { withGoodbye: false }],
  ])(
    'both see each other again, and the other is never disturbed (the page %s)',
    async (_, { withGoodbye }) => {
      const room = withGoodbye ? 'goodbye' : 'vanish';
      const ben = await join('ben', '#0000ff', room);
      let anna = await join('anna', '#ff0000', room);
      for (let round = 0; round < ROUNDS; round++) {
        await waitFor('red at ben', async () => isRed(await picture(ben, 'anna-camera')));
        await waitFor('blue at anna', async () => isBlue(await picture(anna, 'ben-camera')));
        if (withGoodbye)
          await anna.evaluate(() =>
            (window as unknown as { room: { disconnect(): unknown } }).room.disconnect(),
          );
        await anna.close();
        pages = pages.filter((page) => page !== anna);
        anna = await join('anna', '#ff0000', room);
      }
      const log = await logOf(ben);
      expect(
        log.filter((entry) => /^(reconnecting|disconnected|error)/.test(entry)),
        sfu.log(),
      ).toEqual([]);
      expect(sfu.log()).not.toMatch(/participant failed|offer refused/);
    },
  );

  it('settles after reloads that wait for nothing, with several watchers', async () => {
    const watchers = [await join('ben', '#0000ff', 'impatient'), await join('cleo', '#0000ff', 'impatient')];
    let anna = await join('anna', '#ff0000', 'impatient');
    for (let round = 0; round < ROUNDS; round++) {
      const old = anna;
      // The new page joins before the old one is gone, as after a crash.
      const next = await rooms.page();
      pages.push(next);
      const token = await sfu.token('anna', {}, 'impatient');
      await call(next, 'joinRoom', { url: sfu.wsUrl, token });
      await call(next, 'publishColour', '#ff0000', { simulcast: round % 2 === 0 });
      await call(next, 'publishTone', 440);
      await old.close();
      pages = pages.filter((page) => page !== old);
      anna = next;
    }
    for (const watcher of watchers) {
      await waitFor('red at a watcher', async () => isRed(await picture(watcher, 'anna-camera')));
      const log = await logOf(watcher);
      expect(
        log.filter((entry) => /^(reconnecting|disconnected|error)/.test(entry)),
        sfu.log(),
      ).toEqual([]);
    }
    await waitFor('blue at anna', async () => isBlue(await picture(anna, 'ben-camera')));
    expect(sfu.log()).not.toMatch(/participant failed|offer refused/);
  });
});
