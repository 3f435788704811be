import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AccessToken } from 'livekit-server-sdk';
import { pino } from 'pino';
import { RoomRegistry } from '@/gateway/sfu/room-registry';
import { roomServiceMethods } from '@/gateway/sfu/room-service';
import { handleTwirp } from '@/gateway/sfu/twirp';
import { Broken, promise, target } from '../fuzz-target';
import { VALUE } from '../mutate/value';

const KEYS = { apiKey: 'key', apiSecret: 'a-secret-that-is-long-enough-0123' };
const METHODS = [...roomServiceMethods.keys()];

const call = (method: string, body: unknown): { method: string; body: unknown } => ({ method, body });
const CORPUS: unknown[] = [
  call('CreateRoom', {
    name: 'show',
    emptyTimeout: 60,
    departureTimeout: 5,
    maxParticipants: 50,
    metadata: '{}',
  }),
  call('CreateRoom', { name: 'x'.repeat(300) }),
  call('ListRooms', { names: ['show'] }),
  call('ListParticipants', { room: 'show' }),
  call('GetParticipant', { room: 'show', identity: 'seat:1' }),
  call('RemoveParticipant', { room: 'show', identity: 'seat:1' }),
  call('MutePublishedTrack', { room: 'show', identity: 'seat:1', trackSid: 'TR_x', muted: true }),
  call('UpdateParticipant', {
    room: 'show',
    identity: 'seat:1',
    permission: { canPublish: true, canPublishSources: ['CAMERA', 99] },
  }),
  call('UpdateRoomMetadata', { room: 'show', metadata: 'm' }),
  call('SendData', {
    room: 'show',
    data: 'aGVsbG8=',
    kind: 'LOSSY',
    destinationIdentities: ['seat:1'],
    topic: 't',
  }),
  call('DeleteRoom', { room: 'gone' }),
];

/** Bodies of the room service over real HTTP, with a token that may do everything: JSON, and the same text as protobuf. */
export const twirp = async () => {
  const rooms = new RoomRegistry(
    pino({ level: 'silent' }),
    { send: () => undefined },
    { urls: [], secret: null },
  );
  let failure: unknown = null;
  const server = createServer((request, response) => {
    handleTwirp({ request, response, path: request.url ?? '' }, { rooms, keys: KEYS }).catch(
      (error: unknown) => {
        failure = error;
        response.writeHead(500).end('{}');
      },
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/twirp/livekit.RoomService/`;
  const token = new AccessToken(KEYS.apiKey, KEYS.apiSecret, { ttl: '24h' });
  token.addGrant({ roomCreate: true, roomList: true, roomAdmin: true, room: 'show' });
  const authorization = `Bearer ${await token.toJwt()}`;
  return target({
    name: 'twirp',
    kind: VALUE,
    sizeMax: 64 * 1024,
    callMsMax: 1_000,
    dictionary: [...METHODS, 'show', 'seat:1', 'canPublishSources', 'room', 'permission', 'attributes'],
    corpus: CORPUS,
    run: async (input, random) => {
      const { method, body } = (typeof input === 'object' && input !== null ? input : {}) as Record<
        string,
        unknown
      >;
      const name = typeof method === 'string' ? encodeURIComponent(safe(method)) : random.pick(METHODS);
      const text = json(body);
      const isProtobuf = random.chance(0.15);
      const response = await fetch(url + name, {
        method: 'POST',
        headers: { authorization, 'content-type': isProtobuf ? 'application/protobuf' : 'application/json' },
        body: isProtobuf ? Buffer.from(text, 'base64') : text,
      });
      const answer = await response.text();
      if (failure !== null) {
        const error = failure;
        failure = null;
        throw error instanceof Error ? error : new Broken(String(error));
      }
      promise(response.status < 500 || response.status === 501, `status ${response.status}`);
      promise(rooms.all().length <= 1_000, 'rooms without end');
      for (const room of rooms.all().slice(50)) rooms.remove(room.info.name, 0);
      return response.ok ? 'ok' : (JSON.parse(answer) as { code: string }).code;
    },
    close: async () => {
      rooms.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
};

/** encodeURIComponent refuses halves of surrogate pairs; no client can send one in a path. */
const safe = (text: string): string => text.slice(0, 200).replace(/\p{Cs}/gu, '?');

function json(body: unknown): string {
  try {
    return JSON.stringify(body) ?? '';
  } catch {
    /* A bigint, or deeper than JSON.stringify goes: not what a wire carries. */
    return '';
  }
}
