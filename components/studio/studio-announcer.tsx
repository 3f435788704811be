'use client';

import { phaseAnnouncement, waitingAnnouncement } from './model/announcements';
import { useShow } from './studio-context';

/** Speaks what a producer who does not look must know: on air or not, and who is at the door. */
export function StudioAnnouncer() {
  const { phase, seats } = useShow();
  return (
    <div className="sr-only">
      <p role="alert">{phaseAnnouncement(phase)}</p>
      <p role="status">{waitingAnnouncement(seats)}</p>
    </div>
  );
}
