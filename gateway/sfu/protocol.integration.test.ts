import { ListParticipantsRequest, ListParticipantsResponse } from '@livekit/protocol';
import type { Page } from '@playwright/test';
import { AccessToken } from 'livekit-server-sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, isRed, logOf, picture } from './testing/browser-page';
import { BrowserRooms } from './testing/browser-room';
import { API_KEY, API_SECRET, startSfu, waitFor, type RunningSfu } from './testing/start-sfu';

const ROOM = 'protocol';
/** On a busy machine; an idle one needs 0.2 s. */
const JOIN_MS_MAX = 3_000;

describe('what clients of LiveKit rely on', () => {
  let sfu: RunningSfu;
  let rooms: BrowserRooms;
  let anna: Page;

  beforeAll(async () => {
    sfu = await startSfu();
    rooms = await BrowserRooms.launch();
    anna = await rooms.page();
    await call(anna, 'joinRoom', { url: sfu.wsUrl, token: await sfu.token('anna', {}, ROOM) });
    await call(anna, 'publishColour', '#ff0000');
  });

  afterAll(async () => {
    await rooms.close();
    expect(await sfu.stop()).toBe(0);
  });

  it('[SG1] lets a page join by the first request it makes, on one peer connection', async () => {
    const page = await rooms.page();
    const sockets: string[] = [];
    const problems: string[] = [];
    page.on('websocket', (socket) => sockets.push(new URL(socket.url()).pathname));
    page.on('request', (request) => {
      if (request.url().startsWith(sfu.url)) problems.push(request.url());
    });
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text());
    });
    const token = await sfu.token('quick', {}, ROOM);
    const startedMs = performance.now();
    await call(page, 'joinRoom', { url: sfu.wsUrl, token });
    expect(performance.now() - startedMs).toBeLessThan(JOIN_MS_MAX);
    expect(sockets).toEqual(['/rtc/v1']);
    expect(problems).toEqual([]);
    await page.close();
  });

  it('stops and resumes a track when its watcher updates the subscription', async () => {
    const ben = await rooms.page();
    await call(ben, 'joinRoom', { url: sfu.wsUrl, token: await sfu.token('ben', {}, ROOM) });
    const setSubscribed = (isSubscribed: boolean): Promise<void> =>
      ben.evaluate((wanted) => {
        const { room } = window as unknown as {
          room: {
            remoteParticipants: Map<
              string,
              { trackPublications: Map<string, { setSubscribed(wanted: boolean): void }> }
            >;
          };
        };
        for (const publication of room.remoteParticipants.get('anna')!.trackPublications.values())
          publication.setSubscribed(wanted);
      }, isSubscribed);
    for (let round = 1; round <= 3; round++) {
      await waitFor(`the picture, ${round}`, async () => isRed(await picture(ben, 'anna-camera')));
      await setSubscribed(false);
      await waitFor('no picture', async () => (await picture(ben, 'anna-camera')) === null);
      await setSubscribed(true);
    }
    await waitFor('the picture at last', async () => isRed(await picture(ben, 'anna-camera')));
    expect((await logOf(ben)).filter((entry) => /^(reconnecting|disconnected|error)/.test(entry))).toEqual(
      [],
    );
    await ben.close();
  });

  it('speaks protobuf at the RoomService, and names a body that is none', async () => {
    const token = new AccessToken(API_KEY, API_SECRET, { ttl: '1m' });
    token.addGrant({ roomAdmin: true, room: ROOM });
    const post = async (body: Uint8Array): Promise<Response> =>
      fetch(`${sfu.url}/twirp/livekit.RoomService/ListParticipants`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${await token.toJwt()}`, 'Content-Type': 'application/protobuf' },
        body: new Uint8Array(body),
      });
    const answer = await post(new ListParticipantsRequest({ room: ROOM }).toBinary());
    expect(answer.headers.get('content-type')).toBe('application/protobuf');
    const { participants } = ListParticipantsResponse.fromBinary(new Uint8Array(await answer.arrayBuffer()));
    expect(participants.map(({ identity }) => identity)).toContain('anna');
    const refusal = await post(Uint8Array.of(0xff, 0xff, 0xff));
    expect(refusal.status).toBe(400);
    expect(await refusal.json()).toMatchObject({ code: 'malformed' });
  });
});
