import { performance } from 'node:perf_hooks';
import type { ProgramPictureStatus, SourceStatus } from '@/lib/core/contract/gateway-control';
import type { H264Frame } from '@/gateway/core/h264/depacketizer';
import type { RtpHeader } from '@/gateway/core/rtp/packet';
import type { Slate } from '@/gateway/core/slate/read-slate';
import { SessionTimeline } from '@/gateway/core/timeline/session-timeline';
import { AudioEncoder } from './audio-encoder';
import type { AudioConfig, MediaSink, VideoConfig } from './program-media';
import { ProgramPicture, videoConfigOf } from './program-picture';
import type { Publisher } from './publisher';
import { SourceMeter } from './source-meter';

/**
 * The program's one timeline: takes whichever publisher is connected and gives continuous H.264 and AAC, also while
 * no publisher is there. A new publisher takes over at its first key frame, so that a hand-over shows no hole.
 */
export interface SourceEvents extends MediaSink {
  onRtp(kind: 'video' | 'audio', bytes: Buffer, header: RtpHeader): void;
  /** The RTP that follows is this session's, first its key frame. */
  onTakeOver(sessionId: string): void;
  onChange(): void;
  onFailed(error: unknown): void;
}

/** Audio later than this is replaced by silence; Chrome's jitter and our reordering stay far below. */
const SILENCE_AFTER_MS = 400;
const SILENCE_LAG_MS = 200;
/** A key frame of 720 lines is 50 to 150 packets. */
const OPENING_PACKETS_MAX = 1_000;

interface Session {
  publisher: Publisher;
  timeline: SessionTimeline;
  sinceUnixMs: number;
  /** RTP of the frame that is coming in, until the session takes over: viewers need its key frame whole. */
  opening: { bytes: Buffer; header: RtpHeader }[];
}

export class Source {
  readonly #events: SourceEvents;
  readonly #epochMs = performance.now();
  readonly #audio: AudioEncoder;
  readonly #picture: ProgramPicture;
  readonly #meter = new SourceMeter();
  #current: Session | null = null;
  #next: Session | null = null;
  #config: VideoConfig | null = null;
  #audioConfig: AudioConfig | null = null;
  #lastHeardMs = -Infinity;
  /** When sound of the source last came in, and the end of the program's sound then. */
  #sound: { atMs: number; endMs: number } | null = null;
  #toldStatus: ProgramPictureStatus = 'none';
  #absentSinceUnixMs = Date.now();

  constructor(events: SourceEvents) {
    this.#events = events;
    this.#picture = new ProgramPicture((frame) => events.onVideo(frame));
    this.#audio = new AudioEncoder({
      onConfig: (config) => {
        this.#audioConfig = config;
      },
      onFrame: (frame) => events.onAudio(frame),
      onFailed: (error) => events.onFailed(error),
    });
  }

  get audioConfig(): AudioConfig | null {
    return this.#audioConfig;
  }

  /** True once there is a program to send; it stays true through gaps, which are filled. */
  get hasStarted(): boolean {
    return this.#picture.hasStarted;
  }

  get audioCounters(): { opusUndecodable: number } {
    return { opusUndecodable: this.#audio.opusUndecodable };
  }

  get isConnected(): boolean {
    return this.#current !== null;
  }

  get sessions(): Publisher[] {
    return [this.#current, this.#next].flatMap((session) => (session === null ? [] : [session.publisher]));
  }

  /** Makes a publisher the candidate. It becomes the source with its first key frame. */
  offer(publisher: Publisher): void {
    this.#next?.publisher.close('replaced');
    this.#next = {
      publisher,
      timeline: new SessionTimeline(this.#picture.lastMs),
      sinceUnixMs: Date.now(),
      opening: [],
    };
  }

  requestKeyframe(): void {
    this.#current?.publisher.requestKeyframe();
  }

  noteFrame(publisher: Publisher, frame: H264Frame): void {
    if (this.#next?.publisher === publisher && frame.isKeyframe) this.#takeOver();
    const session = this.#current;
    if (session?.publisher !== publisher) return;
    this.#readConfig(frame);
    if (this.#config === null) return;
    const timeMs = session.timeline.placeVideo(frame.timestamp, this.#nowMs());
    this.#meter.noteFrame(timeMs, frame.isKeyframe);
    const { isKeyframe, nals } = frame;
    if (this.#picture.waitsForKeyframe && !isKeyframe) this.requestKeyframe();
    this.#picture.show({ timeMs, isKeyframe, nals, config: this.#config }, this.#nowMs());
  }

  noteOpus(publisher: Publisher, packet: Uint8Array, rtpTimestamp: number): void {
    const session = this.#sessionOf(publisher);
    if (session === null) return;
    const timeMs = session.timeline.placeAudio(rtpTimestamp, this.#nowMs());
    if (session !== this.#current) return;
    this.#audio.pushOpus(packet, timeMs);
    this.#noteSound(this.#nowMs());
  }

  noteRtp(publisher: Publisher, kind: 'video' | 'audio', packet: { bytes: Buffer; header: RtpHeader }): void {
    if (this.#current?.publisher === publisher) {
      this.#lastHeardMs = this.#nowMs();
      this.#events.onRtp(kind, packet.bytes, packet.header);
    }
    const next = this.#next;
    if (kind !== 'video' || next?.publisher !== publisher) return;
    if (
      next.opening[0]?.header.timestamp !== packet.header.timestamp ||
      next.opening.length >= OPENING_PACKETS_MAX
    ) {
      next.opening = [];
    }
    next.opening.push(packet);
  }

  noteSenderReport(
    publisher: Publisher,
    kind: 'video' | 'audio',
    report: { rtpTimestamp: number; ntpMs: number },
  ): void {
    this.#sessionOf(publisher)?.timeline[kind].noteSenderReport(report.rtpTimestamp, report.ntpMs);
  }

  noteClosed(publisher: Publisher): void {
    if (this.#next?.publisher === publisher) this.#next = null;
    if (this.#current?.publisher !== publisher) return;
    this.#current = null;
    this.#lastHeardMs = -Infinity;
    this.#absentSinceUnixMs = Date.now();
    this.#events.onChange();
  }

  /** Every 50 ms: fills what the publisher does not send. */
  tick(): void {
    const nowMs = this.#nowMs();
    this.#meter.tick(nowMs, this.#current?.publisher ?? null);
    if (!this.hasStarted) return;
    this.#fillSound(nowMs);
    const filled = this.#picture.tick(nowMs, this.#lastHeardMs);
    if (filled === 'keyframe' || filled === 'slate') this.requestKeyframe();
    const status = this.#picture.status(nowMs);
    if (status !== this.#toldStatus) this.#events.onChange();
    this.#toldStatus = status;
  }

  get pictureStatus(): ProgramPictureStatus {
    return this.#picture.status(this.#nowMs());
  }

  get picturesFilled(): number {
    return this.#picture.filled;
  }

  useSlate(slate: Slate | null): void {
    this.#picture.useSlate(slate);
    this.#events.onChange();
  }

  status(): SourceStatus {
    const session = this.#current;
    if (session === null) return { status: 'absent', sinceMs: this.#absentSinceUnixMs };
    return {
      status: 'connected',
      sinceMs: session.sinceUnixMs,
      lease: session.publisher.lease,
      sessionId: session.publisher.sessionId,
      width: this.#config?.width ?? 0,
      height: this.#config?.height ?? 0,
      packetsLost: session.publisher.counters.packetsLost,
      ...this.#meter.read(),
    };
  }

  close(): void {
    for (const publisher of this.sessions) publisher.close('program-ended');
  }

  /** Silence for sound that does not arrive. Told by arrival: a source whose delay grew keeps its sound (TL8). */
  #fillSound(nowMs: number): void {
    const sound = this.#sound;
    const sinceMs = sound === null ? Infinity : nowMs - sound.atMs;
    if (sinceMs <= SILENCE_AFTER_MS) return;
    this.#audio.fillSilence((sound === null ? nowMs : sound.endMs + sinceMs) - SILENCE_LAG_MS);
    if (sound === null) this.#noteSound(nowMs - SILENCE_LAG_MS);
  }

  #noteSound(atMs: number): void {
    const endMs = this.#audio.endMs;
    if (endMs !== null) this.#sound = { atMs, endMs };
  }

  #takeOver(): void {
    const previous = this.#current;
    this.#current = this.#next;
    this.#next = null;
    this.#picture.expectKeyframe();
    this.#meter.reset();
    previous?.publisher.close('replaced');
    const session = this.#current;
    if (session !== null) {
      this.#events.onTakeOver(session.publisher.sessionId);
      for (const { bytes, header } of session.opening) this.#events.onRtp('video', bytes, header);
      session.opening = [];
    }
    this.#events.onChange();
  }

  #readConfig(frame: H264Frame): void {
    const { sps, pps } = frame;
    if (sps === null || pps === null) return;
    if (this.#config !== null && this.#config.sps.equals(sps) && this.#config.pps.equals(pps)) return;
    const config = videoConfigOf(sps, pps);
    if (config === null) return;
    if (
      this.#config !== null &&
      (this.#config.width !== config.width || this.#config.height !== config.height)
    )
      this.#meter.noteResolutionChange();
    this.#config = config;
    this.#events.onChange();
  }

  #sessionOf(publisher: Publisher): Session | null {
    return [this.#current, this.#next].find((session) => session?.publisher === publisher) ?? null;
  }

  #nowMs(): number {
    return performance.now() - this.#epochMs;
  }
}
