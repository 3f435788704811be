import { performance } from 'node:perf_hooks';
import type { ProgramPictureStatus, SourceStatus } from '@/lib/core/contract/gateway-control';
import { avcCodecName } from '@/gateway/core/h264/avcc';
import type { H264Frame } from '@/gateway/core/h264/depacketizer';
import { parseSps } from '@/gateway/core/h264/sps';
import { SilencePace } from '@/gateway/core/opus/silence-pace';
import type { RtpHeader } from '@/gateway/core/rtp/packet';
import { SLATE_AFTER_MS } from '@/gateway/core/slate/plan-fill';
import type { Slate } from '@/gateway/core/slate/read-slate';
import { SessionTimeline } from '@/gateway/core/timeline/session-timeline';
import { AudioEncoder } from './audio-encoder';
import type { AudioConfig, MediaSink, ProgramVideo, VideoConfig } from './program-media';
import { ProgramPicture, videoConfigOf } from './program-picture';
import type { Publisher } from './publisher';
import { SourceMeter } from './source-meter';

/**
 * The program's one timeline: takes whichever publisher is connected and gives continuous H.264 and AAC, also while
 * no publisher is there. A new publisher takes over at its first key frame, so that a hand-over shows no hole; one that
 * has no picture takes over with its first sound.
 */
export interface SourceEvents extends MediaSink {
  onRtp(kind: 'video' | 'audio', bytes: Buffer, header: RtpHeader): void;
  /** The RTP of that kind that follows has numbers of its own; `opening` of video is a whole key frame. */
  onRtpBegins(kind: 'video' | 'audio', streamId: string, opening: readonly RtpPacket[]): void;
  /** In the place of the source's RTP until its next key frame. `onVideo` tells of it too. */
  onStandIn(frame: ProgramVideo): void;
  /** In the place of the source's RTP too: so many packets of silence, 20 ms each. */
  onQuiet(packets: number): void;
  onChange(): void;
  onFailed(error: unknown): void;
}

/** Audio later than this is replaced by silence; Chrome's jitter and our reordering stay far below. */
const SILENCE_AFTER_MS = 400;
const SILENCE_LAG_MS = 200;
/** A key frame of 720 lines is 50 to 150 packets. */
const OPENING_PACKETS_MAX = 1_000;
/** Half a second of pictures. Encoders with B pictures make one every two to four. */
const PROOF_PICTURES = 15;
/** A source that was not heard for so long is no loss: who comes next takes over at once, and a standby may be called. */
const UNHEARD_MS = 300;

/** A publisher, as the source sees it. */
export type SourcePublisher = Pick<
  Publisher,
  | 'sessionId'
  | 'lease'
  | 'hasVideo'
  | 'counters'
  | 'videoBytes'
  | 'audioBytes'
  | 'addCandidate'
  | 'requestKeyframe'
  | 'close'
>;

export interface RtpPacket {
  bytes: Buffer;
  header: RtpHeader;
}

interface Session {
  publisher: SourcePublisher;
  timeline: SessionTimeline;
  sinceUnixMs: number;
  /** RTP of the frame that is coming in, until one is shown: viewers need a key frame whole. */
  opening: RtpPacket[];
  /** Told apart by session and SSRC: another one has other numbers. */
  streamIds: Record<'video' | 'audio', string>;
  /** Pictures that were no B pictures. */
  pictures: number;
  heardSinceMs: number | null;
}

export class Source {
  readonly #events: SourceEvents;
  readonly #clockMs: () => number;
  readonly #epochMs: number;
  readonly #audio: AudioEncoder;
  readonly #picture: ProgramPicture;
  readonly #meter = new SourceMeter();
  readonly #silence = new SilencePace();
  #current: Session | null = null;
  #next: Session | null = null;
  #config: VideoConfig | null = null;
  #audioConfig: AudioConfig | null = null;
  #lastHeardMs = -Infinity;
  /** When sound of the source last came in, and the end of the program's sound then. */
  #sound: { atMs: number; endMs: number } | null = null;
  #toldStatus: ProgramPictureStatus = 'none';
  #toldHeard = true;
  #absentSinceUnixMs = Date.now();

  /** @param clockMs - monotonic. */
  constructor(events: SourceEvents, clockMs: () => number = () => performance.now()) {
    this.#events = events;
    this.#clockMs = clockMs;
    this.#epochMs = clockMs();
    this.#picture = new ProgramPicture((frame, isStandIn) => {
      events.onVideo(frame);
      if (isStandIn) events.onStandIn(frame);
    });
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

  get sessions(): SourcePublisher[] {
    return [this.#current, this.#next].flatMap((session) => (session === null ? [] : [session.publisher]));
  }

  /** Makes a publisher the candidate. It becomes the source with its first key frame, or its first sound if it has no picture. */
  offer(publisher: SourcePublisher): void {
    this.#next?.publisher.close('replaced');
    const { sessionId } = publisher;
    this.#next = {
      publisher,
      timeline: new SessionTimeline(this.#picture.lastMs),
      sinceUnixMs: Date.now(),
      opening: [],
      streamIds: { video: sessionId, audio: sessionId },
      pictures: 0,
      heardSinceMs: null,
    };
  }

  requestKeyframe(): void {
    this.#current?.publisher.requestKeyframe();
  }

  noteFrame(publisher: SourcePublisher, frame: H264Frame): void {
    const nowMs = this.#nowMs();
    if (this.#next?.publisher === publisher && this.#isReady(this.#next, frame, nowMs)) this.#takeOver();
    const session = this.#current;
    if (session?.publisher !== publisher) return;
    this.#readConfig(frame);
    if (this.#config === null) return;
    const timeMs = session.timeline.placeVideo(frame.timestamp, nowMs);
    this.#meter.noteFrame(timeMs, frame.isKeyframe);
    const { isKeyframe, nals } = frame;
    const isAwaited = this.#picture.waitsForKeyframe;
    if (isAwaited && !isKeyframe) this.requestKeyframe();
    this.#picture.show({ timeMs, isKeyframe, nals, config: this.#config }, nowMs);
    if (isAwaited && isKeyframe) this.#openRtp(session);
  }

  /** The config of the key frame that began the RTP of the source last. */
  get videoConfig(): VideoConfig | null {
    return this.#config;
  }

  /** Another stream of a session: its pictures begin with a key frame, its times where they arrive. */
  noteStreamBegins(publisher: SourcePublisher, kind: 'video' | 'audio', ssrc: number): void {
    const session = this.#sessionOf(publisher);
    if (session === null) return;
    session.timeline.restart(kind);
    session.streamIds[kind] = `${publisher.sessionId}/${ssrc}`;
    if (kind === 'video') session.opening = [];
    if (session !== this.#current) return;
    if (kind === 'video') this.#picture.expectKeyframe();
    else this.#events.onRtpBegins('audio', session.streamIds.audio, []);
  }

  noteOpus(publisher: SourcePublisher, packet: Uint8Array, rtpTimestamp: number): void {
    const session = this.#sessionOf(publisher);
    if (session === null) return;
    const nowMs = this.#nowMs();
    const timeMs = session.timeline.placeAudio(rtpTimestamp, nowMs);
    session.heardSinceMs ??= nowMs;
    if (session === this.#next && this.#goesWithoutPicture(session, nowMs)) {
      this.#takeOver();
      this.#picture.goWithoutPicture(nowMs);
    }
    if (session !== this.#current) return;
    this.#audio.pushOpus(packet, timeMs);
    this.#noteSound(nowMs);
  }

  noteRtp(publisher: SourcePublisher, kind: 'video' | 'audio', packet: RtpPacket): void {
    const session = this.#sessionOf(publisher);
    if (session === null) return;
    if (session === this.#current) {
      this.#lastHeardMs = this.#nowMs();
      // What stands in replaced the references: viewers see the source again from its next key frame on, as everybody.
      if (kind === 'audio' || !this.#picture.waitsForKeyframe)
        return this.#events.onRtp(kind, packet.bytes, packet.header);
    }
    if (kind === 'audio') return;
    const isNewFrame = session.opening[0]?.header.timestamp !== packet.header.timestamp;
    if (isNewFrame || session.opening.length >= OPENING_PACKETS_MAX) session.opening = [];
    session.opening.push(packet);
  }

  noteSenderReport(
    publisher: SourcePublisher,
    kind: 'video' | 'audio',
    report: { rtpTimestamp: number; ntpMs: number },
  ): void {
    this.#sessionOf(publisher)?.timeline[kind].noteSenderReport(report.rtpTimestamp, report.ntpMs);
  }

  noteClosed(publisher: SourcePublisher): void {
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
    const packets = this.#silence.due(nowMs, nowMs - (this.#sound?.atMs ?? nowMs));
    if (packets > 0) this.#events.onQuiet(packets);
    const filled = this.#picture.tick(nowMs, this.#lastHeardMs);
    if (filled === 'keyframe' || filled === 'slate') this.requestKeyframe();
    const status = this.#picture.status(nowMs);
    const isHeard = this.#isHeard(nowMs);
    if (status !== this.#toldStatus || isHeard !== this.#toldHeard) this.#events.onChange();
    this.#toldStatus = status;
    this.#toldHeard = isHeard;
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
      videoCodec: this.#config === null ? '' : avcCodecName(this.#config.sps),
      width: this.#picture.size?.width ?? 0,
      height: this.#picture.size?.height ?? 0,
      packetsLost: session.publisher.counters.packetsLost,
      isHeard: this.#isHeard(this.#nowMs()),
      waitMs: Math.round(session.timeline.videoWaitMs * 10) / 10,
      // The timeline says by how much the picture is late.
      skewMs: session.timeline.skewMs === null ? null : -Math.round(session.timeline.skewMs),
      ...this.#meter.read(),
    };
  }

  close(): void {
    for (const publisher of this.sessions) publisher.close('program-ended');
  }

  #isHeard(nowMs: number): boolean {
    return nowMs - this.#lastHeardMs < UNHEARD_MS;
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

  /**
   * B pictures cannot be carried (WH12), and are seen only when they come. Where the parameter sets leave them possible
   * and a program is on air that works, the candidate shows half a second of pictures first.
   */
  #isReady(session: Session, frame: H264Frame, nowMs: number): boolean {
    session.pictures += 1;
    const isOnAir = this.#current !== null && this.#isHeard(nowMs);
    if (!isOnAir) return frame.isKeyframe;
    const isProven = session.pictures > PROOF_PICTURES;
    if (!frame.isKeyframe) {
      if (isProven) session.publisher.requestKeyframe();
      return false;
    }
    const facts = frame.sps === null ? null : parseSps(frame.sps);
    return isProven || facts?.reorderedPicturesMax === 0;
  }

  /** Sound alone takes over at once when it is all that was offered; else as late as a slate, and when nobody else is there. */
  #goesWithoutPicture(session: Session, nowMs: number): boolean {
    if (!this.#audio.isReady) return false;
    if (!session.publisher.hasVideo) return true;
    return this.#current === null && nowMs - (session.heardSinceMs ?? nowMs) >= SLATE_AFTER_MS;
  }

  #openRtp(session: Session): void {
    this.#events.onRtpBegins('video', session.streamIds.video, session.opening);
    session.opening = [];
  }

  #takeOver(): void {
    const previous = this.#current;
    this.#current = this.#next;
    this.#next = null;
    // What took it over was heard.
    this.#lastHeardMs = this.#nowMs();
    this.#picture.expectKeyframe();
    this.#meter.reset();
    previous?.publisher.close('replaced');
    const session = this.#current;
    if (session !== null) this.#events.onRtpBegins('audio', session.streamIds.audio, []);
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

  #sessionOf(publisher: SourcePublisher): Session | null {
    return [this.#current, this.#next].find((session) => session?.publisher === publisher) ?? null;
  }

  #nowMs(): number {
    return this.#clockMs() - this.#epochMs;
  }
}
