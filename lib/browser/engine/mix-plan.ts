import type { Seat, ShowState } from '@/lib/core/contract/show-state';
import type { SeatFeed } from '../room/room-client';

export interface ChannelPlan {
  /** `camera:<seatId>` for a voice, `screen:<seatId>` for the sound of a shared screen: the feed ids of the pictures. */
  id: string;
  track: MediaStreamTrack | null;
  gainDb: number;
  onAir: boolean;
  monitor: boolean;
}

/** @param ownSeatId - the seat of this very browser: its own voice never returns to its ears. */
export function planMix(
  state: ShowState,
  feeds: Readonly<Record<string, SeatFeed>>,
  ownSeatId: string | null,
): ChannelPlan[] {
  return state.seats.filter(isHeard).flatMap((seat) => {
    const feed = feeds[seat.seatId];
    const isMuted = seat.mute.byProducer || seat.mute.bySelf;
    const channel = (kind: 'camera' | 'screen', track: MediaStreamTrack | null): ChannelPlan => ({
      id: `${kind}:${seat.seatId}`,
      track,
      gainDb: seat.gainDb,
      onAir: seat.place === 'stage' && !isMuted,
      monitor: seat.seatId !== ownSeatId && !isMuted,
    });
    const voice = channel('camera', feed?.microphone ?? null);
    return feed?.screenAudio ? [voice, channel('screen', feed.screenAudio)] : [voice];
  });
}

const isHeard = (seat: Seat) => seat.place === 'stage' || seat.place === 'backstage';
