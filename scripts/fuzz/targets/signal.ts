import {
  AddTrackRequest,
  JoinRequest,
  MuteTrackRequest,
  ParticipantTracks,
  Ping,
  SessionDescription,
  SignalRequest,
  SignalTarget,
  TrickleRequest,
  UpdateParticipantMetadata,
  UpdateSubscription,
  UpdateTrackSettings,
  type SignalResponse,
} from '@livekit/protocol';
import { pino } from 'pino';
import { Room } from '@/gateway/sfu/room';
import { Session } from '@/gateway/sfu/session';
import { handleSignal } from '@/gateway/sfu/session-handlers';
import type { SignalSocket } from '@/gateway/sfu/signal-socket';
import { routeData } from '@/gateway/sfu/data-packets';
import { findFreePorts } from '@/scripts/harness/free-ports';
import { promise, target } from '../fuzz-target';
import { BYTES } from '../mutate/bytes';
import { GUEST_OFFER } from './offers';

const logger = pino({ level: 'silent' });
/** One page's signalling carries some dozens of messages; after so many a session ends and another takes its seat. */
const MESSAGES_PER_SESSION = 400;
/** All that a participant may make the room remember of it and tell the others. */
const INFO_BYTES_MAX = 400 * 1024;

const message = (value: SignalRequest['message']): Uint8Array =>
  new SignalRequest({ message: value }).toBinary();
const offer = (sdp: string): Uint8Array =>
  message({ case: 'offer', value: new SessionDescription({ type: 'offer', sdp, id: 1 }) });

const CORPUS = [
  offer(GUEST_OFFER),
  offer(GUEST_OFFER.replaceAll('sha-256', 'sha-512')),
  offer(GUEST_OFFER.replaceAll('sendonly', 'recvonly')),
  message({
    case: 'addTrack',
    value: new AddTrackRequest({ cid: 'cam-track', type: 1, source: 1, width: 1280, height: 720 }),
  }),
  message({
    case: 'addTrack',
    value: new AddTrackRequest({ cid: 'mic-track', type: 0, source: 2, name: 'x'.repeat(5000) }),
  }),
  message({
    case: 'answer',
    value: new SessionDescription({
      type: 'answer',
      sdp: GUEST_OFFER.replaceAll('actpass', 'active'),
      id: 1,
    }),
  }),
  message({
    case: 'trickle',
    value: new TrickleRequest({ candidateInit: '{"candidate":"candidate:1 1 udp 1 127.0.0.1 9 typ host"}' }),
  }),
  message({
    case: 'trickle',
    value: new TrickleRequest({
      target: SignalTarget.SUBSCRIBER,
      candidateInit: '{"candidate":"candidate:1 1 udp 1 127.0.0.1 9 typ host"}',
    }),
  }),
  message({ case: 'trickle', value: new TrickleRequest({ candidateInit: '{"candidate":7}' }) }),
  message({ case: 'mute', value: new MuteTrackRequest({ sid: 'TR_x', muted: true }) }),
  message({
    case: 'subscription',
    value: new UpdateSubscription({
      trackSids: ['TR_x'],
      subscribe: true,
      participantTracks: [new ParticipantTracks({ trackSids: ['TR_y'] })],
    }),
  }),
  message({
    case: 'trackSetting',
    value: new UpdateTrackSettings({ trackSids: ['TR_x'], width: 4_294_967_295 }),
  }),
  message({
    case: 'updateMetadata',
    value: new UpdateParticipantMetadata({ metadata: 'm', name: 'n', attributes: { a: 'b', c: '' } }),
  }),
  message({
    case: 'updateMetadata',
    value: new UpdateParticipantMetadata({
      attributes: Object.fromEntries(
        Array.from({ length: 64 }, (_, index) => [`k${index}`, 'v'.repeat(1000)]),
      ),
    }),
  }),
  message({ case: 'pingReq', value: new Ping({ timestamp: 9_007_199_254_740_993n, rtt: -1n }) }),
  message({ case: undefined }),
  Buffer.alloc(5_000, 0x0b),
];

/** What the room says goes nowhere; without it a session of v0 would not offer. */
const DEAF = {
  send: () => undefined,
  close: () => undefined,
  terminate: () => undefined,
  isSilent: () => false,
} as unknown as SignalSocket;

/**
 * A participant's signalling messages, of v1 and v0 in turn, against a real session in a real room with a real transport,
 * and its data packets. Whatever comes of a message, the room must be able to tell the others of the participant.
 */
export const signal = async () => {
  const udpPort = await findFreePorts(1);
  const room = new Room({
    name: 'fuzz',
    emptyTimeoutS: 300,
    departureTimeoutS: 20,
    maxParticipants: 0,
    metadata: '',
    logger,
    webhooks: { send: () => undefined },
    now: () => performance.now(),
    iceServers: () => [],
  });
  const sent: SignalResponse['message'][] = [];
  let isDual = true;
  let session: Session | null = null;
  let messages = 0;
  const open = (): Session => {
    session?.close(0);
    messages = 0;
    isDual = !isDual;
    session = new Session({
      grants: {
        identity: 'seat:1',
        name: 'A',
        metadata: '',
        attributes: {},
        video: { roomJoin: true, canUpdateOwnMetadata: true },
      },
      joinRequest: new JoinRequest(),
      room,
      isDual,
      predecessor: null,
      mintToken: () => Promise.resolve(null),
      udpPort,
      bindAddress: '127.0.0.1',
      announcedIps: ['127.0.0.1'],
      logger,
      now: () => performance.now(),
    });
    session.attach(DEAF);
    room.join(session);
    return session;
  };
  return target({
    name: 'signal',
    kind: BYTES,
    sizeMax: 64 * 1024,
    callMsMax: 1_000,
    dictionary: [
      '\x0b\x0c',
      'sha-512',
      'a=mid:0\r\n',
      'candidate:',
      '__proto__',
      '\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01',
    ],
    corpus: CORPUS,
    run: (bytes, random) => {
      const current =
        session === null || session.isClosed || messages >= MESSAGES_PER_SESSION ? open() : session;
      messages += 1;
      routeData(current, '_reliable', bytes);
      let request: SignalRequest;
      try {
        request = random.chance(0.9)
          ? SignalRequest.fromBinary(bytes)
          : SignalRequest.fromJsonString(Buffer.from(bytes).toString('utf8'), { ignoreUnknownFields: true });
      } catch {
        /* As the socket does: counted and dropped (signal-socket.ts). */
        return 'unreadable';
      }
      sent.length = 0;
      handleSignal(current, request);
      promise(
        current.info().toBinary().length <= INFO_BYTES_MAX,
        'a participant makes the room remember without end',
      );
      current.info().toJsonString();
      return current.isClosed ? `closed by ${request.message.case}` : (request.message.case ?? 'empty');
    },
    close: () => session?.close(0),
  });
};
