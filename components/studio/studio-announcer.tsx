'use client';

import { useStore } from '@/lib/browser/realtime/use-store';
import {
  mediaAnnouncement,
  microphoneAnnouncement,
  phaseAnnouncement,
  switchAnnouncement,
  waitingAnnouncement,
} from './model/announcements';
import { useShow, useStudio } from './studio-context';

/** Speaks what a producer who does not look must know: on air or not, which scenes, and who is at the door. */
export function StudioAnnouncer() {
  const show = useShow();
  const { phase, seats } = show;
  const own = useStore(useStudio().ownSeat);
  const seat = own.status === 'open' ? seats.find(({ seatId }) => seatId === own.seatId) : undefined;
  const mute = own.status === 'open' && seat ? { ...seat.mute, bySelf: own.selfMuted } : null;
  return (
    <div className="sr-only">
      <p role="alert">{phaseAnnouncement(phase)}</p>
      <p role="status">{switchAnnouncement(show)}</p>
      <p role="status">{mediaAnnouncement(show)}</p>
      <p role="status">{waitingAnnouncement(seats)}</p>
      <p role="status">{microphoneAnnouncement(mute)}</p>
    </div>
  );
}
