'use client';

import { useStore } from '@/lib/browser/realtime/use-store';
import { microphoneAnnouncement } from './model/announcements';
import { ShowAnnouncer } from './show-announcer';
import { useShow, useStudio } from './studio-context';

/** Speaks of the show, and whether one's own voice goes out. */
export function StudioAnnouncer() {
  const { seats } = useShow();
  const own = useStore(useStudio().ownSeat);
  const seat = own.status === 'open' ? seats.find(({ seatId }) => seatId === own.seatId) : undefined;
  const mute = own.status === 'open' && seat ? { ...seat.mute, bySelf: own.selfMuted } : null;
  return (
    <>
      <ShowAnnouncer />
      <p role="status" className="sr-only">
        {microphoneAnnouncement(mute)}
      </p>
    </>
  );
}
