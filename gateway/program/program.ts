import { performance } from 'node:perf_hooks';
import type { Logger } from 'pino';
import type { DesiredProgram, RecordingStatus } from '@/lib/core/contract/gateway-control';
import { LIMITS } from '@/lib/core/contract/limits';
import { readSlate } from '@/gateway/core/slate/read-slate';
import { chooseMedia } from '@/gateway/core/whip-sdp/choose-media';
import type { ChosenMedia } from '@/gateway/core/whip-sdp/choose-media';
import { explainRefusal } from '@/gateway/core/whip-sdp/explain-refusal';
import { parseOffer } from '@/gateway/core/whip-sdp/parse-offer';
import type { Offer } from '@/gateway/core/whip-sdp/parse-offer';
import { writeAnswer } from '@/gateway/core/whip-sdp/write-answer';
import { PULLED_MEDIA } from '@/gateway/core/whep-client/write-offer';
import { MediaPipe } from '@/gateway/net/media-pipe';
import type { LocalTransport, MediaPipeHandlers, Pipe } from '@/gateway/net/media-pipe';
import { NameLookups } from '@/gateway/net/name-lookups';
import type {
  FromWorker,
  Ingest,
  OfferRefusal,
  PullSettings,
  WorkerCounters,
  WorkerSettings,
  WorkerStatus,
} from './messages';
import { ProgramPull } from './program-pull';
import { Publisher } from './publisher';
import { Recorder } from './recorder';
import { Relay } from './relay';
import { Source } from './source';
import { UsageMeter } from './usage-meter';
import { Viewers } from './viewers';

/** One program: brings what runs in line with the desired state, and reports. All of it lives in one worker process. */
export type OfferResult = { ok: true; sdp: string } | { ok: false; refusal: OfferRefusal };

/** Chrome starts its estimate here instead of 300 kbit/s: no blur in the first seconds. */
const START_BITRATE_KBPS = 2_500;
/** The longest a picture can be overdue: a source that stops is stood in for within 250 ms. */
const TICK_MS = 50;
/** Several changes within this time are one status message. */
const STATUS_DEBOUNCE_MS = 50;
const STATUS_INTERVAL_MS = 1_000;

export class Program {
  readonly #settings: WorkerSettings;
  readonly #logger: Logger;
  readonly #tell: (message: FromWorker) => void;
  readonly #source: Source;
  readonly #relays = new Map<string, Relay>();
  readonly #names = new NameLookups();
  /** Relays that say goodbye. */
  readonly #leaving = new Set<Promise<void>>();
  readonly #viewers: Viewers;
  readonly #pull: ProgramPull | null;
  readonly #timers: NodeJS.Timeout[];
  readonly #usage = new UsageMeter();
  #recorder: Recorder | null = null;
  #lastRecording: RecordingStatus | null = null;
  /** Of recordings before the one that runs. */
  #fragmentsLeftOut = 0;
  #generation = 0;
  #slateId: string | null = null;
  #statusTimer: NodeJS.Timeout | null = null;
  #countersOfPast = {
    bytesReceived: 0,
    packetsMalformed: 0,
    nacksSent: 0,
    packetsRecovered: 0,
    packetsLost: 0,
    keyframeRequests: 0,
    opusConcealed: 0,
    refusedForBFrames: 0,
  };

  constructor(settings: WorkerSettings, logger: Logger, tell: (message: FromWorker) => void) {
    this.#settings = settings;
    this.#logger = logger;
    this.#tell = tell;
    this.#viewers = new Viewers({
      udpPort: settings.udpPort,
      requestKeyframe: () => this.#requestOpening(),
      onClosed: (sessionId, reason) => this.#onSessionClosed('viewer', sessionId, reason),
    });
    this.#source = new Source({
      onVideo: (frame) => {
        for (const relay of this.#relays.values()) relay.onVideo(frame);
        this.#recorder?.onVideo(frame);
      },
      onAudio: (frame) => {
        for (const relay of this.#relays.values()) relay.onAudio(frame);
        this.#recorder?.onAudio(frame);
      },
      onRtp: (kind, bytes, header) => this.#viewers.forward(kind, bytes, header),
      onRtpBegins: (kind, streamId, opening) => {
        if (kind === 'audio') this.#viewers.useSource('audio', streamId);
        else this.#viewers.beginVideo(streamId, opening, this.#source.videoConfig);
      },
      onStandIn: (frame) => this.#viewers.standIn(frame),
      onQuiet: (packets) => this.#viewers.standInSound(packets),
      onChange: () => this.#changed(),
      onFailed: (error) => {
        // The main process starts a new worker with the same desired state.
        logger.error({ err: error }, 'audio encoder failed');
        process.exit(1);
      },
    });
    this.#pull = settings.pull === null ? null : this.#startPull(settings.pull);
    this.#timers = [
      // After the packets that wait already: a worker that got no time must not fill with silence what is about to be read.
      setInterval(() => setImmediate(() => this.#tick()), TICK_MS),
      setInterval(() => this.#report(), STATUS_INTERVAL_MS),
    ];
  }

  apply(desired: DesiredProgram): void {
    this.#generation = desired.generation;
    const wanted = new Map(desired.relays.map((relay) => [relay.relayId, relay]));
    for (const [relayId, relay] of this.#relays) {
      const next = wanted.get(relayId);
      if (next !== undefined && relay.isSameTarget(next)) continue;
      this.#letGo(relay);
      this.#relays.delete(relayId);
    }
    for (const relay of desired.relays) {
      if (this.#relays.has(relay.relayId)) continue;
      const logger = this.#logger;
      this.#relays.set(
        relay.relayId,
        new Relay(relay, {
          logger,
          audioConfig: () => this.#source.audioConfig,
          requestKeyframe: () => this.#requestOpening(),
          onChange: () => this.#changed(),
          stalledMs: this.#settings.relayStalledMs,
          names: this.#names,
        }),
      );
    }
    void this.#applyRecording(desired.recording?.recordingId ?? null);
    this.#changed();
  }

  async answer(request: {
    role: 'publish' | 'view';
    sessionId: string;
    lease: number;
    sdp: string;
  }): Promise<OfferResult> {
    const parsed = parseOffer(request.sdp, LIMITS.sdpBytes);
    if (!parsed.ok) return refusal('invalid-input', explainRefusal(parsed.reason));
    const chosen = chooseMedia(parsed.offer, request.role);
    if (!chosen.ok) return refusal('invalid-input', explainRefusal(chosen.reason));
    if (request.role === 'view') return this.#answerViewer(request.sessionId, parsed.offer, chosen.chosen);
    const { sessionId } = request;
    const { udpPort } = this.#settings;
    const publisher = this.#newPublisher(
      chosen.chosen,
      request,
      (handlers) => new MediaPipe({ ...handlers, name: sessionId, udpPort, remote: parsed.offer }),
    );
    this.#source.offer(publisher);
    const transport = await publisher.open();
    for (const candidate of candidatesOf(parsed.offer)) publisher.addCandidate(candidate);
    return this.#answerWith(parsed.offer, chosen.chosen, {
      role: 'publish',
      transport,
      videoSsrc: 0,
      audioSsrc: 0,
    });
  }

  trickle(sessionId: string, candidates: readonly string[]): void {
    const publisher = this.#source.sessions.find((session) => session.sessionId === sessionId);
    for (const candidate of candidates) {
      publisher?.addCandidate(candidate);
      this.#viewers.addCandidate(sessionId, candidate);
    }
  }

  closeSession(sessionId: string): void {
    this.#source.sessions.find((session) => session.sessionId === sessionId)?.close('deleted');
    this.#viewers.close(sessionId, 'deleted');
  }

  /** The picture for gaps. The main process read it before: what cannot be read here is not used. */
  useSlate(slateId: string, bytes: Buffer): void {
    const read = readSlate(bytes);
    if (!read.ok) return this.#logger.error({ slateId, reason: read.reason }, 'slate not usable');
    this.#slateId = slateId;
    this.#source.useSlate(read.slate);
    this.#logger.info({ slateId, width: read.slate.width, height: read.slate.height }, 'slate set');
  }

  /** What MediaMTX says of this program's path; without MediaMTX nobody asks. */
  noteIngest(ingest: Ingest): void {
    this.#pull?.noteIngest(ingest);
  }

  retry(relayId: string): void {
    this.#relays.get(relayId)?.retryNow();
  }

  /** Resolves when relays have said goodbye and the recording is closed. */
  async end(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    this.#pull?.close();
    for (const relay of this.#relays.values()) this.#letGo(relay);
    this.#relays.clear();
    this.#source.close();
    this.#viewers.closeAll('program-ended');
    await Promise.all([this.#applyRecording(null), ...this.#leaving]);
  }

  #letGo(relay: Relay): void {
    const gone = relay.stop().finally(() => this.#leaving.delete(gone));
    this.#leaving.add(gone);
  }

  #startPull(settings: PullSettings): ProgramPull {
    return new ProgramPull({
      ...settings,
      programId: this.#settings.programId,
      logger: this.#logger,
      onSession: ({ sessionId, pipe, answer }) => {
        const publisher = this.#newPublisher(PULLED_MEDIA, { sessionId, lease: null }, (handlers) =>
          pipe.called(answer, handlers),
        );
        this.#source.offer(publisher);
        return publisher.open();
      },
    });
  }

  #newPublisher(
    chosen: ChosenMedia,
    request: { sessionId: string; lease: number | null },
    createPipe: (handlers: MediaPipeHandlers) => Pipe,
  ): Publisher {
    const { sessionId, lease } = request;
    const publisher: Publisher = new Publisher(chosen, {
      sessionId,
      lease,
      createPipe,
      isRelayed: lease === null,
      events: {
        onConnected: () => this.#logger.info({ sessionId, lease }, 'publisher connected'),
        onFrame: (frame) => this.#source.noteFrame(publisher, frame),
        onOpus: (packet, rtpTimestamp) => this.#source.noteOpus(publisher, packet, rtpTimestamp),
        onOrderedRtp: (kind, bytes, header) => this.#source.noteRtp(publisher, kind, { bytes, header }),
        onStreamBegins: (kind, ssrc) => this.#source.noteStreamBegins(publisher, kind, ssrc),
        onSenderReport: (kind, rtpTimestamp, ntpMs) =>
          this.#source.noteSenderReport(publisher, kind, { rtpTimestamp, ntpMs }),
        onClosed: (reason) => {
          this.#keepCounters(publisher);
          this.#source.noteClosed(publisher);
          this.#pull?.noteClosed(sessionId);
          this.#onSessionClosed('publisher', sessionId, reason);
        },
      },
    });
    return publisher;
  }

  async #answerViewer(sessionId: string, offer: Offer, chosen: ChosenMedia): Promise<OfferResult> {
    const opened = await this.#viewers.open(sessionId, offer, chosen);
    if (opened === null) return refusal('limit-reached', 'This program has as many viewers as it can serve.');
    for (const candidate of candidatesOf(offer)) this.#viewers.addCandidate(sessionId, candidate);
    this.#changed();
    return this.#answerWith(offer, chosen, { role: 'view', ...opened });
  }

  #answerWith(
    offer: Offer,
    chosen: ChosenMedia,
    our: { role: 'publish' | 'view'; transport: LocalTransport; videoSsrc: number; audioSsrc: number },
  ): OfferResult {
    const { role, videoSsrc, audioSsrc } = our;
    const transport = {
      ...our.transport,
      addresses: this.#settings.announcedIps,
      port: this.#settings.udpPort,
    };
    const options = { role, startBitrateKbps: START_BITRATE_KBPS, videoSsrc, audioSsrc };
    return { ok: true, sdp: writeAnswer(offer, chosen, { transport, options }) };
  }

  async #applyRecording(recordingId: string | null): Promise<void> {
    const previous = this.#recorder;
    if (previous?.recordingId === recordingId) return;
    this.#recorder =
      recordingId === null
        ? null
        : new Recorder({
            recordingId,
            dir: this.#settings.recordingsDir,
            audioConfig: () => this.#source.audioConfig,
            logger: this.#logger,
            onChange: () => this.#changed(),
          });
    if (recordingId !== null) this.#requestOpening();
    if (previous === null) return;
    this.#fragmentsLeftOut += previous.fragmentsLeftOut;
    const finished = await previous.finish();
    this.#lastRecording = finished;
    if (finished.status === 'finished') {
      const { bytes, durationMs } = finished;
      this.#tell({ type: 'recording-finished', recordingId: previous.recordingId, bytes, durationMs });
    }
    this.#changed();
  }

  /**
   * A key frame for somebody who joins. Platforms want one every 2.0 s: while a destination has the program, newcomers
   * wait for the next one in turn, at most 2 s away. (Repairs of the source do not wait: then nobody has a picture.)
   */
  #requestOpening(): void {
    const nowMs = performance.now();
    if ([...this.#relays.values()].some((relay) => relay.isEstablished(nowMs))) return;
    this.#source.requestKeyframe();
  }

  #tick(): void {
    this.#source.tick();
    for (const relay of this.#relays.values()) relay.tick(this.#source.hasStarted);
  }

  #onSessionClosed(kind: 'publisher' | 'viewer', sessionId: string, reason: string): void {
    if (reason === 'b-frames')
      this.#logger.warn({ sessionId }, 'publisher refused: it sends B-frames; set them to 0 in its encoder');
    this.#logger.info({ sessionId, reason }, `${kind} closed`);
    this.#tell({ type: 'session-closed', sessionId, reason });
    this.#changed();
  }

  #changed(): void {
    this.#statusTimer ??= setTimeout(() => this.#report(), STATUS_DEBOUNCE_MS);
  }

  #report(): void {
    if (this.#statusTimer !== null) clearTimeout(this.#statusTimer);
    this.#statusTimer = null;
    this.#tell({
      type: 'status',
      status: this.status(),
      usage: this.#usage.read(),
      counters: this.#counters(),
    });
  }

  status(): WorkerStatus {
    const toUnixMs = (ms: number): number => Math.round(performance.timeOrigin + ms);
    return {
      programId: this.#settings.programId,
      generation: this.#generation,
      source: this.#source.status(),
      relays: [...this.#relays.values()].map((relay) => relay.status(toUnixMs)),
      recording: this.#recorder?.status() ?? this.#lastRecording,
      viewers: this.#viewers.count,
      picture: this.#source.pictureStatus,
      slateId: this.#slateId,
    };
  }

  #keepCounters(publisher: Publisher): void {
    for (const [name, value] of Object.entries(publisher.counters)) {
      this.#countersOfPast[name as keyof Publisher['counters']] += value;
    }
  }

  #counters(): WorkerCounters {
    const sum = { ...this.#countersOfPast };
    for (const session of this.#source.sessions) {
      for (const [name, value] of Object.entries(session.counters))
        sum[name as keyof Publisher['counters']] += value;
    }
    return {
      ...sum,
      ...this.#source.audioCounters,
      picturesFilled: this.#source.picturesFilled,
      recordingFragmentsLeftOut: this.#fragmentsLeftOut + (this.#recorder?.fragmentsLeftOut ?? 0),
      viewersRefused: this.#viewers.refused,
      packetsResent: this.#viewers.packetsResent,
      viewerPacketsMalformed: this.#viewers.packetsMalformed,
      viewerPacketsDropped: this.#viewers.packetsDropped,
    };
  }
}

function candidatesOf(offer: Offer): string[] {
  return offer.media.flatMap((media) => media.candidates);
}

function refusal(code: OfferRefusal['code'], message: string): OfferResult {
  return { ok: false, refusal: { code, message } };
}
