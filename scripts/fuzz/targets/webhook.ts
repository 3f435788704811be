import { ParticipantInfo, Room, TrackInfo, WebhookEvent } from '@livekit/protocol';
import { SignJWT } from 'jose';
import { WebhookReceiver } from 'livekit-server-sdk';
import { createHash } from 'node:crypto';
import { RoomKeeper } from '@/server/livekit/room-keeper';
import { quietLogger } from '@/server/realtime/testing/memory-store';
import { target } from '../fuzz-target';
import { TEXT } from '../mutate/text';

const API_KEY = 'key';
const API_SECRET = 'a-secret-that-is-long-enough-0123';

const event = (fields: ConstructorParameters<typeof WebhookEvent>[0]): string =>
  new WebhookEvent(fields).toJsonString();
const EVENT = event({
  event: 'participant_joined',
  id: 'EV_1',
  createdAt: 1_800_000_000n,
  room: new Room({ name: 'show1', sid: 'RM_1' }),
  participant: new ParticipantInfo({ identity: 'seat:s1', sid: 'PA_1', attributes: { a: 'b' } }),
});

/** News of the room server: signed bodies with any content, and what the web process does of them. */
export const webhook = () => {
  const receiver = new WebhookReceiver(API_KEY, API_SECRET);
  const keeper = new RoomKeeper({
    service: unreachable,
    logger: quietLogger,
    stateOf: () => null,
    nowMs: () => 0,
  });
  return target({
    name: 'webhook',
    kind: TEXT,
    sizeMax: 64 * 1024,
    dictionary: [
      '"room":',
      '"participant":',
      '"identity":"seat:',
      '"__proto__":{}',
      'null',
      '[',
      '{"a":',
      '-1',
      '"track_published"',
    ],
    corpus: [
      EVENT,
      event({
        event: 'track_published',
        room: new Room({ name: 'show1' }),
        participant: new ParticipantInfo({ identity: 'seat:s1' }),
        track: new TrackInfo({ sid: 'TR_1' }),
      }),
      event({ event: 'room_finished', room: new Room({ name: 'show1' }) }),
      '{"event":"participant_joined","room":null,"participant":{}}',
      '['.repeat(30_000),
      '{}',
      'null',
      '',
    ],
    run: async (body, random) => {
      const isSigned = random.chance(0.9);
      const header = isSigned
        ? await sign(body)
        : ([undefined, '', 'x.y.z'][random.below(4)] ?? (await sign(`${body} `)));
      let news: Awaited<ReturnType<typeof receiver.receive>>;
      try {
        news = await receiver.receive(body, header);
      } catch {
        /* The route answers 401 and says no more (app/api/livekit/webhook/route.ts). */
        return isSigned ? 'unreadable' : 'unsigned';
      }
      keeper.handleWebhook(news);
      await keeper.settle();
      return news.participant === undefined ? 'no participant' : 'ok';
    },
  });
};

const refuse = (): Promise<never> => Promise.reject(new Error('the room server is away'));
const unreachable = {
  updateParticipant: refuse,
  removeParticipant: refuse,
  listParticipants: refuse,
  mutePublishedTrack: refuse,
};

function sign(body: string): Promise<string> {
  const sha256 = createHash('sha256').update(body).digest('base64');
  return new SignJWT({ sha256 })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(API_KEY)
    .setExpirationTime('5m')
    .sign(new TextEncoder().encode(API_SECRET));
}
