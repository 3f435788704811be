import { createLocalMedia, type LocalMedia, type LocalMediaView } from '@/lib/browser/devices/local-media';
import type { Engine } from '@/lib/browser/engine/create-engine';
import { createStore, type ReadableStore } from '@/lib/browser/realtime/create-store';
import { createGuestSession, type GuestSession } from '@/lib/browser/room/guest-session';
import type { SeatFeed } from '@/lib/browser/room/room-client';
import type { StudioApi } from './studio-api';

export type OwnSeatView =
  | { status: 'none' }
  | { status: 'opening' }
  | { status: 'open'; seatId: string; media: LocalMediaView; selfMuted: boolean };

/** The producer's own place on camera: a host seat, with this browser's camera and microphone. */
export interface OwnSeat extends ReadableStore<OwnSeatView> {
  /** Throws what the server answered; the caller puts it into words. */
  take(name: string): Promise<void>;
  readonly media: LocalMedia | null;
  setSelfMuted(muted: boolean): void;
  leave(): void;
  close(): void;
}

export interface OwnSeatOptions {
  showId: string;
  api: Pick<StudioApi, 'takeSeat' | 'fetchSeatRoomToken'>;
  engine: Pick<Engine, 'setOwnFeed'>;
}

export function createOwnSeat({ showId, api, engine }: OwnSeatOptions): OwnSeat {
  const store = createStore<OwnSeatView>({ status: 'none' });
  let session: GuestSession | null = null;
  let media: LocalMedia | null = null;

  const show = (seatId: string) => {
    if (!session || !media) return;
    const view = media.get();
    const { selfMuted } = session.get();
    const feed = localFeed(seatId, view);
    session.setTracks({
      camera: feed.camera,
      microphone: feed.microphone,
      screen: feed.screen,
      screenAudio: feed.screenAudio,
    });
    engine.setOwnFeed(feed);
    store.set({ status: 'open', seatId, media: view, selfMuted });
  };

  const shut = () => {
    engine.setOwnFeed(null);
    session?.close();
    media?.close();
    session = null;
    media = null;
    store.set({ status: 'none' });
  };

  return {
    get: store.get,
    subscribe: store.subscribe,
    get media() {
      return media;
    },
    take: async (name) => {
      if (store.get().status !== 'none') return;
      store.set({ status: 'opening' });
      const local = createLocalMedia(window.localStorage);
      try {
        const { seatId, seatToken } = await api.takeSeat(name);
        const opened = createGuestSession({
          showId,
          seatId,
          seatToken,
          rememberedMute: false,
          fetchRoomToken: () => api.fetchSeatRoomToken(seatToken),
        });
        session = opened;
        media = local;
        local.subscribe(() => show(seatId));
        opened.subscribe(() => {
          if (opened.get().show.link.status === 'refused') shut();
          else if (opened.get().selfMuted !== selfMutedOf(store.get())) show(seatId);
        });
        show(seatId);
        await Promise.all([local.startCamera(), local.startMicrophone()]);
      } catch (error) {
        local.close();
        store.set({ status: 'none' });
        throw error;
      }
    },
    setSelfMuted: (muted) => session?.setSelfMuted(muted),
    leave: () => {
      const leaving = session;
      void leaving?.leave().finally(shut);
    },
    close: shut,
  };
}

const selfMutedOf = (view: OwnSeatView) => (view.status === 'open' ? view.selfMuted : null);

function localFeed(seatId: string, view: LocalMediaView): SeatFeed {
  const trackOf = (kind: 'camera' | 'microphone' | 'screen') => {
    const capture = view[kind];
    return capture.status === 'live' ? capture.track : null;
  };
  return {
    seatId,
    name: '',
    camera: trackOf('camera'),
    microphone: trackOf('microphone'),
    screen: trackOf('screen'),
    screenAudio: view.screenAudio,
    quality: 'good',
  };
}
