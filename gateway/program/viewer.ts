import { performance } from 'node:perf_hooks';
import { ntpMiddle } from '@/gateway/core/rtcp/ntp';
import type { NtpTime } from '@/gateway/core/rtcp/ntp';
import { parseRtcp } from '@/gateway/core/rtcp/parse';
import type { ReportBlock } from '@/gateway/core/rtcp/parse';
import { writeDelaySinceReference } from '@/gateway/core/rtcp/write';
import { isRtcp } from '@/gateway/core/rtp/packet';
import { ViewerPace } from '@/gateway/core/viewer-pace/viewer-pace';
import type { ProgramStream } from '@/gateway/core/rtp-relay/program-stream';
import type { ChosenMedia } from '@/gateway/core/whip-sdp/choose-media';
import type { Offer } from '@/gateway/core/whip-sdp/parse-offer';
import type { FanOutPacket } from './fan-out';
import { MediaPipe } from '@/gateway/net/media-pipe';
import type { LocalTransport } from '@/gateway/net/media-pipe';

/** One WHEP session: sends what it is given, answers NACK and PLI, bounds its own retransmissions, keeps its own pace. */
export interface ViewerOptions {
  sessionId: string;
  udpPort: number;
  streams: Record<'video' | 'audio', ProgramStream>;
  requestKeyframe(): void;
  onResent(): void;
  onMalformed(): void;
  onClosed(reason: string): void;
}

/** Retransmissions a second: 10 % of the packets of a 4 Mbit/s program, rounded up. More feeds a congestion. */
const RETRANSMISSIONS_PER_S_MAX = 60;
/** A viewer that reports nothing for so long is gone; browsers report at least every 5 s. */
const SILENCE_MS_MAX = 30_000;
const DISCONNECTED_MS_MAX = 5_000;

export class Viewer {
  readonly #options: ViewerOptions;
  /** Null: it did not ask for that. */
  readonly #payloadTypes: Record<'video' | 'audio', number | null>;
  readonly #pipe: MediaPipe;
  readonly #watchdog: NodeJS.Timeout;
  readonly #pace = new ViewerPace();
  #allowance = RETRANSMISSIONS_PER_S_MAX;
  #lastHeardMs = performance.now();
  #isConnected = false;

  constructor(offer: Offer, chosen: ChosenMedia, options: ViewerOptions) {
    this.#options = options;
    this.#payloadTypes = {
      video: chosen.video?.payloadType ?? null,
      audio: chosen.audio?.payloadType ?? null,
    };
    this.#pipe = new MediaPipe({
      name: options.sessionId,
      udpPort: options.udpPort,
      remote: offer,
      onPacket: (bytes) => this.#onPacket(bytes),
      onConnected: () => {
        this.#isConnected = true;
        options.requestKeyframe();
      },
      onClosed: (reason) => {
        clearInterval(this.#watchdog);
        options.onClosed(reason);
      },
    });
    this.#watchdog = setInterval(() => this.#watch(), 1_000);
  }

  open(): Promise<LocalTransport> {
    return this.#pipe.open();
  }

  addCandidate(candidate: string): void {
    this.#pipe.addCandidate(candidate);
  }

  /** Patches the payload type in place: the pipe copies the packet before it returns. */
  send({ kind, packet, startsKeyframe }: FanOutPacket): void {
    if (!this.#isConnected) return;
    if (kind === 'video' && !this.#pace.takesVideo(startsKeyframe, performance.now())) return;
    this.#put(kind, packet);
  }

  #put(kind: 'video' | 'audio', packet: Buffer): void {
    const payloadType = this.#payloadTypes[kind];
    if (payloadType === null) return;
    packet[1] = ((packet[1] ?? 0) & 0x80) | payloadType;
    this.#pipe.send(packet);
  }

  sendRtcp(packet: Buffer): void {
    if (this.#isConnected) this.#pipe.send(packet);
  }

  close(reason: string): void {
    this.#pipe.close(reason);
  }

  #watch(): void {
    this.#allowance = RETRANSMISSIONS_PER_S_MAX;
    const silenceMs = performance.now() - this.#lastHeardMs;
    if (silenceMs > SILENCE_MS_MAX || (this.#pipe.isDisconnected && silenceMs > DISCONNECTED_MS_MAX))
      this.close('silent');
  }

  #onPacket(bytes: Buffer): void {
    if (!isRtcp(bytes)) return;
    this.#lastHeardMs = performance.now();
    const { packets, error } = parseRtcp(bytes);
    if (error !== null) this.#options.onMalformed();
    for (const packet of packets) {
      if (packet.type === 'pli' || packet.type === 'fir') this.#requestKeyframe();
      else if (packet.type === 'receiver-report') this.#noteReports(packet.reports);
      else if (packet.type === 'extended-report')
        this.#answerReferenceTime(packet.ssrc, packet.referenceTime);
      else if (packet.type === 'nack') this.#resend(packet.mediaSsrc, packet.sequences);
    }
  }

  /** At once: no time has passed. */
  #answerReferenceTime(ssrc: number, time: NtpTime | null): void {
    if (time === null) return;
    const heard = { ssrc, referenceTime: ntpMiddle(time), delay: 0 };
    this.sendRtcp(Buffer.from(writeDelaySinceReference(this.#options.streams.video.ssrc, heard)));
  }

  /** What is left out is no reason for a key frame; others' requests in the same moment are one (KeyframeCadence). */
  #requestKeyframe(): void {
    if (!this.#pace.isPaused) this.#options.requestKeyframe();
  }

  #noteReports(reports: readonly ReportBlock[]): void {
    const video = reports.find(({ ssrc }) => ssrc === this.#options.streams.video.ssrc);
    if (video !== undefined) this.#pace.noteReport(video.fractionLost / 256, performance.now());
  }

  #resend(ssrc: number, sequences: readonly number[]): void {
    const kind = ssrc === this.#options.streams.audio.ssrc ? 'audio' : 'video';
    if (kind === 'video' && this.#pace.isPaused) return;
    for (const sequence of sequences) {
      const packet = this.#options.streams[kind].recall(sequence);
      if (packet === undefined) continue;
      if (this.#allowance <= 0) return;
      this.#allowance -= 1;
      this.#put(kind, packet);
      this.#options.onResent();
    }
  }
}
