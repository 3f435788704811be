import {
  AddTrackRequest,
  JoinRequest,
  SessionDescription,
  WrappedJoinRequest,
  WrappedJoinRequest_Compression,
} from '@livekit/protocol';
import { gzipSync } from 'node:zlib';
import { joinRequestOfV0, parseJoinRequest } from '@/gateway/sfu/join-request';
import { promise, target } from '../fuzz-target';
import { BYTES } from '../mutate/bytes';
import { GUEST_OFFER } from './offers';

const REQUEST = new JoinRequest({
  participantSid: 'PA_x',
  addTrackRequests: [new AddTrackRequest({ cid: 'cam', type: 1, source: 1 })],
  publisherOffer: new SessionDescription({ type: 'offer', sdp: GUEST_OFFER }),
}).toBinary();
const { NONE, GZIP } = WrappedJoinRequest_Compression;
const wrap = (joinRequest: Uint8Array, compression = NONE): Uint8Array =>
  new WrappedJoinRequest({ joinRequest, compression }).toBinary();

/** What the SFU's URL asks for: the parameters of signalling v0, and `join_request`: base64url, protobuf, gzip, protobuf. Half of the inputs are wrapped afresh, to get inside. */
export const joinRequest = () =>
  target({
    name: 'join-request',
    kind: BYTES,
    sizeMax: 64 * 1024,
    dictionary: ['\x0b\x0c', '\x1f\x8b\x08', '\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01'],
    corpus: [
      REQUEST,
      wrap(REQUEST),
      wrap(gzipSync(REQUEST), GZIP),
      wrap(gzipSync(new Uint8Array(20_000_000)), GZIP),
      Buffer.alloc(60_000, 0x0b),
      Buffer.from([0xff, 0xff, 0xff]),
      Buffer.from('auto_subscribe=0&sdk=js&reconnect=1&sid=PA_x'),
      new Uint8Array(0),
    ],
    run: (bytes, random) => {
      const ofV0 = joinRequestOfV0(new URLSearchParams(Buffer.from(bytes).toString('latin1')));
      promise(ofV0.participantSid.length <= 64, 'an id without end');
      const sent = random.pick([bytes, wrap(bytes), wrap(gzipSync(bytes, { level: 1 }), GZIP)]);
      const parsed = parseJoinRequest(Buffer.from(sent).toString('base64url'));
      if (typeof parsed === 'string') return parsed;
      promise(parsed.toBinary().length <= 1024 * 1024, 'a request that unpacks to a megabyte');
      return 'ok';
    },
  });
