import { performance } from 'node:perf_hooks';
import { randomInt } from 'node:crypto';
import { isH264KeyFrameStart } from '@/gateway/core/forward/key-frame';
import { nalsOf } from '@/gateway/core/h264/avcc';
import { packetizeNals, packetizeParameterSets } from '@/gateway/core/h264/packetizer';
import { OPUS_SILENCE, OPUS_SILENCE_TICKS } from '@/gateway/core/opus/silence-pace';
import { ntpFromUnixMs } from '@/gateway/core/rtcp/ntp';
import { writeSenderReport } from '@/gateway/core/rtcp/write';
import type { RelayedHeader } from '@/gateway/core/rtp-relay/program-stream';
import { ProgramStream } from '@/gateway/core/rtp-relay/program-stream';
import type { ChosenMedia } from '@/gateway/core/whip-sdp/choose-media';
import type { Offer } from '@/gateway/core/whip-sdp/parse-offer';
import type { LocalTransport } from '@/gateway/net/media-pipe';
import { FanOut } from './fan-out';
import { accessUnitIn, type ProgramVideo, type VideoConfig } from './program-media';
import type { RtpPacket } from './source';
import { Viewer } from './viewer';

/**
 * WHEP: gives the program's RTP to viewers. There is one outgoing stream per kind, numbered once for everybody;
 * a viewer differs only in payload type. Source changes do not show in its numbering, nor what stands in for a source.
 */
export interface ViewersContext {
  udpPort: number;
  requestKeyframe(): void;
  onClosed(sessionId: string, reason: string): void;
}

/** 400 Mbit/s at 4 Mbit/s each: more belong behind a media server at the edge. */
const VIEWERS_MAX = 100;
const SENDER_REPORT_INTERVAL_MS = 1_000;
/** No session has this id: theirs are UUIDs. */
const STAND_IN = 'stand-in';

export class Viewers {
  readonly #context: ViewersContext;
  readonly #viewers = new Map<string, Viewer>();
  readonly #streams = {
    video: new ProgramStream(randomInt(1, 2 ** 31), 90_000),
    audio: new ProgramStream(randomInt(1, 2 ** 31), 48_000),
  };
  readonly #fanOut = new FanOut(() => this.#viewers.values());
  #reportTimer: NodeJS.Timeout | null = null;
  /** Of packets that we write ourselves. */
  #standInSequence = 0;
  /** Silence stands in for the source's sound until its next packet. */
  #isQuiet = false;
  #soundId = '';
  readonly #quiet = { sequence: 0, timestamp: 0 };
  refused = 0;
  packetsResent = 0;
  packetsMalformed = 0;

  constructor(context: ViewersContext) {
    this.#context = context;
  }

  /** Packets that this machine had no time to send to everybody. */
  get packetsDropped(): number {
    return this.#fanOut.packetsDropped;
  }

  get count(): number {
    return this.#viewers.size;
  }

  async open(
    sessionId: string,
    offer: Offer,
    chosen: ChosenMedia,
  ): Promise<{ transport: LocalTransport; videoSsrc: number; audioSsrc: number } | null> {
    if (this.#viewers.size >= VIEWERS_MAX) {
      this.refused += 1;
      return null;
    }
    const viewer = new Viewer(offer, chosen, {
      sessionId,
      udpPort: this.#context.udpPort,
      streams: this.#streams,
      requestKeyframe: () => this.#context.requestKeyframe(),
      onResent: () => {
        this.packetsResent += 1;
      },
      onMalformed: () => {
        this.packetsMalformed += 1;
      },
      onClosed: (reason) => this.#onClosed(sessionId, reason),
    });
    this.#viewers.set(sessionId, viewer);
    this.#reportTimer ??= setInterval(() => this.#sendReports(), SENDER_REPORT_INTERVAL_MS);
    const transport = await viewer.open();
    return { transport, videoSsrc: this.#streams.video.ssrc, audioSsrc: this.#streams.audio.ssrc };
  }

  addCandidate(sessionId: string, candidate: string): void {
    this.#viewers.get(sessionId)?.addCandidate(candidate);
  }

  /** Called for every packet of the source, in order, also without viewers: the numbering must know of it. */
  forward(kind: 'video' | 'audio', bytes: Buffer, header: RelayedHeader): void {
    if (kind === 'audio' && this.#isQuiet) this.useSource('audio', this.#soundId);
    this.#push(kind, bytes, header);
  }

  #push(kind: 'video' | 'audio', bytes: Buffer, header: RelayedHeader): void {
    const stream = this.#streams[kind];
    if (this.#viewers.size === 0) return stream.pass(header, performance.now());
    const packet = stream.push({ bytes, header }, performance.now());
    if (packet === null) return;
    const end = header.payloadOffset + header.payloadLength;
    const startsKeyframe = kind === 'video' && isH264KeyFrameStart(bytes, header.payloadOffset, end);
    this.#fanOut.push({ kind, packet, startsKeyframe });
  }

  /** The packets of that kind that follow are another stream's, numbered and timed by themselves. */
  useSource(kind: 'video' | 'audio', streamId: string): void {
    if (kind === 'audio') {
      this.#isQuiet = false;
      this.#soundId = streamId;
    }
    this.#streams[kind].useSource(streamId);
  }

  /** A source's pictures begin, with this key frame. Its parameter sets go before it where it does not bring them. */
  beginVideo(streamId: string, opening: readonly RtpPacket[], config: VideoConfig | null): void {
    this.useSource('video', streamId);
    const [first] = opening;
    if (first === undefined) return;
    const { payloadOffset, payloadLength, sequence } = first.header;
    const hasSets = isH264KeyFrameStart(first.bytes, payloadOffset, payloadOffset + payloadLength);
    const sets = hasSets || config === null ? [] : packetizeParameterSets(config.sps, config.pps);
    for (const [index, payload] of sets.entries()) {
      const before = (sequence - sets.length + index) & 0xffff;
      const header = { ...first.header, marker: false, sequence: before };
      this.forward('video', payload, { ...header, payloadOffset: 0, payloadLength: payload.length });
    }
    for (const { bytes, header } of opening) this.forward('video', bytes, header);
  }

  /** A picture that is not the source's: a repeated key frame, the slate, black, and what repeats those. */
  standIn(frame: ProgramVideo): void {
    const { timeMs, isKeyframe, config } = frame;
    this.useSource('video', STAND_IN);
    if (this.#viewers.size === 0) return;
    const sets = isKeyframe ? packetizeParameterSets(config.sps, config.pps) : [];
    const payloads = [...sets, ...packetizeNals(nalsOf(accessUnitIn(frame)))];
    const timestamp = Math.round(timeMs * 90) % 2 ** 32;
    for (const [index, payload] of payloads.entries()) {
      this.#standInSequence = (this.#standInSequence + 1) & 0xffff;
      this.forward('video', payload, {
        ...{ sequence: this.#standInSequence, timestamp, marker: index === payloads.length - 1 },
        ...{ payloadOffset: 0, payloadLength: payload.length },
      });
    }
  }

  /** Silence in the place of sound that the source does not send. @param packets - of 20 ms. */
  standInSound(packets: number): void {
    if (this.#viewers.size === 0) return;
    this.#isQuiet = true;
    this.#streams.audio.useSource(STAND_IN);
    const length = { payloadOffset: 0, payloadLength: OPUS_SILENCE.length };
    for (let count = 0; count < packets; count += 1) {
      this.#quiet.sequence = (this.#quiet.sequence + 1) & 0xffff;
      this.#quiet.timestamp = (this.#quiet.timestamp + OPUS_SILENCE_TICKS) % 2 ** 32;
      this.#push('audio', OPUS_SILENCE, { ...this.#quiet, marker: false, ...length });
    }
  }

  close(sessionId: string, reason: string): void {
    this.#viewers.get(sessionId)?.close(reason);
  }

  closeAll(reason: string): void {
    for (const viewer of this.#viewers.values()) viewer.close(reason);
  }

  #onClosed(sessionId: string, reason: string): void {
    if (!this.#viewers.delete(sessionId)) return;
    if (this.#viewers.size === 0 && this.#reportTimer !== null) {
      clearInterval(this.#reportTimer);
      this.#reportTimer = null;
    }
    this.#context.onClosed(sessionId, reason);
  }

  #sendReports(): void {
    const nowMs = performance.now();
    for (const kind of ['video', 'audio'] as const) {
      const facts = this.#streams[kind].report(nowMs);
      if (facts === null) continue;
      const report = Buffer.from(
        writeSenderReport({ ...facts, ntp: ntpFromUnixMs(performance.timeOrigin + nowMs) }),
      );
      for (const viewer of this.#viewers.values()) viewer.sendRtcp(report);
    }
  }
}
