import { performance } from 'node:perf_hooks';
import type { AcceptedCodec, CodecName } from '../core/sfu-sdp/choose-codecs';
import type { MediaSection } from '../core/sfu-sdp/parse-offer';
import { isUsableCandidate } from '../core/ice/usable-candidate';
import type { ExtensionIds } from '../core/sfu-sdp/extensions';
import { isRtcp } from '../core/rtp/packet';
import { parseRtcp } from '../core/rtcp/parse';
import { Transport, type TransportChannel } from '../net/transport';
import type { DownTrack } from './down-track';
import { countRejected, metrics } from './metrics';
import { PublisherMedia } from './publisher-media';
import { SubscriberMedia } from './subscriber-media';
import type { UpTrack } from './up-track';

/** What the owner of a peer (the session) is told. */
export interface PeerEvents {
  onConnected(): void;
  onDown(state: 'failed' | 'closed' | 'disconnected'): void;
  onData(label: string, bytes: Uint8Array): void;
  onPublished(sections: readonly MediaSection[]): void;
  onUnpublished(mids: readonly string[]): void;
  onAssigned(downs: readonly DownTrack[]): void;
  onVoice(track: UpTrack, levelDbov: number): void;
  onHeldBack(down: DownTrack, isHeldBack: boolean): void;
  onWarning(message: string): void;
}

export interface PeerOptions {
  name: string;
  udpPort: number;
  bindAddress?: string;
  announcedIps: readonly string[];
  announcedPort?: number;
}

/** LiveKit's clients split data above 15 KiB into chunks; one message never needs more. */
export const DATA_MESSAGE_BYTES_MAX = 64 * 1024;
const FEEDBACK_EVERY_TICKS = 3;
const ALLOCATE_EVERY_TICKS = 20;
const REPORT_EVERY_TICKS = 40;
/** libwebrtc's pacer runs as often. */
const DRAIN_MS = 5;
/** 25 ms: fine enough for NACKs, and three of them make a feedback interval of 75 ms. */
export const TICK_MS = 25;

/** One transport of a participant and what flows through it, both ways. Who offers and who answers is not decided here. */
export abstract class MediaPeer {
  readonly publisher: PublisherMedia;
  readonly subscriber: SubscriberMedia;
  protected readonly transport: Transport;
  protected readonly events: PeerEvents;
  protected codecs: ReadonlyMap<CodecName, AcceptedCodec> = new Map();
  protected extensions: ExtensionIds | null = null;
  #drainTimer: NodeJS.Timeout | null = null;
  #ticks: number;
  #isClosed = false;

  constructor(options: PeerOptions, events: PeerEvents) {
    this.events = events;
    // Peers that joined together must not all do their second's work in the same tick.
    this.#ticks = Math.floor(Math.random() * REPORT_EVERY_TICKS);
    this.transport = new Transport(
      { ...options, maxMessageBytes: DATA_MESSAGE_BYTES_MAX },
      {
        onConnected: () => this.events.onConnected(),
        onDown: (state) => this.events.onDown(state),
        onMedia: (bytes) => this.#receiveMedia(bytes),
        onData: (label, bytes) => this.events.onData(label, bytes),
        onChannelOpen: () => undefined,
        onWarning: (message) => this.events.onWarning(message),
      },
    );
    const send = (bytes: Buffer): boolean => this.transport.sendMedia(bytes);
    this.publisher = new PublisherMedia(send, (track, level) => this.events.onVoice(track, level));
    const extensionId = (name: keyof ExtensionIds): number => this.extensions?.[name] ?? 0;
    this.subscriber = new SubscriberMedia({
      payloadTypeOf: (codec) => this.codecs.get(codec) ?? null,
      get transportCcId() {
        return extensionId('transportCc');
      },
      get absSendTimeId() {
        return extensionId('absSendTime');
      },
      get colorSpaceId() {
        return extensionId('colorSpace');
      },
      send: (bytes) => {
        metrics.packetsOut.inc();
        return this.transport.sendMedia(bytes);
      },
      reallocate: () => this.reallocate(),
      wake: () => this.#wake(),
      heldBack: (down, isHeldBack) => this.events.onHeldBack(down, isHeldBack),
    });
  }

  get isConnected(): boolean {
    return this.transport.isConnected;
  }

  addRemoteCandidate(candidate: string): void {
    if (isUsableCandidate(candidate)) this.transport.addRemoteCandidate(candidate);
  }

  /** Chooses layers at once, after a wish or a track changed. */
  reallocate(): void {
    this.subscriber.allocate(performance.now());
  }

  channel(label: string): TransportChannel | undefined {
    return this.transport.channel(label);
  }

  /** Called every {@link TICK_MS}. */
  tick(nowMs: number): void {
    if (!this.transport.isConnected) return;
    this.#ticks += 1;
    this.publisher.pollLoss(nowMs);
    if (this.#ticks % FEEDBACK_EVERY_TICKS === 0) this.publisher.sendFeedback();
    if (this.#ticks % ALLOCATE_EVERY_TICKS === 0) {
      this.subscriber.estimate(nowMs);
      this.subscriber.allocate(nowMs);
    }
    if (this.#ticks % REPORT_EVERY_TICKS === 0) {
      this.publisher.noteRoundTrip(this.subscriber.link.rttMs);
      this.publisher.sendReports(nowMs);
      this.subscriber.sendReports(nowMs, performance.timeOrigin + nowMs);
    }
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    if (this.#drainTimer !== null) clearTimeout(this.#drainTimer);
    this.publisher.release();
    this.subscriber.release();
    this.transport.close();
  }

  /** Tracks have got their sections: they may flow. */
  protected assigned(downs: readonly DownTrack[]): void {
    this.reallocate();
    this.events.onAssigned(downs);
  }

  /** One timer, and only while something waits: most packets leave at once. */
  #wake(): void {
    if (this.#drainTimer !== null || this.#isClosed) return;
    this.#drainTimer = setTimeout(() => {
      this.#drainTimer = null;
      if (this.subscriber.drain(performance.now())) this.#wake();
    }, DRAIN_MS);
  }

  #receiveMedia(bytes: Buffer): void {
    if (this.#isClosed) return;
    const nowMs = performance.now();
    if (!isRtcp(bytes)) {
      this.publisher.receiveRtp(bytes, nowMs);
      return;
    }
    const { packets, error } = parseRtcp(bytes);
    if (error !== null) countRejected('rtcp', error);
    const unixNowMs = performance.timeOrigin + nowMs;
    for (const packet of packets) {
      if (packet.type === 'sender-report') this.publisher.receiveSenderReport(packet, nowMs, unixNowMs);
      this.subscriber.receiveRtcp(packet, nowMs, unixNowMs);
    }
  }
}
