import { createSyntheticGuest } from '@/lib/browser/engine/synthetic-guest';
import { createGuestSession } from '@/lib/browser/room/guest-session';
import type { StudioApi } from './studio-api';

interface RememberedGuest {
  seatId: string;
  seatToken: string;
}

/** Told apart by eye (hue) and ear (pitch). */
const CAST = [
  { name: 'Robin', hueDeg: 212, pitchHz: 118 },
  { name: 'Sasha', hueDeg: 22, pitchHz: 196 },
] as const;

/**
 * Two synthetic guests for `?rehearsal=1`. They come as real ones do: by an invite, with a seat, a socket and a place in the
 * room; only their camera and voice are made here. A reload brings back the same two.
 * @returns what ends them.
 */
export async function startRehearsalGuests(
  showId: string,
  api: Pick<StudioApi, 'createInvite' | 'redeemInvite' | 'fetchSeatRoomToken'>,
): Promise<() => void> {
  const context = new AudioContext({ sampleRate: 48_000 });
  void context.resume();
  const closers: (() => void)[] = [() => void context.close()];
  const seats = await takeSeats(showId, api);
  CAST.forEach((character, index) => {
    const seat = seats[index];
    if (!seat) return;
    const guest = createSyntheticGuest({ ...character, context });
    const session = createGuestSession({
      showId,
      ...seat,
      rememberedMute: false,
      fetchRoomToken: () => api.fetchSeatRoomToken(seat.seatToken),
    });
    session.setTracks({ camera: guest.camera, microphone: guest.microphone });
    closers.push(session.close, guest.close);
  });
  return () => {
    for (const close of closers) close();
  };
}

async function takeSeats(
  showId: string,
  api: Pick<StudioApi, 'createInvite' | 'redeemInvite'>,
): Promise<RememberedGuest[]> {
  const key = `sb.rehearsal.${showId}`;
  const remembered = window.sessionStorage.getItem(key);
  // Written by this very function in this very tab.
  if (remembered !== null) return JSON.parse(remembered) as RememberedGuest[];
  const { url } = await api.createInvite('Rehearsal');
  const code = new URL(url, window.location.href).pathname.split('/').pop() ?? '';
  const seats: RememberedGuest[] = [];
  for (const { name } of CAST) {
    const { seatId, seatToken } = await api.redeemInvite(code, name);
    seats.push({ seatId, seatToken });
  }
  window.sessionStorage.setItem(key, JSON.stringify(seats));
  return seats;
}
