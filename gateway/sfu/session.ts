import {
  DisconnectReason,
  LeaveRequest,
  LeaveRequest_Action,
  MediaSectionsRequirement,
  MuteTrackRequest,
  type ParticipantInfo,
  ParticipantInfo_State,
  type ParticipantPermission,
  SessionDescription,
  SignalTarget,
  TrackSubscribed,
  TrickleRequest,
  type JoinRequest,
  type SignalResponse,
} from '@livekit/protocol';
import type { Logger } from 'pino';
import { connectionQuality, type Quality } from '../core/bandwidth/connection-quality';
import type { MediaSection } from '../core/sfu-sdp/parse-offer';
import { DATA_MID } from '../core/sfu-sdp/write-offer';
import { permissionFrom, videoGrantFrom, type Grants } from './access-token';
import type { DownTrack } from './down-track';
import { Dynacast } from './dynacast';
import { Subscriptions } from './subscriptions';
import { SubscriptionRules } from './subscription-rules';
import type { PeerEvents, PeerOptions } from './media-peer';
import { OfferingPeer } from './offering-peer';
import { participantInfo } from './participant-info';
import { Peer } from './peer';
import { Publications, type PublicationsOwner } from './publications';
import type { PublisherMedia } from './publisher-media';
import type { SignalSocket } from './signal-socket';
import { TokenRefresher, type TokenRefresherOptions } from './token-refresher';
import { newSid, syncGroup } from './track-info';
import type { UpTrack } from './up-track';

/** What a session needs of its room. */
export interface SessionRoom {
  sessionActive(session: Session): void;
  sessionChanged(session: Session): void;
  sessionGone(session: Session, reason: DisconnectReason): void;
  trackPublished(session: Session, track: UpTrack): void;
  trackUnpublished(session: Session, track: UpTrack): void;
  trackMuted(session: Session, track: UpTrack): void;
  dataReceived(session: Session, label: string, bytes: Uint8Array): void;
  voiceHeard(session: Session, levelDbov: number): void;
  subscriptionRulesChanged(session: Session): void;
  findTrack(trackSid: string): { session: Session; track: UpTrack } | null;
}

export interface SessionOptions extends Pick<
  PeerOptions,
  'udpPort' | 'announcedIps' | 'announcedPort' | 'bindAddress'
> {
  grants: Grants;
  joinRequest: JoinRequest;
  room: SessionRoom;
  /** Signalling v0: what it is sent has a connection of its own, which the server offers. */
  isDual: boolean;
  /** The session that lost its signalling and goes on as this one: others see neither a leave nor a join. */
  predecessor: Session | null;
  mintToken: TokenRefresherOptions['mint'];
  logger: Logger;
  now: () => number;
}

/** From the answer to the first packet; a guest behind a firewall without UDP never gets further. */
const CONNECT_MS_MAX = 15_000;
/** Whoever lost its signalling is expected back within this; until then it has not left. */
const SIGNAL_LOST_MS_MAX = 15_000;
/** ICE may recover within this, e.g. over a Wi-Fi handover. */
const MEDIA_LOST_MS_MAX = 10_000;
/** 100 ms: a layer that is wanted again is missed as little as that. */
const DYNACAST_EVERY_TICKS = 4;
/** A requirement that brought no offer is repeated. */
const REQUIREMENT_REPEAT_MS = 3_000;

/** One participant's presence: who it is, its signalling, its media. Closed once, with a cause. */
export class Session implements PublicationsOwner {
  readonly sid: string;
  readonly identity: string;
  readonly joinedAt: Date;
  /** What it publishes, and in signalling v1 everything. */
  readonly peer: Peer;
  /** What it is sent: the same in v1. */
  readonly down: Peer | OfferingPeer;
  readonly #offerer: OfferingPeer | null;
  readonly publications: Publications;
  readonly subscriptions = new Subscriptions(this);
  readonly room: SessionRoom;
  readonly logger: Logger;
  readonly autoSubscribe: boolean;
  readonly canUpdateOwnMetadata: boolean;
  name: string;
  metadata: string;
  attributes: Record<string, string>;
  permission: ParticipantPermission;
  state: ParticipantInfo_State = ParticipantInfo_State.JOINED;
  version: number;
  /** Who may subscribe to its tracks, as it says. */
  readonly subscriptionRules = new SubscriptionRules();
  /** Another session goes on in its place, under the same sid. */
  isSucceeded = false;
  /** Its media came up, or that of the session before it. */
  hasConnected: boolean;
  disconnectReason = DisconnectReason.UNKNOWN_REASON;
  readonly #now: () => number;
  readonly #dynacast = new Dynacast();
  readonly #video: Grants['video'];
  readonly #tokens: TokenRefresher;
  #ticks = 0;
  #socket: SignalSocket | null = null;
  #signalLostMs: number | null = null;
  #mediaLostMs: number | null = null;
  readonly #createdMs: number;
  #requirementSentMs: number | null = null;
  #hasToldCandidates = false;
  #isClosed = false;

  constructor(options: SessionOptions) {
    const { grants } = options;
    this.identity = grants.identity;
    this.sid = options.predecessor?.sid ?? newSid('PA');
    this.joinedAt = options.predecessor?.joinedAt ?? new Date();
    this.version = (options.predecessor?.version ?? -1) + 1;
    this.hasConnected = options.predecessor?.hasConnected ?? false;
    this.name = grants.name;
    this.metadata = grants.metadata;
    this.attributes = grants.attributes;
    this.permission = permissionFrom(grants.video);
    this.canUpdateOwnMetadata = grants.video.canUpdateOwnMetadata ?? false;
    this.autoSubscribe = options.joinRequest.connectionSettings?.autoSubscribe ?? true;
    this.room = options.room;
    this.logger = options.logger.child({ participantSid: this.sid, identity: this.identity });
    this.#now = options.now;
    this.#createdMs = options.now();
    this.#video = grants.video;
    this.#tokens = new TokenRefresher({
      grants: this.#grants(),
      nowMs: this.#createdMs,
      mint: options.mintToken,
      send: (value) => this.send({ case: 'refreshToken', value }),
      onError: (error) => this.logger.error({ err: error }, 'token not refreshed'),
    });
    this.publications = new Publications(this, options.now);
    // Only browsers play a msid stream in sync; rtc-node takes the track's id from the stream's name.
    const isBrowser = options.joinRequest.clientInfo?.sdk === 1;
    const streamIdOf = (down: DownTrack): string =>
      `${down.publisherSid}|${isBrowser ? syncGroup(down.up.info) : down.up.sid}`;
    const peerOptions = { ...options, name: this.sid, streamIdOf };
    const events = this.#peerEvents();
    const withoutConnected = { ...events, onConnected: () => undefined };
    this.peer = new Peer(peerOptions, options.isDual ? withoutConnected : events);
    this.#offerer = options.isDual ? new OfferingPeer(peerOptions, events) : null;
    this.down = this.#offerer ?? this.peer;
  }

  attach(socket: SignalSocket): void {
    this.#socket = socket;
  }

  send(message: SignalResponse['message']): void {
    this.#socket?.send(message);
  }

  signalClosed(): void {
    this.#socket = null;
    this.#signalLostMs ??= this.#now();
    if (this.state !== ParticipantInfo_State.ACTIVE) this.close(DisconnectReason.SIGNAL_CLOSE);
  }

  /** Its signalling is gone, and it may still come back. */
  get isAway(): boolean {
    return this.#socket === null && !this.#isClosed;
  }

  /** The client says that it lost its signalling, which may be before we notice. */
  loseSignal(): void {
    const socket = this.#socket;
    if (socket === null || this.#isClosed) return;
    socket.close();
    this.signalClosed();
  }

  /** Ends without a word to anybody: the session that comes next speaks for the participant. */
  succeed(): void {
    this.isSucceeded = true;
    this.close(DisconnectReason.DUPLICATE_IDENTITY);
  }

  quality(): Quality {
    const { link, downs } = this.down.subscriber;
    return connectionQuality({
      isAway: this.isAway,
      lossDown: link.lossFraction,
      lossUp: this.peer.publisher.lossFraction,
      rttMs: link.rttMs,
      isHeldBack: [...downs.values()].some((down) => down.isHeldBack),
    });
  }

  negotiate(rawOffer: SessionDescription): void {
    this.#requirementSentMs = null;
    const answer = this.peer.negotiate(rawOffer.sdp, { canPublish: this.permission.canPublish });
    if (typeof answer === 'string') {
      // A client that cannot describe itself cannot go on; it may join anew.
      this.logger.warn({ reason: answer }, 'offer refused');
      this.leave(LeaveRequest_Action.DISCONNECT, DisconnectReason.STATE_MISMATCH);
      return;
    }
    this.send({
      case: 'answer',
      value: new SessionDescription({
        type: 'answer',
        sdp: answer.sdp,
        id: rawOffer.id,
        midToTrackId: answer.midToTrackId,
      }),
    });
    this.settle();
  }

  /** The client's answer to an offer of ours. */
  receiveAnswer(rawAnswer: SessionDescription): void {
    if (this.#offerer === null) return;
    const refusal = this.#offerer.accept(rawAnswer.sdp, rawAnswer.id);
    if (refusal !== null) {
      this.logger.warn({ reason: refusal }, 'answer refused');
      this.leave(LeaveRequest_Action.DISCONNECT, DisconnectReason.STATE_MISMATCH);
      return;
    }
    // Not before: a check that came with the offer would start DTLS without a fingerprint (sfu-transport.md).
    if (!this.#hasToldCandidates) {
      this.#hasToldCandidates = true;
      for (const candidate of this.#offerer.candidates) {
        const candidateInit = JSON.stringify({ candidate, sdpMid: DATA_MID, sdpMLineIndex: 0 });
        const value = new TrickleRequest({ candidateInit, target: SignalTarget.SUBSCRIBER });
        this.send({ case: 'trickle', value });
      }
    }
    this.settle();
  }

  get isDual(): boolean {
    return this.#offerer !== null;
  }

  /** Negotiates what changed: by an offer of ours, or by asking the client for one. */
  settle(): void {
    if (this.#isClosed) return;
    if (this.#offerer === null) return this.#requestSections();
    // The client learns who is here before it is offered anything.
    if (this.#socket === null) return;
    const offer = this.#offerer.offer(this.#now());
    if (offer === null) return;
    this.send({ case: 'offer', value: new SessionDescription({ type: 'offer', ...offer }) });
  }

  /**
   * Asks the client to offer again when something waits for a section; once, until its offer comes. Never before its
   * first offer was answered: that one is on its way, and rtc-node stops negotiating when asked in between.
   */
  #requestSections(): void {
    if (!this.peer.hasAnswered || this.#requirementSentMs !== null || this.#isClosed) return;
    const requirement = this.peer.requirement();
    if (requirement === null) return;
    this.#requirementSentMs = this.#now();
    this.send({
      case: 'mediaSectionsRequirement',
      value: new MediaSectionsRequirement({ numAudios: requirement.audios, numVideos: requirement.videos }),
    });
  }

  get publisherMedia(): PublisherMedia {
    return this.peer.publisher;
  }

  trackPublished(track: UpTrack): void {
    this.room.trackPublished(this, track);
  }

  trackUnpublished(track: UpTrack): void {
    this.room.trackUnpublished(this, track);
  }

  trackMuted(track: UpTrack): void {
    this.room.trackMuted(this, track);
  }

  sendMute(trackSid: string, isMuted: boolean): void {
    this.send({ case: 'mute', value: new MuteTrackRequest({ sid: trackSid, muted: isMuted }) });
  }

  info(): ParticipantInfo {
    return participantInfo(this);
  }

  /** What is said of it, or what it may do, is another: its token must say the same. */
  infoChanged(): void {
    this.#tokens.changed(this.#grants(), this.#now());
  }

  /** Tells the client to go, and closes. */
  leave(action: LeaveRequest_Action, reason: DisconnectReason): void {
    const canReconnect = action !== LeaveRequest_Action.DISCONNECT;
    this.send({ case: 'leave', value: new LeaveRequest({ action, reason, canReconnect }) });
    this.close(reason);
  }

  tick(nowMs: number): void {
    if (this.#isClosed) return;
    if (this.#requirementSentMs !== null && nowMs - this.#requirementSentMs > REQUIREMENT_REPEAT_MS) {
      this.#requirementSentMs = null;
      this.#requestSections();
    }
    if (this.#socket?.isSilent()) this.#socket.terminate();
    const isStuck = this.state === ParticipantInfo_State.JOINED && nowMs - this.#createdMs > CONNECT_MS_MAX;
    const isMediaLost =
      this.#socket !== null && this.#mediaLostMs !== null && nowMs - this.#mediaLostMs > MEDIA_LOST_MS_MAX;
    if (isStuck || isMediaLost || this.#offerer?.isStuck(nowMs) === true)
      this.leave(LeaveRequest_Action.RECONNECT, DisconnectReason.CONNECTION_TIMEOUT);
    else if (this.#signalLostMs !== null && nowMs - this.#signalLostMs > SIGNAL_LOST_MS_MAX)
      this.close(DisconnectReason.SIGNAL_CLOSE);
    else this.#work(nowMs);
  }

  #work(nowMs: number): void {
    this.peer.tick(nowMs);
    this.#offerer?.tick(nowMs);
    this.#ticks += 1;
    if (this.#ticks % DYNACAST_EVERY_TICKS !== 0) return;
    this.#tokens.tick(nowMs);
    for (const value of this.#dynacast.poll(this.publications.all(), nowMs))
      this.send({ case: 'subscribedQualityUpdate', value });
  }

  close(reason: DisconnectReason): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.state = ParticipantInfo_State.DISCONNECTED;
    this.disconnectReason = reason;
    this.room.sessionGone(this, reason);
    this.publications.release();
    this.peer.close();
    this.#offerer?.close();
    this.#socket?.close();
    this.#socket = null;
    this.logger.info({ reason: DisconnectReason[reason] }, 'participant left');
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  #grants(): Grants {
    const { identity, name, metadata, attributes } = this;
    return { identity, name, metadata, attributes, video: videoGrantFrom(this.permission, this.#video) };
  }

  #peerEvents(): PeerEvents {
    return {
      onConnected: () => this.#connected(),
      onDown: (state) => this.#mediaDown(state),
      onData: (label, bytes) => this.room.dataReceived(this, label, bytes),
      onPublished: (sections: readonly MediaSection[]) => this.publications.offered(sections),
      onUnpublished: (mids) => this.publications.withdrawn(mids),
      onAssigned: (downs) => this.#assigned(downs),
      onVoice: (track, levelDbov) => {
        if (!track.isMuted) this.room.voiceHeard(this, levelDbov);
      },
      onHeldBack: (down, isHeldBack) => this.subscriptions.tellHeldBack(down, isHeldBack),
      onWarning: (message) => this.logger.debug({ detail: message }, 'transport warning'),
    };
  }

  #connected(): void {
    this.#mediaLostMs = null;
    if (this.#isClosed || this.state === ParticipantInfo_State.ACTIVE) return;
    this.state = ParticipantInfo_State.ACTIVE;
    this.hasConnected = true;
    this.logger.info('participant connected');
    this.room.sessionActive(this);
  }

  #mediaDown(state: 'failed' | 'closed' | 'disconnected'): void {
    if (this.#isClosed) return;
    // Without signalling nobody can be told; it comes back as a new session or not at all.
    if (this.#socket === null) return;
    if (state === 'disconnected') this.#mediaLostMs ??= this.#now();
    else this.leave(LeaveRequest_Action.RECONNECT, DisconnectReason.MEDIA_FAILURE);
  }

  #assigned(downs: readonly DownTrack[]): void {
    for (const down of downs) {
      const found = this.room.findTrack(down.up.sid);
      found?.session.send({ case: 'trackSubscribed', value: new TrackSubscribed({ trackSid: down.up.sid }) });
    }
  }
}
