import { TrackInfo, TrackType } from '@livekit/protocol';
import { describe, expect, it } from 'vitest';
import { ntpFromUnixMs, unixMsFromNtp } from '../core/rtcp/ntp';
import { parseRtcp } from '../core/rtcp/parse';
import { parseRtp, writeRtp } from '../core/rtp/packet';
import { DownTrack, type DownSink } from './down-track';
import { UpTrack } from './up-track';

/** The publisher's clock runs this far ahead of ours; its streams start at unrelated timestamps, as RFC 3550 asks. */
const PUBLISHER_AHEAD_MS = 7_321_000;
const START_UNIX_MS = 1_700_000_000_000;
const FIRST_TIMESTAMPS = { voice: 0xfffffff0, low: 123_456, high: 3_000_000_000 } as const;
const RATES_HZ = { voice: 48_000, low: 90_000, high: 90_000 } as const;
type Stream = keyof typeof RATES_HZ;

/** Timestamp a stream gives to what happens `atMs` after the start. */
const timestampOf = (stream: Stream, atMs: number): number =>
  (FIRST_TIMESTAMPS[stream] + Math.round((atMs * RATES_HZ[stream]) / 1000)) >>> 0;

class CapturingSink implements DownSink {
  readonly transportCcId = 0;
  readonly absSendTimeId = 0;
  readonly colorSpaceId = 0;
  last: { kind: string; sequence: number; timestamp: number; ssrc: number } | null = null;
  payloadTypeOf(): { payloadType: number; rtxPayloadType: null } {
    return { payloadType: 96, rtxPayloadType: null };
  }
  send(kind: string, bytes: Uint8Array): boolean {
    const header = parseRtp(bytes);
    if (typeof header === 'string') throw new Error(header);
    this.last = { kind, sequence: header.sequence, timestamp: header.timestamp, ssrc: header.ssrc };
    return true;
  }
  reallocate(): void {
    /* Layers are set by the tests. */
  }
}

/** VP8 key frame, RFC 7741 §4.2: start of partition 0, P bit clear. */
const KEY_FRAME = Buffer.from([0x10, 0x00, 0x9d, 0x01, 0x2a]);

class Published {
  readonly sink = new CapturingSink();
  readonly up: UpTrack;
  readonly down: DownTrack;
  #sequence = 65_530;

  constructor(kind: 'voice' | 'camera') {
    this.up = new UpTrack({
      info: new TrackInfo({
        sid: `TR_${kind}`,
        type: kind === 'voice' ? TrackType.AUDIO : TrackType.VIDEO,
      }),
      mid: '0',
      rids: kind === 'voice' ? [] : ['q', 'h'],
      codec: kind === 'voice' ? 'opus' : 'vp8',
      clock: { offsetMs: -PUBLISHER_AHEAD_MS },
    });
    this.down = new DownTrack(this.up, 'PA_guest', this.sink);
    this.down.mid = '0';
    this.up.downs.add(this.down);
  }

  layer(stream: Stream): void {
    const rid = { voice: '', low: 'q', high: 'h' }[stream];
    expect(this.up.addLayer(FIRST_TIMESTAMPS[stream] & 0xffff, rid, 0)).not.toBeNull();
  }

  report(stream: Stream, atMs: number): void {
    const layer = this.up.layers[stream === 'high' ? 1 : 0]!;
    const ntp = ntpFromUnixMs(START_UNIX_MS + atMs + PUBLISHER_AHEAD_MS);
    layer.receiveSenderReport(ntp, timestampOf(stream, atMs), atMs);
  }

  /** A packet captured at `atMs`, which arrives `delayMs` later. @returns its timestamp as the subscriber gets it. */
  packet(stream: Stream, atMs: number, delayMs = 30): number {
    this.#sequence = (this.#sequence + 1) & 0xffff;
    const bytes = writeRtp({
      payloadType: 96,
      marker: true,
      sequence: this.#sequence,
      timestamp: timestampOf(stream, atMs),
      ssrc: 1,
      payload: stream === 'voice' ? Buffer.from([0xfc, 1, 2]) : KEY_FRAME,
    });
    const header = parseRtp(bytes);
    if (typeof header === 'string') throw new Error(header);
    this.sink.last = null;
    this.up.layers[stream === 'high' ? 1 : 0]!.receive(bytes, header, {
      nowMs: atMs + delayMs,
      isRetransmission: false,
    });
    this.up.forward(this.up.layers[stream === 'high' ? 1 : 0]!, bytes, header, {
      isLate: false,
      nowMs: atMs + delayMs,
    });
    return this.sink.last!.timestamp;
  }

  /** When, by the report sent at `atMs`, something with this timestamp happened; ms after the start. */
  capturedAtMs(timestamp: number, atMs: number): number {
    const bytes = this.down.senderReport(atMs, START_UNIX_MS + atMs);
    const report = parseRtcp(bytes!).packets.find(({ type }) => type === 'sender-report');
    if (report?.type !== 'sender-report') throw new Error('no sender report');
    const sinceMs = (((timestamp - report.rtpTimestamp) | 0) / RATES_HZ[this.voice ? 'voice' : 'low']) * 1000;
    return unixMsFromNtp(report.ntp) + sinceMs - START_UNIX_MS;
  }

  get voice(): boolean {
    return this.up.kind === 'audio';
  }
}

describe('sender reports to a subscriber', () => {
  it('put voice and picture of one publisher on one clock, to the millisecond, whatever their delays', () => {
    const [voice, camera] = [new Published('voice'), new Published('camera')];
    voice.layer('voice');
    camera.layer('low');
    camera.down.setTarget(0);
    voice.report('voice', 40);
    camera.report('low', 910);
    const heard = voice.packet('voice', 2_000, 5);
    const seen = camera.packet('low', 2_000, 180);
    expect(voice.capturedAtMs(heard, 2_500)).toBeCloseTo(2_000, 0);
    expect(camera.capturedAtMs(seen, 3_100)).toBeCloseTo(2_000, 0);
  });

  it('stay on that clock when another simulcast layer takes over', () => {
    const camera = new Published('camera');
    camera.layer('low');
    camera.layer('high');
    camera.report('low', 100);
    camera.report('high', 700);
    camera.down.setTarget(0);
    const before = camera.packet('low', 1_000);
    camera.down.setTarget(1);
    const after = camera.packet('high', 1_033, 120);
    expect((after - before) | 0).toBe(33 * 90);
    expect(camera.capturedAtMs(after, 1_500)).toBeCloseTo(1_033, 0);
  });

  it('are not sent before the publisher has told its own clock', () => {
    const voice = new Published('voice');
    voice.layer('voice');
    voice.packet('voice', 10);
    expect(voice.down.senderReport(50, START_UNIX_MS + 50)).toBeNull();
  });
});

describe('what a subscriber asks for again', () => {
  const now = { intervalMs: 40, mayTake: (): boolean => true };

  it('[SG23] is sent as it was when it is sound, for which there is no RTX, but not over and over', () => {
    const voice = new Published('voice');
    voice.layer('voice');
    voice.packet('voice', 0);
    const first = voice.sink.last!;
    voice.packet('voice', 20);
    voice.sink.last = null;
    expect(voice.down.resend(first.sequence, 60, now)).toBeGreaterThan(0);
    expect(voice.sink.last).toEqual(first);
    expect(voice.down.resend(first.sequence, 80, now)).toBe(0);
    expect(voice.down.resend(first.sequence + 500, 200, now)).toBe(0);
    expect(voice.down.resend(first.sequence, 200, { ...now, mayTake: () => false })).toBe(0);
  });

  it('is not sent when it is a picture and no RTX was negotiated', () => {
    const camera = new Published('camera');
    camera.layer('low');
    camera.down.setTarget(0);
    camera.packet('low', 0);
    expect(camera.down.resend(camera.sink.last!.sequence, 60, now)).toBe(0);
  });
});
