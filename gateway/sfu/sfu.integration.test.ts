import { RoomServiceClient, TrackSource, WebhookReceiver } from 'livekit-server-sdk';
import { dispose } from '@livekit/rtc-node';
import { SignJWT } from 'jose';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { Bot } from './testing/bot';
import { API_KEY, API_SECRET, startSfu, waitFor, type RunningSfu } from './testing/start-sfu';

describe('the embedded SFU with an unmodified rtc-node', () => {
  let sfu: RunningSfu;
  let receiver: Server;
  let rooms: RoomServiceClient;
  const events: string[] = [];
  const bots: Bot[] = [];
  const join = async (
    ...args: Parameters<typeof Bot.join> extends [RunningSfu, ...infer R] ? R : never
  ): Promise<Bot> => {
    const bot = await Bot.join(sfu, ...args);
    bots.push(bot);
    return bot;
  };

  beforeAll(async () => {
    const webhooks = new WebhookReceiver(API_KEY, API_SECRET);
    receiver = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        webhooks.receive(Buffer.concat(chunks).toString(), request.headers.authorization).then(
          (event) => {
            events.push(`${event.event} ${event.participant?.identity ?? ''}`.trim());
            response.end();
          },
          (error: unknown) => {
            events.push(`refused ${String(error)}`);
            response.writeHead(401).end();
          },
        );
      });
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    sfu = await startSfu({
      LIVEKIT_WEBHOOK_URL: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`,
    });
    rooms = new RoomServiceClient(sfu.url, API_KEY, API_SECRET);
  });

  afterAll(async () => {
    for (const bot of bots) await bot.leave();
    expect(await sfu.stop()).toBe(0);
    receiver.close();
    await dispose();
  });

  it('[SG13] carries picture and sound both ways, and data to all or to one', async () => {
    const [anna, ben] = [await join('anna'), await join('ben')];
    await anna.publishGrey(200);
    await anna.publishTone(440);
    await ben.publishGrey(60, true);
    await waitFor(
      'pictures both ways',
      () => (anna.pictures.get('ben')?.frames ?? 0) > 10 && (ben.pictures.get('anna')?.frames ?? 0) > 10,
    );
    expect(Math.abs(ben.pictures.get('anna')!.luma - 200)).toBeLessThan(12);
    expect(Math.abs(anna.pictures.get('ben')!.luma - 60)).toBeLessThan(12);
    await waitFor('sound', () => (ben.peaks.get('anna') ?? 0) > 4_000);

    const cleo = await join('cleo', { canPublish: false });
    await waitFor('a late joiner sees', () => (cleo.pictures.get('anna')?.frames ?? 0) > 5);
    const text = (value: string): Uint8Array => new TextEncoder().encode(value);
    await anna.room.localParticipant!.publishData(text('to all'), { reliable: true, topic: 'chat' });
    await anna.room.localParticipant!.publishData(text('to ben'), {
      reliable: true,
      topic: 'chat',
      destination_identities: ['ben'],
    });
    await anna.room.localParticipant!.publishData(text('quick'), { reliable: false, topic: 'chat' });
    await waitFor(
      'data',
      () =>
        ben.has('data anna chat to ben') &&
        ben.has('data anna chat quick') &&
        cleo.has('data anna chat to all'),
    );
    expect(cleo.has('data anna chat to ben')).toBe(false);
    await cleo.leave();
    await waitFor('the leaver is gone', () => anna.has('left cleo'));
  });

  it('[SG13] carries calls, and texts that are longer than a message, from one to another', async () => {
    const [anna, ben] = [bots[0]!, bots[1]!];
    ben.room.localParticipant!.registerRpcMethod('echo', ({ callerIdentity, payload }) =>
      Promise.resolve(`${callerIdentity} said ${payload}`),
    );
    const call = { destinationIdentity: 'ben', method: 'echo', payload: 'hello' };
    expect(await anna.room.localParticipant!.performRpc(call)).toBe('anna said hello');
    const text = 'a long text '.repeat(10_000);
    let heard = '';
    ben.room.registerTextStreamHandler('notes', (reader, { identity }) => {
      void reader.readAll().then((all) => (heard = `${identity}: ${all}`));
    });
    await anna.room.localParticipant!.sendText(text, { topic: 'notes', destinationIdentities: ['ben'] });
    await waitFor('the text', () => heard !== '');
    expect(heard === `anna: ${text}`).toBe(true);
  });

  it('[SG14] lists, mutes, addresses and removes through RoomService', async () => {
    const [anna, ben] = [bots[0]!, bots[1]!];
    const list = await rooms.listParticipants('test-room');
    expect(list.map((participant) => participant.identity).sort()).toEqual(['anna', 'ben']);
    expect((await rooms.listRooms()).map((room) => room.name)).toEqual(['test-room']);
    const microphone = list
      .find((participant) => participant.identity === 'anna')!
      .tracks.find((track) => track.source === TrackSource.MICROPHONE)!;
    const muted = await rooms.mutePublishedTrack('test-room', 'anna', microphone.sid, true);
    expect(muted.muted).toBe(true);
    await waitFor('everybody knows of the mute', () => ben.has('muted anna'));
    await expect(rooms.mutePublishedTrack('test-room', 'anna', microphone.sid, false)).rejects.toThrow(
      /unmute/,
    );
    await rooms.sendData('test-room', new TextEncoder().encode('hello'), 0, {
      destinationIdentities: ['ben'],
      topic: 'sys',
    });
    await waitFor('server data', () => ben.has('data server sys hello'));
    expect(anna.has('data server sys hello')).toBe(false);
    await rooms.updateParticipant('test-room', 'ben', {
      metadata: '{"seat":1}',
      attributes: { place: 'stage' },
    });
    await waitFor('metadata', () => anna.room.remoteParticipants.get('ben')?.attributes['place'] === 'stage');
    await expect(rooms.getParticipant('test-room', 'nobody')).rejects.toThrow(/participant/);
    await rooms.updateRoomMetadata('test-room', '{"title":"Talk"}');
    await waitFor('metadata of the room', () => anna.room.metadata === '{"title":"Talk"}');
    await rooms.createRoom({ name: 'small', maxParticipants: 2, emptyTimeout: 60, metadata: 'm' });
    const [small] = await rooms.listRooms(['small']);
    expect(small).toMatchObject({ name: 'small', maxParticipants: 2, emptyTimeout: 60, metadata: 'm' });
    await rooms.deleteRoom('small');
    await expect(rooms.deleteRoom('small')).rejects.toThrow(/no such room/);
  });

  it('[SG11] takes tracks away when a permission goes, and gives pictures when it comes', async () => {
    const [anna, ben] = [bots[0]!, bots[1]!];
    await rooms.updateParticipant('test-room', 'ben', {
      permission: { canPublish: false, canSubscribe: true, canPublishData: false },
    });
    await waitFor('the picture is gone', () => anna.has('unsubscribed ben'));
    expect((await rooms.getParticipant('test-room', 'ben')).tracks).toEqual([]);
    const watcher = await join('dora', { canSubscribe: false });
    await rooms.updateParticipant('test-room', 'dora', { permission: { canSubscribe: true } });
    await waitFor('pictures come', () => (watcher.pictures.get('anna')?.frames ?? 0) > 5);
    await ben.room.localParticipant!.publishData(new TextEncoder().encode('forbidden'), { reliable: true });
    await rooms.sendData('test-room', new TextEncoder().encode('after'), 0, {});
    await waitFor('later data', () => anna.has('data server  after'));
    expect(anna.seen.filter((entry) => entry.includes('forbidden'))).toEqual([]);
  });

  it('[SG20] refuses sources a token does not name', async () => {
    const eve = await join('eve', { canPublishSources: [TrackSource.MICROPHONE] });
    await eve.publishTone(500);
    await expect(eve.publishGrey(100)).rejects.toThrow();
    expect((await rooms.getParticipant('test-room', 'eve')).tracks.map((track) => track.source)).toEqual([
      TrackSource.MICROPHONE,
    ]);
  });

  it('keeps hidden participants out of sight', async () => {
    await join('producer', { hidden: true, canPublish: false });
    expect(bots[0]!.room.remoteParticipants.has('producer')).toBe(false);
    expect(
      (await rooms.listParticipants('test-room')).some((participant) => participant.identity === 'producer'),
    ).toBe(true);
  });

  it('[SG9] replaces an older session of the same identity and removes on request', async () => {
    const first = await join('frank');
    const second = await join('frank');
    await waitFor('the older one is out', () => first.has('disconnected'));
    await rooms.removeParticipant('test-room', 'frank');
    await waitFor('the newer one is out', () => second.has('disconnected'));
  });

  it('[SG26] lets nobody in again with a token from before it was removed', async () => {
    const nowS = Math.floor(Date.now() / 1000);
    const [before, after] = await Promise.all(
      [nowS - 100, nowS].map((atS) =>
        new SignJWT({ video: { room: 'test-room', roomJoin: true } })
          .setProtectedHeader({ alg: 'HS256' })
          .setIssuer(API_KEY)
          .setSubject('greta')
          .setNotBefore(atS)
          .setExpirationTime('1h')
          .sign(new TextEncoder().encode(API_SECRET)),
      ),
    );
    const statusOf = async (token: string | undefined): Promise<number> =>
      (await fetch(`${sfu.url}/rtc/v1/validate?access_token=${token}`)).status;
    expect(await statusOf(before)).toBe(200);
    // On her way in, with the older token.
    await expect(
      rooms.removeParticipant('test-room', 'greta', { revokeTokenTs: BigInt(nowS - 50) }),
    ).rejects.toThrow(/participant/);
    expect([await statusOf(before), await statusOf(after)]).toEqual([401, 200]);
  });

  it('tells of it by signed webhooks', async () => {
    await waitFor('webhooks', () => events.includes('participant_left frank'));
    expect(events[0]).toBe('room_started');
    for (const event of [
      'participant_joined anna',
      'track_published anna',
      'track_unpublished ben',
      'participant_left cleo',
    ]) {
      expect(events).toContain(event);
    }
    expect(events.filter((event) => event.startsWith('refused'))).toEqual([]);
  });

  it('closes a deleted room for everybody', async () => {
    await rooms.deleteRoom('test-room');
    await waitFor('everybody is out', () => bots[0]!.has('disconnected'));
    expect(await rooms.listRooms()).toEqual([]);
    await waitFor('room_finished', () => events.includes('room_finished'));
  });

  it('frees everything when participants come and go', async () => {
    const memoryMb = async (): Promise<number> => {
      const text = await (await fetch(`${sfu.url}/metrics`)).text();
      return Number(/^process_resident_memory_bytes (\S+)/m.exec(text)?.[1]) / 1e6;
    };
    const rejoin = async (): Promise<void> => {
      const visitor = await Bot.join(sfu, 'visitor');
      await visitor.publishTone(300);
      await visitor.leave();
    };
    for (let round = 0; round < 5; round++) await rejoin();
    const warmMb = await memoryMb();
    for (let round = 0; round < 20; round++) await rejoin();
    expect(await rooms.listParticipants('test-room')).toEqual([]);
    expect((await memoryMb()) - warmMb).toBeLessThan(40);
  });

  it('[SG2] refuses strangers with a status and no more', async () => {
    const statusOf = async (path: string): Promise<number> =>
      new Promise((resolve, reject) => {
        const socket = new WebSocket(`${sfu.wsUrl}${path}`);
        socket.on('unexpected-response', (_request, response) => {
          resolve(response.statusCode ?? 0);
          socket.terminate();
        });
        socket.on('open', () => reject(new Error('was let in')));
        socket.on('error', () => undefined);
      });
    const good = await sfu.token('x');
    expect(await statusOf('/rtc/v1')).toBe(401);
    expect(await statusOf('/rtc/v1?access_token=a.b.c')).toBe(401);
    expect(await statusOf('/rtc?access_token=a.b.c')).toBe(401);
    expect(await statusOf(`/rtc/v1?access_token=${await sfu.token('x', { roomJoin: false })}`)).toBe(403);
    expect(await statusOf(`/rtc/v1?access_token=${good}`)).toBe(400);
    expect(await statusOf(`/rtc/v1?access_token=${good}&join_request=%00`)).toBe(400);
    expect(await statusOf(`/rtc/v2?access_token=${good}`)).toBe(404);
    expect((await fetch(`${sfu.url}/rtc/v1/validate`)).status).toBe(401);
    expect((await fetch(`${sfu.url}/rtc/v1/validate?access_token=${good}`)).status).toBe(200);
    const twirp = (headers: Record<string, string>, body: string): Promise<Response> =>
      fetch(`${sfu.url}/twirp/livekit.RoomService/ListRooms`, { method: 'POST', headers, body });
    expect((await twirp({}, '{}')).status).toBe(401);
    expect((await twirp({ authorization: `Bearer ${good}` }, '{}')).status).toBe(403);
    expect((await twirp({ authorization: `Bearer ${good}` }, '{')).status).toBe(400);
    expect((await twirp({ authorization: `Bearer ${good}` }, 'x'.repeat(300_000))).status).toBe(429);
    expect(await (await fetch(`${sfu.url}/healthz`)).json()).toEqual({ status: 'ok' });
    expect((await fetch(sfu.url, { method: 'HEAD' })).status).toBe(200);
    expect(await (await fetch(`${sfu.url}/metrics`)).text()).toContain('sfu_rejected_total{kind="token"');
  });
});
