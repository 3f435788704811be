import { performance } from 'node:perf_hooks';
import { H264Depacketizer } from '@/gateway/core/h264/depacketizer';
import type { H264Frame } from '@/gateway/core/h264/depacketizer';
import { h264KeyFramePixels } from '@/gateway/core/forward/key-frame';
import { hasBSlices } from '@/gateway/core/h264/slice-type';
import { concealLoss } from '@/gateway/core/opus/conceal-loss';
import type { BeforeHole } from '@/gateway/core/opus/conceal-loss';
import { opusPacketSamples } from '@/gateway/core/opus/opus-toc';
import { unixMsFromNtp } from '@/gateway/core/rtcp/ntp';
import { parseRtcp } from '@/gateway/core/rtcp/parse';
import { isRtcp, parseRtp } from '@/gateway/core/rtp/packet';
import type { RtpHeader } from '@/gateway/core/rtp/packet';
import { unwrapRtx } from '@/gateway/core/rtp/rtx';
import type { ChosenMedia } from '@/gateway/core/whip-sdp/choose-media';
import type { LocalTransport, MediaPipeHandlers, Pipe } from '@/gateway/net/media-pipe';
import type { HeldPacket } from './incoming-track';
import { IncomingTrack } from './incoming-track';
import type { PublisherCounters } from './messages';
import { ReceptionFeedback } from './reception-feedback';

/** One source's session, called by WHIP or pulled by WHEP: RTP and RTCP in, whole H.264 frames and Opus packets in order out. */
export interface PublisherEvents {
  onConnected(): void;
  onFrame(frame: H264Frame): void;
  onOpus(packet: Uint8Array, rtpTimestamp: number): void;
  /** Sequence-ordered RTP as it came, for viewers. */
  onOrderedRtp(kind: 'video' | 'audio', bytes: Buffer, header: RtpHeader): void;
  onSenderReport(kind: 'video' | 'audio', rtpTimestamp: number, ntpMs: number): void;
  /** What follows of that kind is another stream of the same session, with numbers and a clock of its own. */
  onStreamBegins(kind: 'video' | 'audio', ssrc: number): void;
  onClosed(reason: string): void;
}

/** Holes are looked at this often while there are any: the first ask leaves 8 to 18 ms after the hole shows. */
const REPAIR_MS = 10;
const LOOK_FOR_LIFE_MS = 100;
/** Browsers that die send no goodbye; DTLS notices late or never. */
const SILENCE_MS_MAX = 5_000;
/** After a DTLS goodbye nothing more comes; packets still on their way do within this. */
const GOODBYE_MS = 500;

export class Publisher {
  readonly sessionId: string;
  /** Null: MediaMTX holds the publisher, and checked its lease with the web process. */
  readonly lease: number | null;
  readonly #chosen: ChosenMedia;
  readonly #isRelayed: boolean;
  readonly #events: PublisherEvents;
  readonly #pipe: Pipe;
  readonly #feedback: ReceptionFeedback;
  readonly #tracks: Record<'video' | 'audio', IncomingTrack>;
  #depacketizer = new H264Depacketizer();
  readonly #lifeTimer: NodeJS.Timeout;
  /** Runs while packets are missing. */
  #repairTimer: NodeJS.Timeout | null = null;
  #lastPacketMs: number | null = null;
  #lastOpus: BeforeHole | null = null;
  #opusLost = 0;
  #isConnected = false;
  packetsMalformed = 0;
  opusConcealed = 0;
  refusedForBFrames = 0;
  videoBytes = 0;
  audioBytes = 0;

  constructor(
    chosen: ChosenMedia,
    options: {
      sessionId: string;
      lease: number | null;
      events: PublisherEvents;
      /** Another server stands between: its reports go on when its publisher is gone, so only media shows life. */
      isRelayed: boolean;
      createPipe(handlers: MediaPipeHandlers): Pipe;
    },
  ) {
    this.sessionId = options.sessionId;
    this.lease = options.lease;
    this.#chosen = chosen;
    this.#isRelayed = options.isRelayed;
    this.#events = options.events;
    this.#tracks = {
      video: new IncomingTrack({
        isRepaired: chosen.video?.feedback.includes('nack') ?? false,
        isSimulcast: this.#isSimulcast,
      }),
      audio: new IncomingTrack({ isRepaired: false, isSimulcast: false }),
    };
    this.#pipe = options.createPipe({
      onPacket: (bytes) => this.#onPacket(bytes),
      onConnected: () => this.#onConnected(),
      onClosed: (reason) => this.#onClosed(reason),
    });
    this.#feedback = new ReceptionFeedback(chosen, (bytes) => this.#pipe.send(Buffer.from(bytes)));
    this.#lifeTimer = setInterval(() => this.#lookForLife(), LOOK_FOR_LIFE_MS);
  }

  /** False: it offered sound alone. */
  get hasVideo(): boolean {
    return this.#chosen.video !== null;
  }

  get isConnected(): boolean {
    return this.#isConnected;
  }

  get counters(): PublisherCounters {
    return {
      bytesReceived: this.videoBytes + this.audioBytes,
      packetsLost: this.#tracks.video.lost + this.#tracks.audio.lost,
      packetsRecovered: this.#tracks.video.recovered,
      nacksSent: this.#feedback.nacksSent,
      keyframeRequests: this.#feedback.keyframeRequests,
      packetsMalformed: this.packetsMalformed + this.#depacketizer.packetsMalformed,
      opusConcealed: this.opusConcealed,
      refusedForBFrames: this.refusedForBFrames,
    };
  }

  open(): Promise<LocalTransport> {
    return this.#pipe.open();
  }

  addCandidate(candidate: string): void {
    this.#pipe.addCandidate(candidate);
  }

  requestKeyframe(): void {
    this.#feedback.requestKeyframe(performance.now());
  }

  close(reason: string): void {
    this.#pipe.close(reason);
  }

  #onConnected(): void {
    this.#isConnected = true;
    this.#lastPacketMs = performance.now();
    this.#events.onConnected();
  }

  #onClosed(reason: string): void {
    this.#isConnected = false;
    clearInterval(this.#lifeTimer);
    this.#endRepair();
    this.#feedback.close();
    this.#events.onClosed(reason);
  }

  #onPacket(bytes: Buffer): void {
    const isReport = isRtcp(bytes);
    if (!isReport || !this.#isRelayed) this.#lastPacketMs = performance.now();
    if (isReport) return this.#onRtcp(bytes);
    const header = parseRtp(bytes);
    if (typeof header === 'string') {
      this.packetsMalformed += 1;
      return;
    }
    this.#feedback.noteArrival(bytes, header);
    const { video, audio } = this.#chosen;
    if (header.payloadType === video?.payloadType) this.#onMedia('video', bytes, header);
    else if (header.payloadType === audio?.payloadType) this.#onMedia('audio', bytes, header);
    else if (header.payloadType === video?.rtxPayloadType)
      this.#onRetransmission(bytes, header, video.payloadType);
  }

  #onRetransmission(bytes: Buffer, header: RtpHeader, payloadType: number): void {
    const ssrc = this.#feedback.videoSsrc;
    if (ssrc === null) return;
    const original = unwrapRtx(bytes, header, { ssrc, payloadType });
    const originalHeader = original === null ? 'too-short' : parseRtp(original);
    if (original === null || typeof originalHeader === 'string') return;
    this.#insert(
      'video',
      Buffer.from(original.buffer, original.byteOffset, original.byteLength),
      originalHeader,
    );
  }

  #onMedia(kind: 'video' | 'audio', bytes: Buffer, header: RtpHeader): void {
    const nowMs = performance.now();
    const { payloadOffset, payloadLength, ssrc } = header;
    const pixels =
      kind === 'video' && this.#isSimulcast
        ? h264KeyFramePixels(bytes, payloadOffset, payloadOffset + payloadLength)
        : null;
    const verdict = this.#tracks[kind].choice.judge({ ssrc, bytes: bytes.length, pixels }, nowMs);
    if (verdict === 'ignore') return;
    if (verdict === 'begin') this.#begin(kind, ssrc);
    this.#feedback.noteMedia(kind, header, nowMs);
    if (kind === 'video') this.videoBytes += bytes.length;
    else this.audioBytes += bytes.length;
    this.#insert(kind, bytes, header);
  }

  /** Nothing of the stream before is continued: not its numbers, its clock, its references, its losses. */
  #begin(kind: 'video' | 'audio', ssrc: number): void {
    this.#tracks[kind].restart();
    this.#feedback.restart(kind);
    if (kind === 'audio') this.#lastOpus = null;
    else {
      this.packetsMalformed += this.#depacketizer.packetsMalformed;
      this.#depacketizer = new H264Depacketizer();
    }
    this.#events.onStreamBegins(kind, ssrc);
  }

  get #isSimulcast(): boolean {
    return (this.#chosen.video?.rids.length ?? 0) > 1;
  }

  #insert(kind: 'video' | 'audio', bytes: Buffer, header: RtpHeader): void {
    const track = this.#tracks[kind];
    if (track.pass(header)) return this.#deliverOne(kind, { bytes, header });
    const nowMs = performance.now();
    track.insert({ bytes, header }, nowMs);
    this.#deliver(kind, nowMs);
    if (track.isWaiting && this.#isConnected)
      this.#repairTimer ??= setInterval(() => this.#repair(), REPAIR_MS);
  }

  #deliver(kind: 'video' | 'audio', nowMs: number): void {
    for (;;) {
      const taken = this.#tracks[kind].take(nowMs);
      if (taken.isAfterLoss && kind === 'video') {
        this.#depacketizer.noteLoss();
        this.#feedback.requestKeyframe(nowMs);
      }
      if (kind === 'audio') this.#opusLost += taken.lost;
      for (const packet of taken.packets) this.#deliverOne(kind, packet);
      if (taken.packets.length === 0 && taken.lost === 0) return;
    }
  }

  #deliverOne(kind: 'video' | 'audio', { bytes, header }: HeldPacket): void {
    const payload = bytes.subarray(header.payloadOffset, header.payloadOffset + header.payloadLength);
    this.#events.onOrderedRtp(kind, bytes, header);
    if (kind === 'audio') return this.#deliverOpus(payload, header.timestamp);
    const { timestamp, marker } = header;
    for (const frame of this.#depacketizer.push({ timestamp, marker, payload })) {
      if (hasBSlices(frame.nals)) return this.#refuseBFrames();
      if (frame.isKeyframe) this.#feedback.noteKeyframe(performance.now());
      this.#events.onFrame(frame);
    }
  }

  /** Destinations would get pictures in the wrong order; better none, and a reason. */
  #refuseBFrames(): void {
    this.refusedForBFrames = 1;
    this.close('b-frames');
  }

  #deliverOpus(payload: Buffer, rtpTimestamp: number): void {
    const samples = opusPacketSamples(payload);
    if (samples === null) {
      if (payload.length > 0) this.packetsMalformed += 1;
      return;
    }
    if (this.#opusLost > 0 && this.#lastOpus !== null) {
      const standIns = concealLoss(this.#lastOpus, this.#opusLost, rtpTimestamp);
      this.opusConcealed += standIns.length;
      for (const { packet, rtpTimestamp: at } of standIns) this.#events.onOpus(packet, at);
    }
    this.#opusLost = 0;
    this.#lastOpus = { toc: payload[0] ?? 0, rtpTimestamp, samples };
    this.#events.onOpus(payload, rtpTimestamp);
  }

  #repair(): void {
    const nowMs = performance.now();
    this.#feedback.sendNack(this.#tracks.video.nacks(nowMs));
    this.#deliver('video', nowMs);
    this.#deliver('audio', nowMs);
    if (!this.#tracks.video.isWaiting && !this.#tracks.audio.isWaiting) this.#endRepair();
  }

  #endRepair(): void {
    if (this.#repairTimer !== null) clearInterval(this.#repairTimer);
    this.#repairTimer = null;
  }

  #lookForLife(): void {
    const nowMs = performance.now();
    const wanted = this.#tracks.video.choice.wanted(nowMs);
    if (wanted !== null) this.#feedback.requestKeyframeOf(wanted, nowMs);
    const silenceMsMax = this.#pipe.isDisconnected ? GOODBYE_MS : SILENCE_MS_MAX;
    if (this.#lastPacketMs !== null && nowMs - this.#lastPacketMs > silenceMsMax) this.close('no-media');
  }

  #onRtcp(bytes: Buffer): void {
    const { packets, error } = parseRtcp(bytes);
    if (error !== null) this.packetsMalformed += 1;
    for (const packet of packets) {
      if (packet.type === 'bye')
        for (const ssrc of packet.ssrcs)
          for (const track of Object.values(this.#tracks)) track.choice.noteBye(ssrc);
      if (packet.type !== 'sender-report') continue;
      const kind = this.#feedback.noteSenderReport(packet.ssrc, packet.ntp, performance.now());
      if (kind !== null) this.#events.onSenderReport(kind, packet.rtpTimestamp, unixMsFromNtp(packet.ntp));
    }
  }
}
