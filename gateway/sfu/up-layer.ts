import { BitrateMeter } from '../core/bandwidth/bitrate-meter';
import { PacketRing } from '../core/forward/packet-ring';
import { ntpMiddle, unixMsFromNtp, type NtpTime } from '../core/rtcp/ntp';
import type { RtpHeader } from '../core/rtp/packet';
import { NackTracker } from '../core/rtp/nack-tracker';
import { ReceptionStats } from '../core/rtp/reception-stats';

/** 2 s of a 2 Mbps layer, 1.3 s of a voice; powers of two. One per received layer, shared by all its subscribers. */
const RING_PACKETS = { video: 512, audio: 64 };
/** A packet that misses for longer is useless to a decoder that must keep up; sound waits for nobody. */
const GIVE_UP_MS = { video: 700, audio: 300 };
/** Chrome switches layers off within a few frames when its uplink shrinks; a still camera sends at least 1 frame/s. */
export const LAYER_SILENT_MS = 1_500;
/** A key frame in it counts for a few per cent. */
const STEADY_MS = 4_000;
/** Key frames are large; more than two in a second starve the layers of everybody. */
const KEY_FRAME_INTERVAL_MS = 500;

/** One received stream: a simulcast layer, a plain video or a voice. Owns its loss and arrival bookkeeping. */
export class UpLayer {
  readonly index: number;
  readonly rid: string;
  readonly ssrc: number;
  readonly clockRateHz: number;
  readonly ring: PacketRing;
  /**
   * Of what subscribers are sent. Chromium probes its uplink with padding, and by sending again what it sent before: a layer
   * that was priced with that would seem not to fit.
   */
  readonly meter = new BitrateMeter();
  #steadyMeter = new BitrateMeter(STEADY_MS);
  rtxSsrc: number | null = null;
  /**
   * When the publisher last sent a piece of this stream for the first time. Padding and what is sent again says nothing of
   * that: Chromium probes its uplink on the RTX stream of an encoding that it has switched off.
   */
  lastMediaMs: number;
  /** Pictures received so far, told by their last packets. */
  pictureCount = 0;
  readonly sinceMs: number;
  /** When its first picture came, or the first after a pause in which its publisher did not send it. */
  resumedAtMs: number;
  senderReport: { unixMs: number; rtpTimestamp: number } | null = null;
  readonly #nack: NackTracker;
  readonly #stats: ReceptionStats;
  #keyFrameAskedMs = -Infinity;
  #isKeyFrameWanted = false;

  constructor(
    options: { index: number; rid: string; ssrc: number; kind: 'audio' | 'video'; clockRateHz: number },
    nowMs: number,
  ) {
    this.index = options.index;
    this.rid = options.rid;
    this.ssrc = options.ssrc;
    this.clockRateHz = options.clockRateHz;
    this.ring = new PacketRing(RING_PACKETS[options.kind]);
    this.#nack = new NackTracker(GIVE_UP_MS[options.kind]);
    this.#stats = new ReceptionStats(options.clockRateHz);
    this.lastMediaMs = nowMs;
    this.sinceMs = nowMs;
    this.resumedAtMs = nowMs;
  }

  /** @returns whether the packet is new, and whether it came in order; duplicates must not be forwarded. */
  receive(
    bytes: Uint8Array,
    header: RtpHeader,
    context: { nowMs: number; isRetransmission: boolean },
  ): 'in-order' | 'late' | 'duplicate' {
    const { nowMs } = context;
    if (!context.isRetransmission) {
      this.#stats.receive(header.sequence, header.timestamp, nowMs);
      if (header.payloadLength > 0) this.#noteMedia(nowMs);
      if (header.marker && header.payloadLength > 0) this.pictureCount += 1;
    }
    const { arrival, needsKeyFrame } = this.#nack.receive(header.sequence, nowMs);
    if (needsKeyFrame) this.#isKeyFrameWanted = true;
    if (arrival === 'duplicate') return 'duplicate';
    if (header.payloadLength > 0) {
      this.meter.add(bytes.length, nowMs);
      this.#steadyMeter.add(bytes.length, nowMs);
      this.ring.put({
        bytes,
        sequence: header.sequence,
        payloadOffset: header.payloadOffset,
        payloadEnd: header.payloadOffset + header.payloadLength,
      });
    }
    return arrival === 'recovered' ? 'late' : 'in-order';
  }

  #noteMedia(nowMs: number): void {
    if (nowMs - this.lastMediaMs > LAYER_SILENT_MS) {
      this.resumedAtMs = nowMs;
      this.#steadyMeter = new BitrateMeter(STEADY_MS);
    }
    this.lastMediaMs = nowMs;
  }

  receiveSenderReport(ntp: NtpTime, rtpTimestamp: number, nowMs: number): void {
    this.#stats.receiveSenderReport(ntpMiddle(ntp), nowMs);
    this.senderReport = { unixMs: unixMsFromNtp(ntp), rtpTimestamp };
  }

  wantKeyFrame(): void {
    this.#isKeyFrameWanted = true;
  }

  keyFrameArrived(): void {
    this.#isKeyFrameWanted = false;
  }

  /** What to ask the publisher for now. */
  poll(nowMs: number, retryMs: number): { missing: number[]; askKeyFrame: boolean } {
    const { ask, givenUp } = this.#nack.poll(nowMs, retryMs);
    if (givenUp > 0) this.#isKeyFrameWanted = true;
    // The wish stays until a key frame comes, so that a lost PLI or a lost key frame is asked for again.
    const askKeyFrame = this.#isKeyFrameWanted && nowMs - this.#keyFrameAskedMs >= KEY_FRAME_INTERVAL_MS;
    if (askKeyFrame) this.#keyFrameAskedMs = nowMs;
    return { missing: ask, askKeyFrame };
  }

  /** Rate over several seconds, kbps: a key frame makes one second dear, a still moment makes it cheap. */
  steadyKbps(nowMs: number): number {
    return this.#steadyMeter.kbps(nowMs);
  }

  report(nowMs: number): ReturnType<ReceptionStats['report']> {
    return this.#stats.report(this.ssrc, nowMs);
  }

  release(): void {
    this.ring.clear();
  }
}
