import {
  DisconnectReason,
  LeaveRequest,
  LeaveRequest_Action,
  MediaSectionsRequirement,
  MuteTrackRequest,
  ParticipantInfo,
  ParticipantInfo_State,
  ParticipantPermission,
  SessionDescription,
  StreamState,
  StreamStateInfo,
  StreamStateUpdate,
  SubscriptionPermissionUpdate,
  TrackSubscribed,
  type JoinRequest,
  type SignalResponse,
} from '@livekit/protocol';
import type { Logger } from 'pino';
import { connectionQuality, type Quality } from '../core/bandwidth/connection-quality';
import type { MediaSection } from '../core/sfu-sdp/parse-offer';
import type { Grants } from './access-token';
import { publishSources } from './access-token';
import type { DownTrack } from './down-track';
import { Dynacast } from './dynacast';
import { SubscriptionRules } from './subscription-rules';
import { Peer, type PeerOptions } from './peer';
import { Publications, type PublicationsOwner } from './publications';
import type { PublisherMedia } from './publisher-media';
import type { SignalSocket } from './signal-socket';
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
  /** The session that lost its signalling and goes on as this one: others see neither a leave nor a join. */
  predecessor: Session | null;
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
  readonly peer: Peer;
  readonly publications: Publications;
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
  disconnectReason = DisconnectReason.UNKNOWN_REASON;
  readonly #now: () => number;
  readonly #dynacast = new Dynacast();
  /** Tracks it asked for and may not have; bounded by the tracks of the room. */
  readonly #refused = new Set<string>();
  #ticks = 0;
  #socket: SignalSocket | null = null;
  #signalLostMs: number | null = null;
  #mediaLostMs: number | null = null;
  readonly #createdMs: number;
  #requirementSentMs: number | null = null;
  #isClosed = false;

  constructor(options: SessionOptions) {
    const { grants } = options;
    this.identity = grants.identity;
    this.sid = options.predecessor?.sid ?? newSid('PA');
    this.joinedAt = options.predecessor?.joinedAt ?? new Date();
    this.version = (options.predecessor?.version ?? -1) + 1;
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
    this.publications = new Publications(this, options.now);
    // Only browsers play a msid stream in sync; rtc-node takes the track's id from the stream's name.
    const isBrowser = options.joinRequest.clientInfo?.sdk === 1;
    const streamIdOf = (down: DownTrack): string =>
      `${down.publisherSid}|${isBrowser ? syncGroup(down.up.info) : down.up.sid}`;
    this.peer = new Peer({ ...options, name: this.sid, streamIdOf }, this.#peerEvents());
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
    const { link, downs } = this.peer.subscriber;
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
    this.requestSections();
  }

  /** Asks for a track of another; what its publisher does not allow now is given when it does. */
  subscribe(up: UpTrack, publisher: Session): void {
    if (!this.permission.canSubscribe) return;
    if (!publisher.subscriptionRules.allows(this, up.sid)) {
      this.#refused.add(up.sid);
      this.#sendSubscriptionAllowed(up, publisher, false);
      return;
    }
    this.peer.subscribe(up, publisher.sid);
    this.requestSections();
  }

  /** The publisher changed who may subscribe. */
  reviewSubscription(up: UpTrack, publisher: Session): void {
    const isAllowed = publisher.subscriptionRules.allows(this, up.sid);
    if (!isAllowed && this.peer.subscriber.downs.has(up.sid)) {
      this.unsubscribe(up.sid);
      this.#refused.add(up.sid);
      this.#sendSubscriptionAllowed(up, publisher, false);
    } else if (isAllowed && this.#refused.delete(up.sid)) {
      this.#sendSubscriptionAllowed(up, publisher, true);
      this.subscribe(up, publisher);
    }
  }

  unsubscribe(trackSid: string): void {
    this.#refused.delete(trackSid);
    if (this.peer.unsubscribe(trackSid)) this.requestSections();
  }

  /**
   * Asks the client to offer again when something waits for a section; once, until its offer comes. Never before its
   * first offer was answered: that one is on its way, and rtc-node stops negotiating when asked in between.
   */
  requestSections(): void {
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
    return new ParticipantInfo({
      sid: this.sid,
      identity: this.identity,
      name: this.name,
      metadata: this.metadata,
      attributes: this.attributes,
      state: this.state,
      permission: this.permission,
      tracks: this.publications.infos(),
      joinedAt: BigInt(Math.floor(this.joinedAt.getTime() / 1000)),
      joinedAtMs: BigInt(this.joinedAt.getTime()),
      version: this.version,
      isPublisher: this.publications.count > 0,
      disconnectReason: this.disconnectReason,
    });
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
      this.requestSections();
    }
    if (this.#socket?.isSilent()) this.#socket.terminate();
    const isStuck = this.state === ParticipantInfo_State.JOINED && nowMs - this.#createdMs > CONNECT_MS_MAX;
    const isMediaLost =
      this.#socket !== null && this.#mediaLostMs !== null && nowMs - this.#mediaLostMs > MEDIA_LOST_MS_MAX;
    if (isStuck || isMediaLost)
      this.leave(LeaveRequest_Action.RECONNECT, DisconnectReason.CONNECTION_TIMEOUT);
    else if (this.#signalLostMs !== null && nowMs - this.#signalLostMs > SIGNAL_LOST_MS_MAX)
      this.close(DisconnectReason.SIGNAL_CLOSE);
    else this.#work(nowMs);
  }

  #work(nowMs: number): void {
    this.peer.tick(nowMs);
    this.#ticks += 1;
    if (this.#ticks % DYNACAST_EVERY_TICKS !== 0) return;
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
    this.#socket?.close();
    this.#socket = null;
    this.logger.info({ reason: DisconnectReason[reason] }, 'participant left');
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  #peerEvents(): ConstructorParameters<typeof Peer>[1] {
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
      onHeldBack: (down, isHeldBack) => this.#sendStreamState(down, isHeldBack),
      onWarning: (message) => this.logger.debug({ detail: message }, 'transport warning'),
    };
  }

  /** Tells why a picture stands, so that the client can say so instead of showing an old frame. */
  #sendStreamState(down: DownTrack, isHeldBack: boolean): void {
    const state = new StreamStateInfo({
      participantSid: down.publisherSid,
      trackSid: down.up.sid,
      state: isHeldBack ? StreamState.PAUSED : StreamState.ACTIVE,
    });
    this.send({ case: 'streamStateUpdate', value: new StreamStateUpdate({ streamStates: [state] }) });
  }

  #sendSubscriptionAllowed(up: UpTrack, publisher: Session, allowed: boolean): void {
    const value = new SubscriptionPermissionUpdate({
      participantSid: publisher.sid,
      trackSid: up.sid,
      allowed,
    });
    this.send({ case: 'subscriptionPermissionUpdate', value });
  }

  #connected(): void {
    this.#mediaLostMs = null;
    if (this.#isClosed || this.state === ParticipantInfo_State.ACTIVE) return;
    this.state = ParticipantInfo_State.ACTIVE;
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

function permissionFrom(video: Grants['video']): ParticipantPermission {
  return new ParticipantPermission({
    canSubscribe: video.canSubscribe ?? true,
    canPublish: video.canPublish ?? true,
    canPublishData: video.canPublishData ?? true,
    canPublishSources: publishSources(video.canPublishSources ?? []),
    hidden: video.hidden ?? false,
    recorder: video.recorder ?? false,
    canUpdateMetadata: video.canUpdateOwnMetadata ?? false,
  });
}
