import { performance } from 'node:perf_hooks';
import { H264Depacketizer } from '@/gateway/core/h264/depacketizer';
import type { H264Frame } from '@/gateway/core/h264/depacketizer';
import { hasBSlices } from '@/gateway/core/h264/slice-type';
import { ReorderBuffer } from '@/gateway/core/jitter/reorder-buffer';
import { concealLoss } from '@/gateway/core/opus/conceal-loss';
import type { BeforeHole } from '@/gateway/core/opus/conceal-loss';
import { opusPacketSamples } from '@/gateway/core/opus/opus-toc';
import { unixMsFromNtp } from '@/gateway/core/rtcp/ntp';
import { parseRtcp } from '@/gateway/core/rtcp/parse';
import { isRtcp, parseRtp } from '@/gateway/core/rtp/packet';
import type { RtpHeader } from '@/gateway/core/rtp/packet';
import { unwrapRtx } from '@/gateway/core/rtp/rtx';
import { Unwrapper } from '@/gateway/core/rtp/serial';
import { SourceChoice } from '@/gateway/core/rtp/source-choice';
import type { ChosenMedia } from '@/gateway/core/whip-sdp/choose-media';
import type { LocalTransport, MediaPipeHandlers, Pipe } from '@/gateway/net/media-pipe';
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
  onClosed(reason: string): void;
}

interface HeldPacket {
  bytes: Buffer;
  header: RtpHeader;
}

/** Retransmissions come within a round trip or three; after this a key frame is the better repair. */
const VIDEO_WAIT_MS = 250;
/** Audio is never retransmitted, nor is the video of a sender that takes no NACK: only reordering is waited for. */
const REORDER_WAIT_MS = 60;
const NACK_INTERVAL_MS = 40;
const NACKS_MAX = 6;
/** Long enough for every encoding of a simulcast sender to have sent some frames. */
const SIMULCAST_WATCH_MS = 1_000;
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
  readonly #video: ReorderBuffer<HeldPacket>;
  readonly #audio = new ReorderBuffer<HeldPacket>({
    waitMs: REORDER_WAIT_MS,
    nackIntervalMs: NACK_INTERVAL_MS,
    nacksMax: 0,
  });
  readonly #sources: Record<'video' | 'audio', SourceChoice>;
  readonly #unwrap = { video: new Unwrapper(16), audio: new Unwrapper(16) };
  readonly #depacketizer = new H264Depacketizer();
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
    const isRepaired = chosen.video.feedback.includes('nack');
    this.#video = new ReorderBuffer<HeldPacket>({
      waitMs: isRepaired ? VIDEO_WAIT_MS : REORDER_WAIT_MS,
      nackIntervalMs: NACK_INTERVAL_MS,
      nacksMax: isRepaired ? NACKS_MAX : 0,
    });
    this.#sources = {
      video: new SourceChoice(chosen.video.rids.length > 1 ? SIMULCAST_WATCH_MS : 0),
      audio: new SourceChoice(0),
    };
    this.#pipe = options.createPipe({
      onPacket: (bytes) => this.#onPacket(bytes),
      onConnected: () => this.#onConnected(),
      onClosed: (reason) => this.#onClosed(reason),
    });
    this.#feedback = new ReceptionFeedback(chosen, (bytes) => this.#pipe.send(Buffer.from(bytes)));
    this.#lifeTimer = setInterval(() => this.#lookForLife(), LOOK_FOR_LIFE_MS);
  }

  get isConnected(): boolean {
    return this.#isConnected;
  }

  get counters(): PublisherCounters {
    return {
      bytesReceived: this.videoBytes + this.audioBytes,
      packetsLost: this.#video.lost + this.#audio.lost,
      packetsRecovered: this.#video.recovered,
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
    if (header.payloadType === video.payloadType) this.#onMedia('video', bytes, header);
    else if (header.payloadType === audio.payloadType) this.#onMedia('audio', bytes, header);
    else if (header.payloadType === video.rtxPayloadType) this.#onRetransmission(bytes, header);
  }

  #onRetransmission(bytes: Buffer, header: RtpHeader): void {
    const ssrc = this.#feedback.videoSsrc;
    if (ssrc === null) return;
    const original = unwrapRtx(bytes, header, { ssrc, payloadType: this.#chosen.video.payloadType });
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
    if (!this.#sources[kind].takes(header.ssrc, bytes.length, nowMs)) return;
    this.#feedback.noteMedia(kind, header, nowMs);
    if (kind === 'video') this.videoBytes += bytes.length;
    else this.audioBytes += bytes.length;
    this.#insert(kind, bytes, header);
  }

  #insert(kind: 'video' | 'audio', bytes: Buffer, header: RtpHeader): void {
    const buffer = kind === 'video' ? this.#video : this.#audio;
    const sequence = this.#unwrap[kind].unwrap(header.sequence);
    if (buffer.pass(sequence)) return this.#deliverOne(kind, { bytes, header });
    const nowMs = performance.now();
    buffer.insert(sequence, { bytes, header }, nowMs);
    this.#deliver(kind, nowMs);
    if (buffer.isWaiting && this.#isConnected)
      this.#repairTimer ??= setInterval(() => this.#repair(), REPAIR_MS);
  }

  #deliver(kind: 'video' | 'audio', nowMs: number): void {
    const buffer = kind === 'video' ? this.#video : this.#audio;
    for (;;) {
      const taken = buffer.take(nowMs);
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
    this.#feedback.sendNack(this.#video.nacks(nowMs).map((sequence) => sequence & 0xffff));
    this.#deliver('video', nowMs);
    this.#deliver('audio', nowMs);
    if (!this.#video.isWaiting && !this.#audio.isWaiting) this.#endRepair();
  }

  #endRepair(): void {
    if (this.#repairTimer !== null) clearInterval(this.#repairTimer);
    this.#repairTimer = null;
  }

  #lookForLife(): void {
    const nowMs = performance.now();
    const silenceMsMax = this.#pipe.isDisconnected ? GOODBYE_MS : SILENCE_MS_MAX;
    if (this.#lastPacketMs !== null && nowMs - this.#lastPacketMs > silenceMsMax) this.close('no-media');
  }

  #onRtcp(bytes: Buffer): void {
    const { packets, error } = parseRtcp(bytes);
    if (error !== null) this.packetsMalformed += 1;
    for (const packet of packets) {
      if (packet.type !== 'sender-report') continue;
      const kind = this.#feedback.noteSenderReport(packet.ssrc, packet.ntp, performance.now());
      if (kind !== null) this.#events.onSenderReport(kind, packet.rtpTimestamp, unixMsFromNtp(packet.ntp));
    }
  }
}
