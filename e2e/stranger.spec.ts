import { io } from 'socket.io-client';
import { ERROR_HTTP_STATUS } from '@/lib/core/contract/error-codes';
import { PROTOCOL_VERSION, SHOW_NAMESPACE } from '@/lib/core/contract/realtime';
import { expect, test } from './support/fixtures';
import { prepareShow } from './support/show';

const SDP = 'v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n';

test('A stranger without a token gets nowhere', async ({ openContext, api, product }) => {
  const { showId } = await prepareShow(api, 'Private');
  const context = await openContext({ allow: [/401|403|404|Failed to load resource/] });
  const { request } = context;

  await test.step('metrics are for whoever has the token, and those of the rooms for this machine', async () => {
    expect((await request.get('/metrics')).status()).toBe(401);
    expect((await request.get('/livekit/metrics')).status()).toBe(404);
  });

  await test.step('pages lead to the sign-in', async () => {
    const page = await context.newPage();
    for (const path of [
      '/shows',
      `/shows/${showId}`,
      `/shows/${showId}/studio`,
      `/shows/${showId}/remote`,
      '/destinations',
      '/team',
      '/activity',
      '/settings',
      '/doctor',
      '/recordings',
    ]) {
      await page.goto(path);
      await expect(page, path).toHaveURL(/\/sign-in/);
    }
  });

  await test.step('tRPC refuses', async () => {
    for (const path of ['shows.list', 'destinations.list', 'team.list', 'audit.list', 'recordings.list']) {
      const response = await request.get(
        `${product.url}/api/trpc/${path}?input=${encodeURIComponent('{"json":{}}')}`,
      );
      expect(response.status(), path).toBe(ERROR_HTTP_STATUS['not-signed-in']);
    }
    const mutation = await request.post(`${product.url}/api/trpc/shows.create`, {
      headers: { origin: product.url },
      data: { json: { title: 'x', template: 'solo', scheduledAt: null } },
    });
    expect(mutation.status()).toBe(401);
  });

  await test.step('a foreign origin is refused even with a session', async () => {
    const owner = await openContext({ storageState: product.ownerState });
    const response = await owner.request.post(`${product.url}/api/trpc/shows.create`, {
      headers: { origin: 'https://evil.example' },
      data: { json: { title: 'x', template: 'solo', scheduledAt: null } },
    });
    expect(response.status()).toBe(403);
  });

  await test.step('the show socket refuses', async () => {
    for (const seatToken of [undefined, 'guessed-token']) {
      const socket = io(`${product.url}${SHOW_NAMESPACE}`, {
        transports: ['websocket'],
        reconnection: false,
        extraHeaders: { origin: product.url },
        auth: {
          protocolVersion: PROTOCOL_VERSION,
          showId,
          clientId: 'stranger-1',
          ...(seatToken ? { seatToken } : {}),
        },
      });
      const outcome = await new Promise<string>((resolve) => {
        socket.once('snapshot', () => resolve('snapshot'));
        socket.once('guestView', () => resolve('guestView'));
        socket.once('connect_error', () => resolve('refused'));
        socket.once('goodbye', () => resolve('refused'));
        socket.once('disconnect', () => resolve('refused'));
      });
      socket.close();
      expect(outcome).toBe('refused');
    }
  });

  await test.step('WHIP and WHEP refuse, by the web origin and at the gateway', async () => {
    for (const base of [product.url, `http://127.0.0.1:${product.ports.gateway}`]) {
      for (const path of [`/whip/${showId}`, `/whep/${showId}`]) {
        for (const authorization of [
          '',
          'Bearer nonsense',
          'Bearer eyJhbGciOiJub25lIn0.eyJhdWQiOiJ3aGlwIn0.',
        ]) {
          const response = await request.post(`${base}${path}`, {
            headers: {
              'content-type': 'application/sdp',
              origin: product.url,
              ...(authorization ? { authorization } : {}),
            },
            data: SDP,
          });
          expect(response.status(), `${base}${path}`).toBe(401);
        }
      }
    }
  });

  await test.step('the control API refuses', async () => {
    const control = `http://127.0.0.1:${product.ports.control}`;
    for (const path of [
      '/v1/programs',
      `/v1/programs/${showId}`,
      '/v1/events',
      '/v3/paths/list',
      '/v1/recordings/x',
    ]) {
      expect((await request.get(`${control}${path}`)).status(), path).toBe(401);
    }
    const put = await request.put(`${control}/v1/programs/${showId}`, {
      headers: { authorization: 'Bearer wrong' },
      data: {},
    });
    expect(put.status()).toBe(401);
  });

  await test.step('the room server refuses', async () => {
    for (const base of [`${product.url}/livekit`, `http://127.0.0.1:${product.ports.sfu}`]) {
      const validate = await request.get(`${base}/rtc/v1/validate?access_token=nonsense`);
      expect([401, 403]).toContain(validate.status());
      const rooms = await request.post(`${base}/twirp/livekit.RoomService/ListRooms`, {
        data: {},
        headers: { origin: product.url },
      });
      expect([401, 403]).toContain(rooms.status());
    }
  });

  await test.step('recordings refuse', async () => {
    expect((await request.get(`${product.url}/api/recordings/some-id`)).status()).toBe(401);
  });
});
