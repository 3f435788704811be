import { formatDate, formatDay } from '@/components/shared/format-time';
import type { ApiOutputs } from '@/lib/browser/api/api-types';

export interface CoverText {
  title: string;
  text: string;
}

type Watched = Pick<ApiOutputs['watch']['get'], 'state' | 'startsAt'>;

const STAYS = 'This page starts by itself. You can leave it open.';

/** What a viewer reads where there is no picture. Dates in the viewer's own time. */
export function coverText({ state, startsAt }: Watched, now: Date): CoverText {
  if (state === 'live') return { title: 'Connecting to the show', text: STAYS };
  if (state === 'ended') {
    const title = 'The show has ended';
    if (startsAt === null) return { title, text: 'Thank you for watching.' };
    return { title, text: `Thank you for watching. It is on again ${day(startsAt, now)}.` };
  }
  const title = 'The show has not started';
  return { title, text: startsAt === null ? STAYS : `It begins ${day(startsAt, now)}. ${STAYS}` };
}

/** `today 18:00` within a week, in the middle of a sentence; the whole date after that. */
function day(date: Date, now: Date): string {
  const short = formatDay(date, now);
  if (/^(Today|Tomorrow) /.test(short)) return short.toLowerCase();
  return `on ${formatDate(date)}`;
}
