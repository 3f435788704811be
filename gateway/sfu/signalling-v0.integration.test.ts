import { dispose } from '@livekit/rtc-node';
import type { Page } from '@playwright/test';
import type { Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Bot } from './testing/bot';
import { call, isBlue, isRed, logOf, picture } from './testing/browser-page';
import { BrowserRooms } from './testing/browser-room';
import { startSfu, waitFor, type RunningSfu } from './testing/start-sfu';
import { startV0Only } from './testing/v0-only';

/** Each is a DTLS handshake as offerer: with candidates told too early some of these would fail (sfu-transport.md). */
const JOINS = 20;

/** Browsers play tracks of one stream in sync. @returns the stream of each track of a participant, by its name. */
const streamsOf = (page: Page, identity: string): Promise<string[]> =>
  page.evaluate((wanted) => {
    const { room } = window as unknown as {
      room: {
        remoteParticipants: Map<
          string,
          { trackPublications: Map<string, { track?: { mediaStream?: MediaStream } }> }
        >;
      };
    };
    const publications = [...room.remoteParticipants.get(wanted)!.trackPublications.values()];
    return publications.map(({ track }) => track?.mediaStream?.id.split('|')[1] ?? 'none');
  }, identity);

describe('signalling v0, with two connections', () => {
  let sfu: RunningSfu;
  let rooms: BrowserRooms;
  let old: { wsUrl: string; server: Server };
  const pages: Page[] = [];
  const join = async (identity: string, room: string): Promise<Page> => {
    const page = await rooms.page();
    pages.push(page);
    const options = { singlePeerConnection: false };
    await call(page, 'joinRoom', { url: sfu.wsUrl, token: await sfu.token(identity, {}, room), options });
    return page;
  };

  beforeAll(async () => {
    sfu = await startSfu();
    old = await startV0Only(sfu.url);
    rooms = await BrowserRooms.launch();
  });

  afterAll(async () => {
    await rooms.close();
    old.server.close();
    expect(await sfu.stop()).toBe(0);
    await dispose();
  });

  it('[SG17] shows pages to each other, with sound, data and places of sections that are used again, in sync', async () => {
    const anna = await join('anna', 'pair');
    const sockets: string[] = [];
    anna.on('websocket', (socket) => sockets.push(new URL(socket.url()).pathname));
    const ben = await join('ben', 'pair');
    await call(ben, 'publishColour', '#0000ff');
    await call(anna, 'publishTone', 440);
    await waitFor('blue at anna', async () => isBlue(await picture(anna, 'ben-camera')));
    await waitFor(
      '440 Hz at ben',
      async () => Math.abs((await call<number>(ben, 'pitchOf', 'anna-microphone')) - 440) < 30,
    );
    for (let round = 0; round < 3; round++) {
      const sid = await call<string>(anna, 'publishColour', '#ff0000');
      await waitFor(`red at ben, ${round}`, async () => isRed(await picture(ben, 'anna-camera')));
      expect(await streamsOf(ben, 'anna')).toEqual(['camera', 'camera']);
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
      await waitFor('nothing at ben', async () => (await picture(ben, 'anna-camera')) === null);
    }
    await anna.evaluate(() => {
      const { room } = window as unknown as {
        room: { localParticipant: { publishData(data: Uint8Array, options: object): Promise<void> } };
      };
      return room.localParticipant.publishData(new TextEncoder().encode('hello'), {
        reliable: true,
        topic: 'chat',
      });
    });
    await waitFor('data at ben', async () => (await logOf(ben)).includes('data anna chat hello'));
    const log = [...(await logOf(anna)), ...(await logOf(ben))];
    expect(log.filter((entry) => /^(error|disconnected|reconnecting)/.test(entry))).toEqual([]);
    expect(sockets.filter((path) => path !== '/rtc')).toEqual([]);
  }, 90_000);

  it('[SG17] carries picture, sound and data between rtc-node and a page', async () => {
    const bot = await Bot.join({ ...sfu, wsUrl: old.wsUrl }, 'bot', { room: 'mixed' });
    const ben = await join('ben', 'mixed');
    await bot.publishGrey(200);
    await bot.publishTone(440);
    await call(ben, 'publishColour', '#0000ff');
    await waitFor('the bot at ben', async () => ((await picture(ben, 'bot-camera'))?.rgb[0] ?? 0) > 180);
    await waitFor('ben at the bot', () => (bot.pictures.get('ben')?.frames ?? 0) > 10);
    await bot.room.localParticipant!.publishData(new TextEncoder().encode('hello'), {
      reliable: true,
      topic: 'chat',
    });
    await waitFor('data at ben', async () => (await logOf(ben)).includes('data bot chat hello'));
    await bot.leave();
  }, 90_000);

  it('[SG18] never loses the race of a check against the fingerprint', async () => {
    for (let round = 0; round < JOINS; round++) {
      const bot = await Bot.join({ ...sfu, wsUrl: old.wsUrl }, `bot-${round}`, { room: 'race' });
      await bot.leave();
    }
    expect(sfu.log()).not.toMatch(/certificate verify failed|answer refused|offer refused/);
  }, 120_000);
});
