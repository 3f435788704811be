'use client';

import {
  mediaAnnouncement,
  phaseAnnouncement,
  switchAnnouncement,
  waitingAnnouncement,
} from './model/announcements';
import { useShow } from './studio-context';

/** Speaks what a producer who does not look must know: on air or not, which scenes, and who is at the door. */
export function StudioAnnouncer() {
  const show = useShow();
  const { phase, seats } = show;
  return (
    <div className="sr-only">
      <p role="alert">{phaseAnnouncement(phase)}</p>
      <p role="status">{switchAnnouncement(show)}</p>
      <p role="status">{mediaAnnouncement(show)}</p>
      <p role="status">{waitingAnnouncement(seats)}</p>
    </div>
  );
}
