'use client';

import {
  mediaAnnouncement,
  phaseAnnouncement,
  switchAnnouncement,
  waitingAnnouncement,
} from './model/announcements';
import { useShow } from './studio-context';

/** Speaks of the show what a producer who does not look must know: on air or not, which scenes, and who is at the door. */
export function ShowAnnouncer({ hasKeys = true }: { hasKeys?: boolean }) {
  const show = useShow();
  return (
    <div className="sr-only">
      <p role="alert">{phaseAnnouncement(show.phase, hasKeys)}</p>
      <p role="status">{switchAnnouncement(show)}</p>
      <p role="status">{mediaAnnouncement(show)}</p>
      <p role="status">{waitingAnnouncement(show.seats, hasKeys)}</p>
    </div>
  );
}
