import type { ChatRoom, GuestChatLine } from '@/lib/core/contract/chat';
import type { Seat } from '@/lib/core/contract/show-state';
import { connectShow, type ShowConnection, type ShowView } from '../realtime/connect-show';
import { createStore, type ReadableStore } from '../realtime/create-store';
import type { SeatSource } from './local-publisher';
import { createPictureSender, type PictureSender } from './picture-sender';
import { createRoomClient, type RoomClient, type RoomView } from './room-client';

export interface GuestSessionView {
  show: ShowView;
  /** Null in the waiting room: there producers see a still picture, and nobody hears or sees anything else. */
  room: RoomView | null;
  selfMuted: boolean;
}

/** One seat at work in this browser: its socket, its place in the room, and what it publishes. */
export interface GuestSession extends ReadableStore<GuestSessionView> {
  setTracks(tracks: Partial<Record<SeatSource, MediaStreamTrack | null>>): void;
  setSelfMuted(muted: boolean): void;
  rename(name: string): void;
  setTileSize(feedId: string, size: { width: number; height: number }): void;
  /** Writes in the chat. @returns why it was not sent, or null. */
  say(to: GuestChatLine['to'], text: string): Promise<string | null>;
  /** Back to the waiting room; the seat stays for the next visit. */
  leave(): Promise<void>;
  close(): void;
}

export interface GuestSessionOptions {
  showId: string;
  seatId: string;
  seatToken: string;
  /** The mute this browser remembers. The stricter of it and the server's holds. */
  rememberedMute: boolean;
  onMuteChanged?: (muted: boolean) => void;
  fetchRoomToken: () => Promise<{ url: string; token: string }>;
  connection?: ShowConnection;
  openRoom?: typeof createRoomClient;
  pictures?: PictureSender;
}

const SOURCES: readonly SeatSource[] = ['camera', 'microphone', 'screen', 'screenAudio'];

export function createGuestSession(options: GuestSessionOptions): GuestSession {
  const { showId, seatId, seatToken, rememberedMute, onMuteChanged, fetchRoomToken } = options;
  const connection = options.connection ?? connectShow({ showId, seatToken, clientId: crypto.randomUUID() });
  const openRoom = options.openRoom ?? createRoomClient;
  const pictures = options.pictures ?? createPictureSender(connection.showPicture);
  const store = createStore<GuestSessionView>({
    show: connection.get(),
    room: null,
    selfMuted: rememberedMute,
  });
  const tracks: Record<SeatSource, MediaStreamTrack | null> = {
    camera: null,
    microphone: null,
    screen: null,
    screenAudio: null,
  };
  let room: RoomClient | null = null;
  let stopRoom: (() => void) | null = null;
  let hasMetServer = false;
  let sentMedia = '';
  let sentMute: boolean | null = null;
  let isClosed = false;
  /** Who leaves stands in the waiting room for a moment, and must not be seen there. */
  let isLeaving = false;

  const openOrCloseRoom = (seat: Seat | null) => {
    const belongsInRoom = seat !== null && (seat.place === 'backstage' || seat.place === 'stage');
    if (belongsInRoom && !room) {
      const opened = openRoom({ fetchToken: fetchRoomToken, ownSeatId: seatId });
      room = opened;
      stopRoom = opened.subscribe(() => store.set({ ...store.get(), room: opened.get() }));
      store.set({ ...store.get(), room: opened.get() });
    } else if (!belongsInRoom && room) {
      stopRoom?.();
      room.close();
      room = null;
      store.set({ ...store.get(), room: null });
    }
  };

  const publishTracks = (seat: Seat | null) => {
    if (!room) return;
    const isSilenced = store.get().selfMuted || (seat?.mute.byProducer ?? true);
    for (const source of SOURCES) {
      const track = tracks[source];
      const isSound = source === 'microphone' || source === 'screenAudio';
      room.publish(source, track && { track, muted: isSound && isSilenced });
    }
  };

  /** Tells the server what this browser really does, whenever that differs from what the server knows. */
  const tellServer = (seat: Seat | null) => {
    if (!seat || connection.get().link.status !== 'online') return;
    const media = {
      camera: tracks.camera !== null,
      microphone: tracks.microphone !== null,
      screen: tracks.screen !== null,
    };
    const mediaText = JSON.stringify(media);
    if (mediaText !== JSON.stringify(pickMedia(seat)) && mediaText !== sentMedia) {
      sentMedia = mediaText;
      void connection.command({ type: 'seat.setMedia', seatId, media }).then(() => (sentMedia = ''));
    }
    const muted = store.get().selfMuted;
    if (muted !== seat.mute.bySelf && muted !== sentMute) {
      sentMute = muted;
      void connection.command({ type: 'seat.setSelfMute', seatId, muted }).then(() => (sentMute = null));
    }
  };

  const update = () => {
    if (isClosed) return;
    const show = connection.get();
    const isRefused = show.link.status === 'refused';
    const seat = isRefused ? null : (show.guest?.seat ?? null);
    const before = store.get();
    let { selfMuted } = before;
    if (seat && !hasMetServer) {
      hasMetServer = true;
      selfMuted = selfMuted || seat.mute.bySelf;
    }
    if (show !== before.show || selfMuted !== before.selfMuted) store.set({ ...before, show, selfMuted });
    // A lost socket closes no room: media goes on without the web server.
    if (seat || isRefused) openOrCloseRoom(seat);
    publishTracks(seat);
    const isShown = seat?.place === 'waiting' && show.link.status === 'online' && !isLeaving;
    pictures.show(isShown ? tracks.camera : null);
    tellServer(seat);
  };

  const stopConnection = connection.subscribe(update);
  update();

  return {
    get: store.get,
    subscribe: store.subscribe,
    setTracks: (next) => {
      Object.assign(tracks, next);
      update();
    },
    setSelfMuted: (selfMuted) => {
      store.set({ ...store.get(), selfMuted });
      onMuteChanged?.(selfMuted);
      update();
    },
    rename: (name) => void connection.command({ type: 'seat.rename', seatId, name }),
    setTileSize: (feedId, size) => room?.setTileSize(feedId, size),
    say: async (to, text) => {
      const room: ChatRoom = to === 'everyone' ? { kind: 'everyone' } : { kind: 'seat', seatId };
      const messageId = crypto.randomUUID();
      const reply = await connection.command({ type: 'chat.say', messageId, to: room, text });
      return reply.ok ? null : reply.error.message;
    },
    leave: async () => {
      isLeaving = true;
      update();
      await connection.command({ type: 'seat.leave', seatId });
    },
    close: () => {
      if (isClosed) return;
      isClosed = true;
      stopConnection();
      pictures.show(null);
      stopRoom?.();
      room?.close();
      connection.close();
    },
  };
}

const pickMedia = ({ media: { camera, microphone, screen } }: Seat) => ({ camera, microphone, screen });
