import {
  Codec,
  ConnectionQualityInfo,
  ConnectionQualityUpdate,
  DisconnectReason,
  JoinResponse,
  LeaveRequest_Action,
  ParticipantInfo_State,
  ParticipantUpdate,
  Room as RoomInfo,
  RoomUpdate,
  ServerInfo,
  SpeakerInfo,
  SpeakersChanged,
  type ICEServer,
  type ParticipantInfo,
  type ParticipantPermission,
  type SignalResponse,
} from '@livekit/protocol';
import type { Logger } from 'pino';
import { ActiveSpeakers, type Speaker } from '../core/speakers/active-speakers';
import { deliverData, routeData, type RoutedData } from './data-packets';
import { metrics } from './metrics';
import type { Session, SessionRoom } from './session';
import { newSid } from './track-info';
import type { UpTrack } from './up-track';
import type { WebhookSender } from './webhooks';

/** Ticks of 25 ms between two looks at who speaks. */
const SPEAKERS_EVERY_TICKS = 16;
/** LiveKit's clients expect word every 5 s. */
const QUALITY_EVERY_TICKS = 200;
/** `product.md`: 50 seats; producers and monitors come on top. */
const PARTICIPANTS_MAX = 100;
/** Identities whose older tokens hold no more; the oldest is forgotten. Ten times the seats of a show. */
const REVOKED_MAX = 500;

export interface RoomOptions {
  name: string;
  emptyTimeoutS: number;
  departureTimeoutS: number;
  maxParticipants: number;
  metadata: string;
  logger: Logger;
  webhooks: WebhookSender;
  now: () => number;
  /** STUN and TURN servers for a participant. */
  iceServers: (identity: string) => ICEServer[];
}

/** Participants that see and hear each other. Fans out what one does to the others; decides nothing about media. */
export class Room implements SessionRoom {
  readonly info: RoomInfo;
  readonly sessions = new Map<string, Session>();
  readonly #speakers = new ActiveSpeakers();
  readonly #logger: Logger;
  readonly #webhooks: WebhookSender;
  readonly #now: () => number;
  readonly #iceServers: (identity: string) => ICEServer[];
  readonly #revokedBeforeS = new Map<string, number>();
  #emptySinceMs: number;
  #hadParticipants = false;
  #ticks = 0;

  constructor(options: RoomOptions) {
    const createdMs = Date.now();
    this.info = new RoomInfo({
      sid: newSid('RM'),
      name: options.name,
      emptyTimeout: options.emptyTimeoutS,
      departureTimeout: options.departureTimeoutS,
      maxParticipants: options.maxParticipants,
      creationTime: BigInt(Math.floor(createdMs / 1000)),
      creationTimeMs: BigInt(createdMs),
      metadata: options.metadata,
      enabledCodecs: enabledCodecs(),
    });
    this.#logger = options.logger.child({ room: options.name });
    this.#webhooks = options.webhooks;
    this.#now = options.now;
    this.#iceServers = options.iceServers;
    this.#emptySinceMs = options.now();
    this.#webhooks.send({ event: 'room_started', room: this.info });
    this.#logger.info('room started');
  }

  get isFull(): boolean {
    const limit =
      this.info.maxParticipants > 0
        ? Math.min(this.info.maxParticipants, PARTICIPANTS_MAX)
        : PARTICIPANTS_MAX;
    return this.sessions.size >= limit;
  }

  /** Tokens of that identity that held before `beforeS` (s since 1970) let nobody in any more. */
  revokeTokens(identity: string, beforeS: number): void {
    // Set anew, so that the map's order is that of use.
    this.#revokedBeforeS.delete(identity);
    this.#revokedBeforeS.set(identity, beforeS);
    if (this.#revokedBeforeS.size <= REVOKED_MAX) return;
    const [oldest] = this.#revokedBeforeS.keys();
    if (oldest !== undefined) this.#revokedBeforeS.delete(oldest);
  }

  isRevoked({ identity, notBeforeS = 0 }: { identity: string; notBeforeS?: number }): boolean {
    return notBeforeS < (this.#revokedBeforeS.get(identity) ?? 0);
  }

  /** Who lost its signalling and goes on as the session that joins now; null when nobody or somebody who is still there. */
  predecessorOf(identity: string): Session | null {
    const session = this.sessions.get(identity);
    return session?.isAway === true ? session : null;
  }

  /** Admits a session and tells it who is here. The answer to its offer must follow this. */
  join(session: Session): void {
    const older = this.sessions.get(session.identity);
    if (older?.sid === session.sid) older.succeed();
    else older?.leave(LeaveRequest_Action.DISCONNECT, DisconnectReason.DUPLICATE_IDENTITY);
    this.sessions.set(session.identity, session);
    this.#hadParticipants = true;
    this.#countChanged();
    metrics.participants.inc();
    const others = [...this.sessions.values()].filter((other) => other !== session);
    session.send({
      case: 'join',
      value: new JoinResponse({
        room: this.info,
        participant: session.info(),
        otherParticipants: others.filter((other) => !other.permission.hidden).map((other) => other.info()),
        serverVersion: SERVER_VERSION,
        serverInfo: new ServerInfo({ version: SERVER_VERSION, protocol: 16, nodeId: 'embedded', region: '' }),
        iceServers: this.#iceServers(session.identity),
        pingInterval: 5,
        pingTimeout: 15,
        subscriberPrimary: session.isDual,
        fastPublish: true,
        enabledPublishCodecs: enabledCodecs(),
      }),
    });
    this.#subscribeToAll(session);
    session.settle();
    this.#broadcastInfo(session);
  }

  sessionActive(session: Session): void {
    this.sessionChanged(session);
    this.#webhooks.send({ event: 'participant_joined', room: this.info, participant: session.info() });
  }

  sessionChanged(session: Session): void {
    session.version += 1;
    session.infoChanged();
    const info = session.info();
    session.send({ case: 'update', value: new ParticipantUpdate({ participants: [info] }) });
    this.#broadcastInfo(session);
  }

  sessionGone(session: Session, reason: DisconnectReason): void {
    // A session that was replaced is not in the map under its identity any more, but others still see its sid leave.
    for (const track of session.publications.all()) this.#dropSubscriptions(track);
    if (this.sessions.get(session.identity) === session) this.sessions.delete(session.identity);
    metrics.participants.dec();
    this.#countChanged();
    if (this.sessions.size === 0) this.#emptySinceMs = this.#now();
    if (session.isSucceeded) return this.#announce(this.#speakers.remove(session.sid));
    session.version += 1;
    this.#broadcastInfo(session);
    this.#announce(this.#speakers.remove(session.sid));
    const info = session.info();
    info.disconnectReason = reason;
    const event = session.hasConnected ? 'participant_left' : 'participant_connection_aborted';
    this.#webhooks.send({ event, room: this.info, participant: info });
  }

  trackPublished(session: Session, track: UpTrack): void {
    this.#countChanged();
    this.sessionChanged(session);
    for (const other of this.sessions.values()) {
      if (other !== session && other.autoSubscribe) other.subscriptions.add(track, session);
    }
    this.#webhooks.send({
      event: 'track_published',
      room: this.info,
      participant: session.info(),
      track: track.info,
    });
  }

  trackUnpublished(session: Session, track: UpTrack): void {
    this.#dropSubscriptions(track);
    this.#countChanged();
    if (!session.isClosed) this.sessionChanged(session);
    if (track.kind === 'audio') this.#announce(this.#speakers.remove(session.sid));
    this.#webhooks.send({
      event: 'track_unpublished',
      room: this.info,
      participant: session.info(),
      track: track.info,
    });
  }

  trackMuted(session: Session, track: UpTrack): void {
    if (track.kind === 'audio' && track.isMuted) this.#announce(this.#speakers.remove(session.sid));
    this.sessionChanged(session);
  }

  dataReceived(session: Session, label: string, bytes: Uint8Array): void {
    const data = routeData(session, label, bytes);
    if (data !== null) this.deliver(data, session);
  }

  /** @param sender - does not get its own words back. */
  deliver(data: RoutedData, sender: Session | null): void {
    for (const other of this.sessions.values()) {
      if (other === sender) continue;
      if (data.destinations.size === 0 || data.destinations.has(other.identity)) deliverData(other, data);
    }
  }

  voiceHeard(session: Session, levelDbov: number): void {
    this.#speakers.observe(session.sid, levelDbov);
  }

  subscriptionRulesChanged(session: Session): void {
    for (const other of this.sessions.values()) {
      if (other === session) continue;
      for (const track of session.publications.all()) other.subscriptions.review(track, session);
    }
  }

  findTrack(trackSid: string): { session: Session; track: UpTrack } | null {
    for (const session of this.sessions.values()) {
      const track = session.publications.get(trackSid);
      if (track !== undefined) return { session, track };
    }
    return null;
  }

  /** Carries out a changed permission at once: tracks that are no longer allowed go, subscriptions come and go. */
  setPermission(session: Session, permission: ParticipantPermission): void {
    const couldSubscribe = session.permission.canSubscribe;
    const wasHidden = session.permission.hidden;
    session.permission = permission;
    session.publications.enforce(permission);
    if (couldSubscribe && !permission.canSubscribe) session.subscriptions.clear();
    if (!couldSubscribe && permission.canSubscribe) this.#subscribeToAll(session);
    if (!wasHidden && permission.hidden) this.#vanish(session);
    this.sessionChanged(session);
  }

  setMetadata(metadata: string): void {
    this.info.metadata = metadata;
    this.#sendAll({ case: 'roomUpdate', value: new RoomUpdate({ room: this.info }) }, null);
  }

  /** @returns whether the room has been empty for long enough to be removed. */
  tick(nowMs: number): boolean {
    this.#ticks += 1;
    for (const session of [...this.sessions.values()]) session.tick(nowMs);
    if (this.#ticks % SPEAKERS_EVERY_TICKS === 0)
      for (const speaker of this.#collectSpeakers()) this.#announce(speaker);
    if (this.#ticks % QUALITY_EVERY_TICKS === 0) this.#sendQualities();
    if (this.sessions.size > 0) return false;
    const limitS = this.#hadParticipants ? this.info.departureTimeout : this.info.emptyTimeout;
    return nowMs - this.#emptySinceMs >= limitS * 1000;
  }

  close(reason: DisconnectReason): void {
    for (const session of [...this.sessions.values()]) session.leave(LeaveRequest_Action.DISCONNECT, reason);
    this.#webhooks.send({ event: 'room_finished', room: this.info });
    this.#logger.info('room finished');
  }

  participants(): ParticipantInfo[] {
    return [...this.sessions.values()].map((session) => session.info());
  }

  #subscribeToAll(session: Session): void {
    if (!session.autoSubscribe) return;
    for (const other of this.sessions.values()) {
      if (other === session) continue;
      for (const track of other.publications.all()) session.subscriptions.add(track, other);
    }
  }

  #dropSubscriptions(track: UpTrack): void {
    for (const other of this.sessions.values()) other.subscriptions.remove(track.sid);
  }

  #broadcastInfo(session: Session): void {
    if (session.permission.hidden) return;
    this.#sendAll(
      { case: 'update', value: new ParticipantUpdate({ participants: [session.info()] }) },
      session,
    );
  }

  /** To the others it has left; its connection stays. */
  #vanish(session: Session): void {
    const info = session.info();
    info.state = ParticipantInfo_State.DISCONNECTED;
    this.#sendAll({ case: 'update', value: new ParticipantUpdate({ participants: [info] }) }, session);
  }

  #sendQualities(): void {
    const updates = [...this.sessions.values()]
      .filter((session) => !session.permission.hidden)
      .map(
        (session) => new ConnectionQualityInfo({ participantSid: session.sid, quality: session.quality() }),
      );
    this.#sendAll({ case: 'connectionQuality', value: new ConnectionQualityUpdate({ updates }) }, null);
  }

  #collectSpeakers(): Speaker[] {
    return this.#speakers.poll();
  }

  #announce(speaker: Speaker | null): void {
    if (speaker === null) return;
    const value = new SpeakersChanged({
      speakers: [new SpeakerInfo({ sid: speaker.id, level: speaker.level, active: speaker.isActive })],
    });
    this.#sendAll({ case: 'speakersChanged', value }, null);
  }

  #sendAll(message: SignalResponse['message'], except: Session | null): void {
    for (const session of this.sessions.values()) if (session !== except) session.send(message);
  }

  #countChanged(): void {
    this.info.numParticipants = [...this.sessions.values()].filter(
      (session) => !session.permission.hidden,
    ).length;
    this.info.numPublishers = [...this.sessions.values()].filter(
      (session) => session.publications.count > 0,
    ).length;
  }
}

const SERVER_VERSION = '1.9.0';

/** How codecs are limited safely: clients publish nothing else (sfu.md §2.11). */
function enabledCodecs(): Codec[] {
  return ['audio/opus', 'video/VP8', 'video/H264', 'video/rtx'].map((mime) => new Codec({ mime }));
}
