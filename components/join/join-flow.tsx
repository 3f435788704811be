'use client';

import { useEffect, useRef, useState } from 'react';
import { errorText } from '@/lib/browser/api/error-text';
import { createLocalMedia, type LocalMedia } from '@/lib/browser/devices/local-media';
import { createOutputDevices, type OutputDevices } from '@/lib/browser/devices/output-devices';
import type { GuestSession } from '@/lib/browser/room/guest-session';
import { readSeat, rememberSeat, type RememberedSeat } from '@/lib/browser/room/seat-memory';
import type { JoinApi } from './join-api';
import { JoinFrame } from './join-frame';
import { JoinNotice } from './join-notice';
import { loadRoom, type RoomParts } from './load-room';
import { Lobby } from './lobby';
import { StartsIn } from './starts-in';

export interface JoinFlowProps {
  showId: string;
  title: string;
  /** The link takes new guests; a browser that has a seat may always come back. */
  isOpen: boolean;
  startsAtMs: number | null;
  api: JoinApi;
}

const ROOM_NOT_LOADED = "We couldn't load the room. Check your connection, then try again.";

/** Lobby, then the room. A browser that has a seat here goes straight back to it. */
export function JoinFlow({ showId, title, isOpen, startsAtMs, api }: JoinFlowProps) {
  const [devices, setDevices] = useState<{ media: LocalMedia; speaker: OutputDevices } | null>(null);
  const [remembered, setRemembered] = useState<RememberedSeat | null>(null);
  const [room, setRoom] = useState<(Pick<RoomParts, 'GuestRoom'> & { session: GuestSession }) | null>(null);
  const [isReturning, setIsReturning] = useState(false);
  const [asking, setAsking] = useState<{ isPending: boolean; error: string | null }>({
    isPending: false,
    error: null,
  });
  const sessionRef = useRef<GuestSession | null>(null);
  const apiRef = useRef(api);

  function open(seat: RememberedSeat, { GuestRoom, createGuestSession }: RoomParts): void {
    sessionRef.current?.close();
    const session = createGuestSession({
      showId,
      seatId: seat.seatId,
      seatToken: seat.seatToken,
      rememberedMute: seat.selfMuted,
      onMuteChanged: (selfMuted) => rememberSeat(window.localStorage, showId, { ...seat, selfMuted }),
      fetchRoomToken: () => apiRef.current.fetchRoomToken(showId, seat.seatToken),
    });
    sessionRef.current = session;
    setRoom({ GuestRoom, session });
  }

  useEffect(() => {
    const local = createLocalMedia(window.localStorage);
    const speaker = createSpeaker();
    let wasAllowed = false;
    const stopWatching = local.subscribe(() => {
      const isAllowed = local.get().microphone.status === 'live';
      if (isAllowed && !wasAllowed) void speaker.refresh();
      wasAllowed = isAllowed;
    });
    const seat = readSeat(window.localStorage, showId);
    let isGone = false;
    const timer = setTimeout(() => {
      setDevices({ media: local, speaker });
      setRemembered(seat);
      if (!seat) return;
      setIsReturning(true);
      loadRoom()
        .then(
          (parts) => {
            if (!isGone) open(seat, parts);
          },
          () => setAsking({ isPending: false, error: ROOM_NOT_LOADED }),
        )
        .finally(() => setIsReturning(false));
      // Permission was given before: the browser asks again only if it was taken back.
      void Promise.all([local.startCamera(), local.startMicrophone()]);
    });
    return () => {
      isGone = true;
      clearTimeout(timer);
      sessionRef.current?.close();
      sessionRef.current = null;
      stopWatching();
      speaker.close();
      local.close();
    };
    // `open` reads only the show's id and refs.
    // eslint-disable-next-line react-hooks/exhaustive-deps -- opening again on every render would drop the connection
  }, [showId]);

  async function ask(name: string, isMuted: boolean): Promise<void> {
    setAsking({ isPending: true, error: null });
    const parts = loadRoom().catch(() => null);
    try {
      const { seatId, seatToken } = await api.redeem(name, remembered?.seatToken);
      const seat = { seatId, seatToken, name, selfMuted: isMuted };
      rememberSeat(window.localStorage, showId, seat);
      setRemembered(seat);
      const loaded = await parts;
      if (loaded) open(seat, loaded);
      setAsking({ isPending: false, error: loaded ? null : ROOM_NOT_LOADED });
    } catch (error) {
      setAsking({ isPending: false, error: errorText(error) });
    }
  }

  if (!devices) return <JoinFrame title={title}>{null}</JoinFrame>;
  if (room)
    return (
      <room.GuestRoom
        title={title}
        session={room.session}
        {...devices}
        onBackToLobby={() => {
          sessionRef.current?.close();
          sessionRef.current = null;
          setRoom(null);
        }}
      />
    );
  if (isReturning)
    return (
      <JoinFrame title={title}>
        <p role="status" className="text-ink-2">
          Taking you back to your place
        </p>
      </JoinFrame>
    );
  if (!isOpen && !remembered)
    return (
      <JoinFrame title={title}>
        <JoinNotice
          title="This link is closed"
          text="It has expired or was used up. Ask the producer for a new one."
        />
      </JoinFrame>
    );
  return (
    <JoinFrame title={title} aside={<StartsIn startsAtMs={startsAtMs} />}>
      <Lobby
        {...devices}
        knownName={remembered?.name ?? ''}
        knownMute={remembered?.selfMuted ?? false}
        isAsking={asking.isPending}
        error={asking.error}
        onAsk={(name, isMuted) => void ask(name, isMuted)}
      />
    </JoinFrame>
  );
}

/** Each element that plays a voice goes to the chosen one by itself; here it is tried, so that one that is gone is refused. */
const createSpeaker = (): OutputDevices =>
  createOutputDevices({
    storage: window.localStorage,
    mediaDevices: navigator.mediaDevices,
    apply: (deviceId) => new Audio().setSinkId(deviceId),
  });
