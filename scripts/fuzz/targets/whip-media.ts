import type { Pipe } from '@/gateway/net/media-pipe';
import { SessionTimeline } from '@/gateway/core/timeline/session-timeline';
import { ntpFromUnixMs } from '@/gateway/core/rtcp/ntp';
import { parseRtcp } from '@/gateway/core/rtcp/parse';
import { writeBye, writeSenderReport } from '@/gateway/core/rtcp/write';
import { ProgramStream } from '@/gateway/core/rtp-relay/program-stream';
import { opusPacketSamples } from '@/gateway/core/opus/opus-toc';
import type { ChosenMedia } from '@/gateway/core/whip-sdp/choose-media';
import { Publisher } from '@/gateway/program/publisher';
import { promise, target } from '../fuzz-target';
import { BYTES } from '../mutate/bytes';
import {
  H264_DELTA,
  H264_FRAGMENTS,
  H264_KEY,
  OPUS,
  joined,
  later,
  packetsIn,
  stream,
} from './media-packets';

const [VIDEO, LARGER, AUDIO] = [7, 8, 9];
const chosen = (rids: string[]): ChosenMedia => ({
  video: {
    ...{ mid: '0', payloadType: 96, fmtp: '', rtxPayloadType: 97, hasTransportCc: true },
    ...{ feedback: ['nack', 'nack pli', 'transport-cc'], rids, ridExtensionId: rids.length > 0 ? 2 : null },
  },
  audio: { mid: '1', payloadType: 111, fmtp: '', hasTransportCc: true },
  transportCcExtensionId: 3,
});
/** A session ends and another begins after so many inputs: what one leaves behind must not last longer. */
const INPUTS_PER_SESSION = 3;

const pictures = stream(
  { ssrc: VIDEO, payloadType: 96, step: 3_000, extensions: [{ id: 3, data: Buffer.from([0, 1]) }] },
  H264_KEY,
  H264_DELTA,
  H264_FRAGMENTS,
  H264_DELTA,
);
const larger = stream({ ssrc: LARGER, payloadType: 96, step: 3_000 }, H264_KEY, H264_DELTA);
const sounds = stream({ ssrc: AUDIO, payloadType: 111, step: 960 }, OPUS, OPUS, OPUS, Buffer.of(0xff, 0x7f));
const report = (ssrc: number, rtpTimestamp: number): Uint8Array =>
  writeSenderReport({
    ...{ ssrc, rtpTimestamp, packetCount: 1, octetCount: 1 },
    ntp: ntpFromUnixMs(1_700_000_000_000),
  });

/** Everything a publisher may send over a connection that stands, and what the program makes of it: order, time, numbers. */
export const whipMedia = () => {
  let session: { give(bytes: Buffer): void; close(): void } | null = null;
  let inputs = 0;
  let passed = 0;
  let sessions = 0;
  let took: string[] = [];
  const open = (): NonNullable<typeof session> => {
    const timeline = new SessionTimeline(0);
    const relayed = { video: new ProgramStream(1, 90_000), audio: new ProgramStream(2, 48_000) };
    let [nowMs, lastVideoMs] = [1_000, 0];
    let isClosed = false;
    let give: (bytes: Buffer) => void = () => undefined;
    sessions += 1;
    // Every fourth sends its picture in two sizes.
    const media = chosen(sessions % 4 === 0 ? ['q', 'f'] : []);
    const publisher: Publisher = new Publisher(media, {
      ...{ sessionId: 's', lease: 1, isRelayed: false },
      createPipe: (handlers): Pipe => {
        give = (bytes) => handlers.onPacket(bytes);
        return {
          isDisconnected: false,
          open: () => Promise.reject(new Error('there is no network here')),
          addCandidate: () => undefined,
          send: (bytes) => {
            promise(parseRtcp(bytes).error === null, 'feedback that is no RTCP');
            return true;
          },
          close: (reason) => {
            if (isClosed) return;
            isClosed = true;
            session = null;
            handlers.onClosed(reason);
          },
        };
      },
      events: {
        onConnected: () => undefined,
        onFrame: (frame) => {
          took.push(frame.isKeyframe ? 'key frame' : 'picture');
          const timeMs = timeline.placeVideo(frame.timestamp, nowMs);
          promise(timeMs > lastVideoMs, 'a picture goes back in time');
          lastVideoMs = timeMs;
        },
        onOpus: (packet, rtpTimestamp) => {
          promise(opusPacketSamples(packet) !== null, 'sound of no length');
          promise(Number.isFinite(timeline.placeAudio(rtpTimestamp, nowMs)), 'sound at no time');
        },
        onOrderedRtp: (kind, bytes, header) => {
          const out = relayed[kind].push({ bytes, header }, nowMs);
          promise(out === null || out.length === 12 + header.payloadLength, 'a packet of another length');
        },
        onSenderReport: (kind, rtpTimestamp, ntpMs) => timeline[kind].noteSenderReport(rtpTimestamp, ntpMs),
        onStreamBegins: (kind, ssrc) => {
          timeline.restart(kind);
          relayed[kind].useSource(String(ssrc));
        },
        onClosed: (reason) => took.push(`closed: ${reason}`),
      },
    });
    return {
      give: (bytes) => {
        nowMs += 10;
        give(bytes);
      },
      close: () => publisher.close('replaced'),
    };
  };
  return target({
    name: 'whip-media',
    kind: BYTES,
    sizeMax: 16 * 1024,
    heldBytesMax: 4 * 1024 * 1024,
    dictionary: ['\x80\x60', '\x80\x6f', '\x80\xc8', '\x81\xcb', '\xff\xff\xff\xff', '\x7c\x81', '\x78'],
    corpus: [
      joined(...pictures, ...sounds),
      joined(...larger, ...pictures, report(VIDEO, 4_294_900_000), report(AUDIO, 5), ...sounds),
      joined(...pictures.slice(0, 1), ...pictures.slice(3), ...pictures.slice(1, 3)),
      joined(...pictures, writeBye([VIDEO]), ...larger),
      joined(...sounds.slice(0, 1), ...sounds.slice(3)),
      joined(...stream({ ssrc: VIDEO, payloadType: 97, step: 1 }, Buffer.from([0xff, 0xfb, 0x61, 0xe0]))),
      new Uint8Array(0),
    ],
    run: (bytes, random) => {
      inputs += 1;
      if (inputs % INPUTS_PER_SESSION === 0) session?.close();
      session ??= open();
      took = [];
      const packets = packetsIn(bytes);
      passed += random.chance(0.9) ? pictures.length : 0;
      for (const packet of packets) session?.give(later(packet, passed));
      return took[0] ?? 'nothing';
    },
    close: () => session?.close(),
  });
};
