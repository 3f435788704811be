'use client';

import type { SeatFeed } from '@/lib/browser/room/room-client';
import { useStore } from '@/lib/browser/realtime/use-store';
import { useStudio } from './studio-context';

/** What a seat sends: through the room, or straight from this browser for the own seat. */
export function useSeatFeed(seatId: string): SeatFeed | null {
  const { room, ownSeat } = useStudio();
  const { feeds } = useStore(room);
  const own = useStore(ownSeat);
  if (own.status !== 'open' || own.seatId !== seatId) return feeds[seatId] ?? null;
  const { camera, microphone, screen } = own.media;
  return {
    seatId,
    name: '',
    camera: camera.status === 'live' ? camera.track : null,
    microphone: microphone.status === 'live' ? microphone.track : null,
    screen: screen.status === 'live' ? screen.track : null,
    screenAudio: own.media.screenAudio,
    quality: 'good',
  };
}
