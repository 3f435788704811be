import type { RemoteParticipant, RemoteTrack, RemoteTrackPublication, Room, Track } from 'livekit-client';
import { backoffMs } from '../realtime/backoff';
import { createStore, type ReadableStore } from '../realtime/create-store';
import { loadLiveKit, type LiveKit } from './load-livekit';
import {
  createLocalPublisher,
  MEDIA_BUS_NAME,
  type LocalSource,
  type LocalTrackState,
} from './local-publisher';
import { readReceiverTiming, type ReceiverTiming } from './receiver-timing';
import { seatIdOf } from './seat-identity';
import { TRACK_SOURCE } from './track-source';

/** What one seat sends us now. A missing track is not published, or not yet here. */
export interface SeatFeed {
  seatId: string;
  /** As the room knows it; empty when it does not. */
  name: string;
  camera: MediaStreamTrack | null;
  microphone: MediaStreamTrack | null;
  screen: MediaStreamTrack | null;
  screenAudio: MediaStreamTrack | null;
  /** As the SFU sees the seat's link. */
  quality: 'good' | 'poor' | 'lost' | 'unknown';
}

/** What the receivers of a seat's camera and microphone say; null for what is muted, missing or not heard yet. */
export interface SeatTiming {
  seatId: string;
  /** Of the two tracks, muted or not: other tracks, other receivers. */
  key: string;
  camera: ReceiverTiming | null;
  microphone: ReceiverTiming | null;
}

export type RoomStatus =
  | { status: 'connecting' }
  | { status: 'connected' }
  | { status: 'reconnecting'; attempt: number }
  | { status: 'closed' };

export interface RoomView {
  room: RoomStatus;
  feeds: Readonly<Record<string, SeatFeed>>;
  /** What the studio plays, for guests to hear; from the page that began last, should there be two. */
  mediaBus: MediaStreamTrack | null;
}

/** One place in the media room. Reconnects for ever by building a new `Room`; what we publish is kept outside of it. */
export interface RoomClient extends ReadableStore<RoomView> {
  publish(source: LocalSource, state: LocalTrackState | null): void;
  /** Asks the SFU for the simulcast layer that fits a tile of this size. */
  setTileSize(feedId: string, size: { width: number; height: number }): void;
  /** Of every seat that sends something. */
  readTimings(): Promise<SeatTiming[]>;
  close(): void;
}

export interface RoomClientOptions {
  /** Called for every attempt: room tokens are short-lived. */
  fetchToken: () => Promise<{ url: string; token: string }>;
  /** Own seat: its feed is never listed. */
  ownSeatId?: string;
  loadKit?: typeof loadLiveKit;
}

const RETRY = { baseMs: 500, maxMs: 8_000 } as const;

export function createRoomClient({
  fetchToken,
  ownSeatId,
  loadKit = loadLiveKit,
}: RoomClientOptions): RoomClient {
  const store = createStore<RoomView>({ room: { status: 'connecting' }, feeds: {}, mediaBus: null });
  const publisher = createLocalPublisher();
  const tileSizes = new Map<string, { width: number; height: number }>();
  let room: Room | null = null;
  let attempt = 0;
  let retryTimer: ReturnType<typeof setTimeout> | undefined;
  let isClosed = false;

  let isRefreshing = false;
  /** Not within the event: livekit-client tells that a track is lost before it forgets it. */
  const refresh = () => {
    if (isRefreshing) return;
    isRefreshing = true;
    queueMicrotask(() => {
      isRefreshing = false;
      if (isClosed || !room) return;
      store.set({ ...store.get(), feeds: readFeeds(room, ownSeatId), mediaBus: readMediaBus(room) });
    });
  };

  const retry = () => {
    if (isClosed) return;
    attempt += 1;
    store.set({ ...store.get(), room: { status: 'reconnecting', attempt } });
    clearTimeout(retryTimer);
    retryTimer = setTimeout(() => void connect(), backoffMs(attempt, { ...RETRY, random: Math.random() }));
  };

  const connect = async () => {
    let next: Room | null = null;
    try {
      const [kit, { url, token }] = await Promise.all([loadKit(), fetchToken()]);
      if (isClosed) return;
      const opened = (next = room = newRoom(kit));
      listen(kit, opened, {
        refresh,
        onSubscribed: (publication, participant) => applyTileSize(publication, participant, tileSizes),
        onDisconnected: () => {
          if (room !== opened) return;
          room = null;
          publisher.detach();
          retry();
        },
      });
      await opened.connect(toWebSocketUrl(url), token, { autoSubscribe: true, maxRetries: 0 });
      // `close` ran while we were connecting.
      if (isClosed) return void opened.disconnect();
      attempt = 0;
      store.set({
        room: { status: 'connected' },
        feeds: readFeeds(opened, ownSeatId),
        mediaBus: readMediaBus(opened),
      });
      publisher.attach(opened.localParticipant);
    } catch {
      // Every cause (no network, refused token, no answer) has the same cure: a fresh token and a new Room.
      if (room !== next) return;
      room = null;
      void next?.disconnect();
      retry();
    }
  };

  void connect();

  return {
    get: store.get,
    subscribe: store.subscribe,
    publish: (source, state) => publisher.put(source, state),
    setTileSize: (feedId, size) => {
      const before = tileSizes.get(feedId);
      if (before && before.width === size.width && before.height === size.height) return;
      tileSizes.set(feedId, size);
      for (const participant of room?.remoteParticipants.values() ?? [])
        for (const publication of participant.trackPublications.values())
          applyTileSize(publication, participant, tileSizes);
    },
    readTimings: () =>
      Promise.all([...(room?.remoteParticipants.values() ?? [])].flatMap((one) => readTiming(one) ?? [])),
    close: () => {
      if (isClosed) return;
      isClosed = true;
      clearTimeout(retryTimer);
      publisher.close();
      const last = room;
      room = null;
      void last?.disconnect();
      store.set({ room: { status: 'closed' }, feeds: {}, mediaBus: null });
    },
  };
}

interface RoomListeners {
  refresh: () => void;
  onSubscribed: (publication: RemoteTrackPublication, participant: RemoteParticipant) => void;
  onDisconnected: () => void;
}

function newRoom({ LogLevel, Room, setLogLevel }: LiveKit): Room {
  // Every lost connection is an error to the SDK; to us it is a state that the page shows and heals.
  setLogLevel(LogLevel.silent);
  return new Room({
    adaptiveStream: false,
    // Layers nobody watches are not sent: the guest's uplink is the scarcest in the show.
    dynacast: true,
    disconnectOnPageLeave: true,
    stopLocalTrackOnUnpublish: true,
    // A failed resume costs more than a fresh join: we rebuild the Room ourselves.
    reconnectPolicy: { nextRetryDelayInMs: () => null },
  });
}

function listen(
  { RoomEvent }: LiveKit,
  room: Room,
  { refresh, onSubscribed, onDisconnected }: RoomListeners,
): void {
  room.on(
    RoomEvent.TrackSubscribed,
    (_track: RemoteTrack, publication: RemoteTrackPublication, participant: RemoteParticipant) => {
      onSubscribed(publication, participant);
      refresh();
    },
  );
  room.on(RoomEvent.TrackUnsubscribed, refresh);
  room.on(RoomEvent.TrackUnpublished, refresh);
  room.on(RoomEvent.TrackMuted, refresh);
  room.on(RoomEvent.TrackUnmuted, refresh);
  room.on(RoomEvent.ParticipantConnected, refresh);
  room.on(RoomEvent.ParticipantDisconnected, refresh);
  room.on(RoomEvent.ConnectionQualityChanged, refresh);
  room.on(RoomEvent.Disconnected, onDisconnected);
}

function readFeeds(room: Room, ownSeatId: string | undefined): Record<string, SeatFeed> {
  const feeds: Record<string, SeatFeed> = {};
  for (const participant of room.remoteParticipants.values()) {
    const seatId = seatIdOf(participant);
    if (seatId === null || seatId === ownSeatId) continue;
    const trackOf = (source: Track.Source) =>
      participant.getTrackPublication(source)?.track?.mediaStreamTrack ?? null;
    feeds[seatId] = {
      seatId,
      name: participant.name ?? '',
      camera: trackOf(TRACK_SOURCE.camera),
      microphone: trackOf(TRACK_SOURCE.microphone),
      screen: trackOf(TRACK_SOURCE.screen),
      screenAudio: trackOf(TRACK_SOURCE.screenAudio),
      quality: toQuality(participant.connectionQuality),
    };
  }
  return feeds;
}

function readTiming(participant: RemoteParticipant): Promise<SeatTiming> | null {
  const seatId = seatIdOf(participant);
  if (seatId === null) return null;
  const camera = receiverOf(participant, TRACK_SOURCE.camera);
  const microphone = receiverOf(participant, TRACK_SOURCE.microphone);
  const idOf = (source: Track.Source): string =>
    participant.getTrackPublication(source)?.track?.mediaStreamTrack.id ?? '';
  const key = `${idOf(TRACK_SOURCE.camera)}/${idOf(TRACK_SOURCE.microphone)}`;
  // A receiver that is being closed has nothing to say.
  const read = async (receiver: RTCRtpReceiver | null): Promise<ReceiverTiming | null> =>
    receiver && readReceiverTiming(await receiver.getStats().catch(() => new Map() as RTCStatsReport));
  return Promise.all([read(camera), read(microphone)]).then(([pictures, sound]) => ({
    seatId,
    key,
    camera: pictures,
    microphone: sound,
  }));
}

/** null while it is muted: nothing that a receiver says then is about a person. */
function receiverOf(participant: RemoteParticipant, source: Track.Source): RTCRtpReceiver | null {
  const publication = participant.getTrackPublication(source);
  return (publication?.isMuted === false && publication.track?.receiver) || null;
}

/** Of a studio page, never of a seat: a guest cannot speak as the studio. */
function readMediaBus(room: Room): MediaStreamTrack | null {
  let newest: MediaStreamTrack | null = null;
  for (const participant of room.remoteParticipants.values()) {
    if (seatIdOf(participant) !== null) continue;
    for (const { trackName, track } of participant.trackPublications.values())
      if (trackName === MEDIA_BUS_NAME && track) newest = track.mediaStreamTrack;
  }
  return newest;
}

function toQuality(quality: string): SeatFeed['quality'] {
  if (quality === 'excellent' || quality === 'good') return 'good';
  if (quality === 'poor' || quality === 'lost') return quality;
  return 'unknown';
}

function applyTileSize(
  publication: RemoteTrackPublication | { setVideoDimensions?: never; source: Track.Source },
  participant: RemoteParticipant,
  tileSizes: ReadonlyMap<string, { width: number; height: number }>,
): void {
  const seatId = seatIdOf(participant);
  const kind = publication.source === TRACK_SOURCE.camera ? 'camera' : 'screen';
  const isVideo = publication.source === TRACK_SOURCE.camera || publication.source === TRACK_SOURCE.screen;
  const size = seatId === null || !isVideo ? undefined : tileSizes.get(`${kind}:${seatId}`);
  if (size && publication.setVideoDimensions) publication.setVideoDimensions(size);
}

/** Tokens carry the public address; livekit-client wants the WebSocket form of it. */
function toWebSocketUrl(url: string): string {
  const absolute = new URL(url, window.location.href);
  absolute.protocol = absolute.protocol === 'https:' || absolute.protocol === 'wss:' ? 'wss:' : 'ws:';
  return absolute.href.replace(/\/$/, '');
}
