import { performance } from 'node:perf_hooks';
import type { Logger } from 'pino';
import type { DesiredRelay, RelayReason, RelayStatus } from '@/lib/core/contract/gateway-control';
import { PROGRAM } from '@/lib/core/contract/limits';
import { aacConfigTag, avcEndTag, avcConfigTag, flvMetadata } from '@/gateway/core/flv/flv-tags';
import { HandOver } from '@/gateway/core/relay-plan/hand-over';
import type { RelayInput, RelayMachine, RelayStep } from '@/gateway/core/relay-plan/relay-plan';
import { isConfirmed, newRelayMachine, planRelay, relayState } from '@/gateway/core/relay-plan/relay-plan';
import type { QueueItem } from '@/gateway/core/relay-plan/send-queue';
import { SendQueue } from '@/gateway/core/relay-plan/send-queue';
import type { RtmpMessage } from '@/gateway/core/rtmp/chunk-writer';
import { mediaMessage, metadataMessage } from '@/gateway/core/rtmp/messages';
import { ACK_WINDOW_BYTES } from '@/gateway/core/rtmp/publish-flow';
import { parseRedirect, parseRtmpUrl } from '@/gateway/core/rtmp/rtmp-url';
import type { RtmpTarget } from '@/gateway/core/rtmp/rtmp-url';
import type { NameLookups } from '@/gateway/net/name-lookups';
import type { RtmpConnectionEvents } from '@/gateway/net/rtmp-connection';
import { RtmpConnection } from '@/gateway/net/rtmp-connection';
import type { AudioConfig, MediaSink, ProgramAudio, ProgramVideo, VideoConfig } from './program-media';

/** One destination: runs what relay-plan decides, and feeds its own socket from its own queue. Never waits for another. */
export interface RelayContext {
  /** The encoder's configuration; null until the first audio was encoded. */
  audioConfig(): AudioConfig | null;
  requestKeyframe(): void;
  onChange(): void;
  /** A peer that takes nothing for so long while we have more to send is gone, whatever its socket says. */
  stalledMs: number;
  /** One for all destinations. */
  names: NameLookups;
  logger: Logger;
}

/** Destinations that come up together get one key frame together. */
const ESTABLISHED_AFTER_MS = 1_000;

/** Sound for which no picture comes: two frames of it. A picture comes every 33 ms, and a write costs more than it carries. */
const SOUND_WAITS_MS_MAX = 40;
/** Of one write, beyond its last frame: as much as the socket is to hold. */
const WRITE_BYTES_MAX = 128 * 1024;

interface Queued extends QueueItem {
  payload: Buffer;
  timestampMs: number;
  config: VideoConfig | null;
}

export class Relay implements MediaSink {
  readonly #context: RelayContext;
  readonly #queue = new SendQueue<Queued>();
  readonly #handOver = new HandOver();
  #desired: DesiredRelay;
  #machine: RelayMachine;
  #connection: RtmpConnection | null = null;
  /** Program time that is 0 on this connection; null until its first key frame. */
  #originMs: number | null = null;
  #sentConfig: VideoConfig | null = null;
  #flushed = { bytes: 0, atMs: null as number | null };
  #ackedAtMs: number | null = null;
  #bytesOfPast = { sent: 0, acked: 0 };
  #rate = { bytes: 0, atMs: performance.now(), kbps: 0 };
  #framesSent = 0;
  #lastTimestampMs = 0;
  #framesDropped = 0;
  #wasConfirmed = false;

  constructor(desired: DesiredRelay, context: RelayContext) {
    this.#desired = desired;
    this.#context = context;
    this.#machine = newRelayMachine(desired.backupUrl !== null, performance.now());
  }

  get relayId(): string {
    return this.#desired.relayId;
  }

  isSameTarget(desired: DesiredRelay): boolean {
    const { url, backupUrl, key } = this.#desired;
    return url === desired.url && backupUrl === desired.backupUrl && key === desired.key;
  }

  /** Every 50 ms: timeouts, retries, stalls, the queue. */
  tick(hasSource: boolean): void {
    const nowMs = performance.now();
    this.#input({ type: 'tick', hasSource });
    this.#noteProgress(nowMs);
    this.#pumpWhatWaited(nowMs);
    const stalledSince = Math.max(this.#flushed.atMs ?? 0, this.#onAirSinceMs() ?? nowMs);
    if (
      this.#onAirSinceMs() !== null &&
      this.#queue.length > 0 &&
      nowMs - stalledSince > this.#context.stalledMs
    ) {
      this.#lose('stalled', `The server took no data for ${this.#context.stalledMs / 1000} s.`);
    }
  }

  retryNow(): void {
    const isSilent = this.#originMs !== null && !this.#isConfirmed(performance.now());
    if (isSilent) this.#lose('stalled', 'The server confirmed nothing; tried again on request.');
    this.#input({ type: 'retry-now' });
  }

  /** True once viewers of this destination have the program: what comes now must not disturb it. */
  isEstablished(nowMs: number): boolean {
    const sinceMs = this.#onAirSinceMs();
    return sinceMs !== null && this.#originMs !== null && nowMs - sinceMs >= ESTABLISHED_AFTER_MS;
  }

  /** Ends the publication in order. Resolves when its connection is closed, 2.5 s later at most. */
  stop(): Promise<void> {
    const closed = this.#connection?.closed ?? Promise.resolve();
    this.#input({ type: 'stop' });
    return closed;
  }

  onVideo(frame: ProgramVideo): void {
    const streamId = this.#connection?.streamId ?? 0;
    if (this.#machine.phase.status !== 'on-air' || streamId === 0) return;
    if (this.#originMs === null && !this.#begin(frame)) return;
    const nowMs = performance.now();
    this.#push('video', frame.flvTag, {
      timeMs: frame.timeMs,
      nowMs,
      isKeyframe: frame.isKeyframe,
      config: frame.config,
    });
    this.#pump(nowMs);
  }

  /** Sound leaves with the next picture, in one write. */

  onAudio(frame: ProgramAudio): void {
    if (this.#originMs === null || frame.timeMs < this.#originMs) return;
    const nowMs = performance.now();
    this.#push('audio', frame.flvTag, { timeMs: frame.timeMs, nowMs, isKeyframe: false, config: null });
    this.#pumpWhatWaited(nowMs);
  }

  status(toUnixMs: (ms: number) => number): RelayStatus {
    const nowMs = performance.now();
    return {
      relayId: this.#desired.relayId,
      state: relayState(this.#machine, this.#isConfirmed(nowMs), toUnixMs),
      connects: this.#machine.connects,
      bytesSent: this.#bytesOfPast.sent + (this.#connection?.bytesFlushed ?? 0),
      bytesAcked: this.#bytesOfPast.acked + (this.#connection?.bytesAcknowledged ?? 0),
      bitrateKbps: this.#rate.kbps,
      framesSent: this.#framesSent,
      framesDropped: this.#framesDropped,
      queueMs: Math.round(this.#queue.ageMs(nowMs)),
      delayMs: Math.round(this.#handOver.delayMs * 10) / 10,
    };
  }

  #push(
    kind: 'video' | 'audio',
    payload: Buffer,
    of: { timeMs: number; nowMs: number; isKeyframe: boolean; config: VideoConfig | null },
  ): void {
    const { timeMs, nowMs, isKeyframe, config } = of;
    const timestampMs = Math.round(timeMs - (this.#originMs ?? timeMs));
    const item = { kind, payload, isKeyframe, config, timestampMs, queuedAtMs: nowMs, bytes: payload.length };
    this.#framesDropped += this.#queue.push(item, nowMs);
  }

  #input(input: RelayInput): void {
    const before = this.#machine.phase.status;
    const plan = planRelay(this.#machine, input, { nowMs: performance.now(), random: Math.random() });
    this.#machine = plan.machine;
    for (const step of plan.steps) this.#run(step);
    if (plan.machine.phase.status === before) return;
    const { phase, attempt } = plan.machine;
    const why = 'reason' in phase ? { reason: phase.reason, detail: phase.detail } : {};
    this.#context.logger.info(
      { relayId: this.relayId, status: phase.status, attempt, ...why },
      'relay changed',
    );
    this.#context.onChange();
  }

  #run(step: RelayStep): void {
    if (step.do === 'open') this.#open(step.target);
    else if (step.do === 'follow') this.#follow(step.url);
    else if (step.do === 'close') this.#close(step.farewell);
    else {
      this.#originMs = null;
      this.#sentConfig = null;
      this.#flushed = { bytes: 0, atMs: performance.now() };
      this.#handOver.restart();
      this.#ackedAtMs = null;
      // Only now: a destination that cannot be reached must not disturb the encoder of those that can.
      this.#context.requestKeyframe();
    }
  }

  #open(target: 'primary' | 'backup'): void {
    const url = target === 'backup' ? (this.#desired.backupUrl ?? this.#desired.url) : this.#desired.url;
    const parsed = parseRtmpUrl(url, this.#desired.key);
    if (!parsed.ok) {
      this.#input({ type: 'bad-url', detail: parsed.detail });
      return;
    }
    this.#connect(parsed.target);
  }

  #connect(target: RtmpTarget): void {
    const events: RtmpConnectionEvents = {
      onConnected: () => this.#from(connection, { type: 'connected' }),
      onHandshaken: () => this.#from(connection, { type: 'handshaken' }),
      onStarted: () => this.#from(connection, { type: 'started' }),
      onDrain: () => this.#pump(performance.now()),
      onAcknowledged: () => {
        this.#ackedAtMs = performance.now();
      },
      onRedirected: (url) => {
        if (this.#connection !== connection) return;
        const next = parseRedirect(url, this.#desired.key, target);
        if (next.ok) this.#input({ type: 'redirected', url });
        else this.#lose('rejected', next.detail);
      },
      onLost: (reason, detail) => {
        if (this.#connection === connection) this.#lose(reason, detail);
      },
    };
    const connection: RtmpConnection = new RtmpConnection(target, events, this.#context.names.lookup);
    this.#connection = connection;
  }

  /** The address was checked when it came. */
  #follow(url: string): void {
    const parsed = parseRtmpUrl(url, this.#desired.key);
    if (parsed.ok) this.#connect(parsed.target);
  }

  #from(connection: RtmpConnection, input: RelayInput): void {
    if (this.#connection === connection) this.#input(input);
  }

  #lose(reason: RelayReason, detail: string): void {
    // A server may echo the stream name; the key never leaves this process.
    const { key } = this.#desired;
    this.#input({ type: 'lost', reason, detail: key.length > 3 ? detail.replaceAll(key, '....') : detail });
  }

  #close(farewell: boolean): void {
    const connection = this.#connection;
    if (farewell && connection !== null && this.#originMs !== null) this.#sendRest(connection);
    this.#connection = null;
    this.#queue.clear();
    this.#originMs = null;
    if (connection === null) return;
    this.#bytesOfPast.sent += connection.bytesFlushed;
    this.#bytesOfPast.acked += connection.bytesAcknowledged ?? 0;
    if (farewell) connection.farewell();
    else connection.destroy();
  }

  /** A publication starts at a key frame, with both configurations before it. */
  #begin(frame: ProgramVideo): boolean {
    const audioConfig = this.#context.audioConfig();
    const connection = this.#connection;
    if (!frame.isKeyframe || audioConfig === null || connection === null) return false;
    this.#originMs = frame.timeMs;
    const { streamId } = connection;
    const { width, height } = frame.config;
    const { fps, videoKbps } = PROGRAM;
    const facts = { width, height, fps, videoKbps, audioKbps: audioConfig.kbps };
    connection.send(metadataMessage(flvMetadata(facts), streamId));
    const payload = aacConfigTag(audioConfig.audioSpecificConfig);
    connection.send(mediaMessage('audio', payload, { streamId, timestampMs: 0 }));
    return true;
  }

  #pump(nowMs: number): void {
    const connection = this.#connection;
    while (connection !== null && connection === this.#connection && connection.canTakeMore) {
      const messages: RtmpMessage[] = [];
      let pictureAtMs: number | null = null;
      for (let bytes = 0; bytes < WRITE_BYTES_MAX;) {
        const item = this.#queue.shift();
        if (item === undefined) break;
        bytes += item.bytes;
        if (item.kind === 'video') pictureAtMs ??= item.queuedAtMs;
        messages.push(...this.#messagesOf(item, connection.streamId));
      }
      if (messages.length === 0) break;
      connection.send(...messages);
      if (pictureAtMs !== null) this.#handOver.sent(connection.bytesWritten, pictureAtMs);
    }
    this.#noteProgress(nowMs);
  }

  #pumpWhatWaited(nowMs: number): void {
    if (this.#queue.ageMs(nowMs) >= SOUND_WAITS_MS_MAX) this.#pump(nowMs);
  }

  #messagesOf(item: Queued, streamId: number): RtmpMessage[] {
    const at = { streamId, timestampMs: item.timestampMs };
    const message = mediaMessage(item.kind, item.payload, at);
    this.#lastTimestampMs = item.timestampMs;
    if (item.kind === 'video') this.#framesSent += 1;
    if (item.config === null || item.config === this.#sentConfig) return [message];
    this.#sentConfig = item.config;
    return [mediaMessage('video', avcConfigTag(item.config.avcDecoderConfiguration), at), message];
  }

  /** The last pictures, whatever the socket's buffer says, and that they were the last. */
  #sendRest(connection: RtmpConnection): void {
    for (let item = this.#queue.shift(); item !== undefined; item = this.#queue.shift())
      connection.send(...this.#messagesOf(item, connection.streamId));
    const timestampMs = this.#lastTimestampMs;
    connection.send(mediaMessage('video', avcEndTag(), { streamId: connection.streamId, timestampMs }));
  }

  #noteProgress(nowMs: number): void {
    const bytes = this.#connection?.bytesFlushed ?? 0;
    this.#handOver.flushed(bytes, nowMs);
    if (bytes !== this.#flushed.bytes) this.#flushed = { bytes, atMs: nowMs };
    if (nowMs - this.#rate.atMs >= 1_000) {
      const sent = this.#bytesOfPast.sent + bytes;
      const kbps = Math.round(((sent - this.#rate.bytes) * 8) / (nowMs - this.#rate.atMs));
      this.#rate = { bytes: sent, atMs: nowMs, kbps: Math.max(0, kbps) };
    }
    const confirmed = this.#isConfirmed(nowMs);
    if (confirmed !== this.#wasConfirmed) {
      this.#wasConfirmed = confirmed;
      this.#context.onChange();
    }
  }

  #isConfirmed(nowMs: number): boolean {
    const acked = this.#connection?.bytesAcknowledged ?? null;
    const bytesUnacked = acked === null ? 0 : (this.#connection?.bytesFlushed ?? 0) - acked;
    const ackedAtMs = acked === null ? null : this.#ackedAtMs;
    // Nothing was sent before the first key frame: not live yet, whatever the handshake moved.
    if (this.#originMs === null) return false;
    const windowBytes = Math.max(ACK_WINDOW_BYTES, this.#connection?.acknowledgedStepBytes ?? 0);
    return isConfirmed({ ackedAtMs, bytesUnacked, flushedAtMs: this.#flushed.atMs }, nowMs, windowBytes);
  }

  #onAirSinceMs(): number | null {
    return this.#machine.phase.status === 'on-air' ? this.#machine.phase.sinceMs : null;
  }
}
