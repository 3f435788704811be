import { TrackInfo, TrackType } from '@livekit/protocol';
import { ntpFromUnixMs } from '@/gateway/core/rtcp/ntp';
import { parseRtcp } from '@/gateway/core/rtcp/parse';
import {
  writeNack,
  writePli,
  writeReceiverReport,
  writeRemb,
  writeSenderReport,
} from '@/gateway/core/rtcp/write';
import { isRtcp, parseRtp, readUint32, writeUint32 } from '@/gateway/core/rtp/packet';
import { PublisherMedia } from '@/gateway/sfu/publisher-media';
import { SubscriberMedia } from '@/gateway/sfu/subscriber-media';
import { UpTrack } from '@/gateway/sfu/up-track';
import { promise, target } from '../fuzz-target';
import { BYTES } from '../mutate/bytes';
import { OPUS, joined, later, packetsIn, stream } from './media-packets';

const EXTENSIONS = {
  ...{ mid: 1, rid: 2, repairedRid: 3, absSendTime: 0, transportCc: 4, audioLevel: 5, colorSpace: 6 },
};
const CODECS = [
  { name: 'opus', payloadType: 111, rtxPayloadType: null },
  { name: 'vp8', payloadType: 96, rtxPayloadType: 97 },
  { name: 'h264', payloadType: 102, rtxPayloadType: 103 },
] as const;
/** In feedback: replaced by the number that the subscriber's picture or sound really has, which is drawn by lot. */
const [DOWN_VIDEO, DOWN_AUDIO] = [0xcafe, 0xbeef];
/** VP8 with a picture id (RFC 7741 §4.2): a key frame and a delta. */
const VP8_KEY = Buffer.from([0x90, 0x80, 0x85, 0x10, 0x02, 0x00, 0x9d, 0x01, 0x2a, 0x00, 0x05, 0xd0, 0x02]);
const VP8_DELTA = Buffer.from([0x90, 0x80, 0x86, 0x31, 0x02, 0x00]);
const INPUTS_PER_ROOM = 300;
/** Of one packet: what waited behind it, a repair or two, and a probe of padding. The way in pays for no more. */
const SENT_PER_PACKET_MAX = 64;

const camera = (rid: string, ssrc: number): Uint8Array[] =>
  stream(
    {
      ...{ ssrc, payloadType: 96, step: 3_000 },
      extensions: [
        { id: 1, data: Buffer.from('0') },
        { id: 2, data: Buffer.from(rid) },
        { id: 4, data: Buffer.from([0, ssrc]) },
      ],
    },
    VP8_KEY,
    VP8_DELTA,
    VP8_DELTA,
  );
const voice = stream(
  {
    ...{ ssrc: 9, payloadType: 111, step: 960 },
    extensions: [
      { id: 1, data: Buffer.from('1') },
      { id: 5, data: Buffer.from([0x8a]) },
    ],
  },
  OPUS,
  OPUS,
);
const reports = [
  writeSenderReport({
    ...{ ssrc: 6, rtpTimestamp: 4_294_900_000, packetCount: 1, octetCount: 1 },
    ntp: ntpFromUnixMs(1_700_000_000_000),
  }),
  writeNack(1, DOWN_VIDEO, [0, 1, 2, 3, 65_535]),
  writeNack(1, DOWN_AUDIO, [0, 1]),
  writePli(1, DOWN_VIDEO),
  writeRemb(1, 300_000, [DOWN_VIDEO]),
  writeReceiverReport(1, [
    {
      ...{ ssrc: DOWN_VIDEO, fractionLost: 255, packetsLost: 9, highestSequence: 7, jitter: 1 },
      ...{ lastSenderReport: 1, delaySinceLastSenderReport: 1 },
    },
  ]),
];

/** All that a guest may send over a connection that stands, as publisher and as subscriber, against real tracks. */
export const sfuMedia = () => {
  let nowMs = 0;
  let inputs = 0;
  let passed = 0;
  let sent = 0;
  const open = () => {
    const isFeedback = (bytes: Buffer): boolean => {
      promise(parseRtcp(bytes).error === null, 'feedback that is no RTCP');
      return true;
    };
    const publisher = new PublisherMedia(isFeedback, () => undefined);
    publisher.negotiated(EXTENSIONS, CODECS);
    const up = (mid: string, type: TrackType, rids: string[]): UpTrack =>
      new UpTrack({
        ...{ mid, rids, clock: publisher, codec: type === TrackType.AUDIO ? 'opus' : 'vp8' },
        info: new TrackInfo({ sid: `TR_${mid}`, type, width: 1280, height: 720 }),
      });
    const tracks = [up('0', TrackType.VIDEO, ['q', 'h', 'f']), up('1', TrackType.AUDIO, [])];
    const subscriber: SubscriberMedia = new SubscriberMedia({
      payloadTypeOf: (codec) => CODECS.find(({ name }) => name === codec) ?? null,
      ...{ transportCcId: 4, absSendTimeId: 0, colorSpaceId: 6 },
      send: (bytes) => {
        sent += 1;
        const header = isRtcp(bytes) ? null : parseRtp(bytes);
        promise(typeof header !== 'string', 'what is forwarded is no RTP');
        if (header === null) promise(parseRtcp(bytes).error === null, 'a report that is no RTCP');
        return true;
      },
      reallocate: () => subscriber.allocate(nowMs),
      wake: () => undefined,
      heldBack: () => undefined,
    });
    const downs = tracks.map((track) => {
      publisher.add(track, [], nowMs);
      const down = subscriber.subscribe(track, 'PA_guest');
      down.mid = track.mid;
      return down;
    });
    const ssrcOf = new Map([
      [DOWN_VIDEO, downs[0]!.ssrc],
      [DOWN_AUDIO, downs[1]!.ssrc],
    ]);
    return { publisher, subscriber, ssrcOf };
  };
  let room = open();
  const receive = (bytes: Buffer): void => {
    const { publisher, subscriber, ssrcOf } = room;
    if (!isRtcp(bytes)) return publisher.receiveRtp(bytes, nowMs);
    for (const at of [8, 12, 20]) {
      const real = bytes.length >= at + 4 ? ssrcOf.get(readUint32(bytes, at)) : undefined;
      if (real !== undefined) writeUint32(bytes, at, real);
    }
    for (const packet of parseRtcp(bytes).packets) {
      if (packet.type === 'sender-report') publisher.receiveSenderReport(packet, nowMs, 1e12 + nowMs);
      subscriber.receiveRtcp(packet, nowMs, 1e12 + nowMs);
    }
  };
  return target({
    name: 'sfu-media',
    kind: BYTES,
    sizeMax: 16 * 1024,
    heldBytesMax: 4 * 1024 * 1024,
    dictionary: [
      '\x90\x60',
      '\x90\x6f',
      '\x81\xcd',
      '\x81\xce',
      '\x8f\xcd',
      '\x00\x00\xca\xfe',
      '\xff\xff\xff\xff',
    ],
    corpus: [
      joined(...camera('q', 5), ...camera('f', 6), ...voice),
      joined(...camera('h', 6), ...reports, ...voice),
      joined(...voice, ...voice, ...reports),
      joined(...camera('x', 7), ...camera('', 8)),
      joined(...stream({ ssrc: 12, payloadType: 97, step: 1 }, Buffer.from([0xff, 0xfa, 0x10, 0x00]))),
      new Uint8Array(0),
    ],
    run: (bytes, random) => {
      inputs += 1;
      if (inputs % INPUTS_PER_ROOM === 0) {
        room.publisher.release();
        room = open();
      }
      const { publisher, subscriber } = room;
      const packets = packetsIn(bytes);
      passed += random.chance(0.9) ? packets.length : 0;
      sent = 0;
      for (const packet of packets) {
        nowMs += 5;
        receive(later(packet, passed));
        subscriber.drain(nowMs);
      }
      nowMs += 25;
      publisher.pollLoss(nowMs);
      publisher.sendFeedback();
      publisher.sendReports(nowMs);
      subscriber.estimate(nowMs);
      subscriber.allocate(nowMs);
      subscriber.drain(nowMs);
      subscriber.sendReports(nowMs, 1e12 + nowMs);
      promise(
        sent <= SENT_PER_PACKET_MAX * (packets.length + 1),
        `${packets.length} packets in, ${sent} out`,
      );
      return sent > 10 ? 'more than ten sent' : sent > 0 ? 'some sent' : 'nothing sent';
    },
    close: () => room.publisher.release(),
  });
};
