import {
  RequestResponse,
  RequestResponse_Reason,
  type TrackInfo,
  TrackPublishedResponse,
  TrackType,
  type AddTrackRequest,
  TrackUnpublishedResponse,
  type ParticipantPermission,
  type SignalResponse,
} from '@livekit/protocol';
import { chooseCodecs } from '../core/sfu-sdp/choose-codecs';
import type { MediaSection } from '../core/sfu-sdp/parse-offer';
import { countRejected } from './metrics';
import type { PublisherMedia } from './publisher-media';
import { trackInfoFrom } from './track-info';
import { UpTrack } from './up-track';

/** Camera, microphone, screen and its sound, and some to spare while a client swaps them. */
const TRACKS_MAX = 12;
/** Where the token names sources: the one, and another while a client swaps it. */
const TRACKS_OF_SOURCE_MAX = 2;

/** The participant, as far as its tracks need it. */
export interface PublicationsOwner {
  readonly permission: ParticipantPermission;
  readonly publisherMedia: PublisherMedia;
  send(message: SignalResponse['message']): void;
  trackPublished(track: UpTrack): void;
  trackUnpublished(track: UpTrack): void;
  trackMuted(track: UpTrack): void;
}

/**
 * The tracks a participant publishes. A track needs two things that come in either order: the request that describes it
 * (AddTrack, by cid) and the section of an offer that carries it (by the msid's track id).
 */
export class Publications {
  readonly #owner: PublicationsOwner;
  readonly #now: () => number;
  readonly #requested = new Map<string, TrackInfo>();
  readonly #offered = new Map<string, MediaSection>();
  readonly #tracks = new Map<string, UpTrack>();

  constructor(owner: PublicationsOwner, now: () => number) {
    this.#owner = owner;
    this.#now = now;
  }

  get count(): number {
    return this.#tracks.size;
  }

  get(sid: string): UpTrack | undefined {
    return this.#tracks.get(sid);
  }

  all(): IterableIterator<UpTrack> {
    return this.#tracks.values();
  }

  infos(): TrackInfo[] {
    return [...this.#tracks.values()].map((track) => track.info);
  }

  request(request: AddTrackRequest): void {
    const refusal = this.#refusal(request);
    if (refusal !== null) {
      countRejected('signal', refusal.code);
      this.#owner.send({
        case: 'requestResponse',
        value: new RequestResponse({
          reason: refusal.reason,
          message: refusal.code,
          request: { case: 'addTrack', value: request },
        }),
      });
      return;
    }
    const info = this.#requested.get(request.cid) ?? trackInfoFrom(request);
    this.#requested.set(request.cid, info);
    this.#owner.send({
      case: 'trackPublished',
      value: new TrackPublishedResponse({ cid: request.cid, track: info }),
    });
    for (const section of this.#offered.values()) this.#match(section);
  }

  offered(sections: readonly MediaSection[]): void {
    for (const section of sections) {
      if (this.#owner.publisherMedia.tracksByMid.has(section.mid)) continue;
      if (this.#offered.size < TRACKS_MAX) this.#offered.set(section.mid, section);
      this.#match(section);
    }
  }

  withdrawn(mids: readonly string[]): void {
    for (const mid of mids) {
      this.#offered.delete(mid);
      const track = this.#owner.publisherMedia.tracksByMid.get(mid);
      if (track !== undefined) this.remove(track);
    }
  }

  /** Muting by the client itself, or by the room service; only the client may unmute. */
  setMuted(sid: string, isMuted: boolean): UpTrack | null {
    const track = this.#tracks.get(sid);
    if (track === undefined) {
      for (const info of this.#requested.values()) if (info.sid === sid) info.muted = isMuted;
      return null;
    }
    if (track.setMuted(isMuted)) this.#owner.trackMuted(track);
    return track;
  }

  remove(track: UpTrack): void {
    if (!this.#tracks.delete(track.sid)) return;
    this.#owner.trackUnpublished(track);
    this.#owner.publisherMedia.remove(track);
  }

  /** Takes away what a changed permission no longer allows. */
  enforce(permission: ParticipantPermission): void {
    for (const track of [...this.#tracks.values()]) {
      if (isAllowed(permission, track.info.source)) continue;
      this.#owner.send({
        case: 'trackUnpublished',
        value: new TrackUnpublishedResponse({ trackSid: track.sid }),
      });
      this.remove(track);
    }
    for (const [cid, info] of this.#requested)
      if (!isAllowed(permission, info.source)) this.#requested.delete(cid);
  }

  release(): void {
    for (const track of [...this.#tracks.values()]) this.remove(track);
    this.#requested.clear();
    this.#offered.clear();
  }

  #refusal(request: AddTrackRequest): { code: string; reason: RequestResponse_Reason } | null {
    if (!isAllowed(this.#owner.permission, request.source)) {
      return { code: 'publish-not-allowed', reason: RequestResponse_Reason.NOT_ALLOWED };
    }
    if (request.type !== TrackType.AUDIO && request.type !== TrackType.VIDEO) {
      return { code: 'bad-track-type', reason: RequestResponse_Reason.INVALID_REQUEST };
    }
    if (request.cid === '' || request.cid.length > 256)
      return { code: 'bad-cid', reason: RequestResponse_Reason.INVALID_REQUEST };
    if (this.#tracks.size + this.#requested.size >= TRACKS_MAX) {
      return { code: 'too-many-tracks', reason: RequestResponse_Reason.LIMIT_EXCEEDED };
    }
    if (this.#isSourceTaken(request))
      return { code: 'too-many-of-a-source', reason: RequestResponse_Reason.LIMIT_EXCEEDED };
    return null;
  }

  /** A token that names a camera allows a camera, not a wall of them. */
  #isSourceTaken({ cid, source }: AddTrackRequest): boolean {
    if (this.#owner.permission.canPublishSources.length === 0) return false;
    const requested = [...this.#requested].filter(([other]) => other !== cid).map(([, info]) => info);
    const ofSource = [...requested, ...this.infos()].filter((info) => info.source === source);
    return ofSource.length >= TRACKS_OF_SOURCE_MAX;
  }

  #match(section: MediaSection): void {
    const [cid, info] = this.#requestFor(section) ?? [];
    const codec = chooseCodecs(section)[0];
    if (cid === undefined || info === undefined || codec === undefined) return;
    if ((info.type === TrackType.AUDIO) !== (section.kind === 'audio')) return;
    this.#requested.delete(cid);
    this.#offered.delete(section.mid);
    info.mid = section.mid;
    if (section.kind === 'video') info.mimeType = codec.name === 'h264' ? 'video/H264' : 'video/VP8';
    info.simulcast = section.sendRids.length > 1;
    const publisher = this.#owner.publisherMedia;
    const track = new UpTrack({
      info,
      mid: section.mid,
      rids: section.sendRids,
      codec: codec.name,
      clock: publisher,
    });
    this.#tracks.set(track.sid, track);
    publisher.add(track, section.ssrcs, this.#now());
    this.#owner.trackPublished(track);
  }

  /**
   * By the track's id; or, where that cannot match, the oldest request of the kind. Firefox (153) writes an id of its own
   * making into `a=msid` instead of the track's, which livekit-client asks with (RFC 8830 §2 demands no more of it).
   * Both wear braces there and nowhere else, so that no other browser's section takes a request that is not its own.
   */
  #requestFor(section: MediaSection): [string, TrackInfo] | undefined {
    const exact = this.#requested.get(section.msidTrack);
    if (exact !== undefined) return [section.msidTrack, exact];
    if (!IN_BRACES.test(section.msidTrack)) return undefined;
    const type = section.kind === 'audio' ? TrackType.AUDIO : TrackType.VIDEO;
    return [...this.#requested].find(([cid, info]) => IN_BRACES.test(cid) && info.type === type);
  }
}

const IN_BRACES = /^\{.+\}$/;

function isAllowed(permission: ParticipantPermission, source: number): boolean {
  if (!permission.canPublish) return false;
  return permission.canPublishSources.length === 0 || permission.canPublishSources.includes(source);
}
