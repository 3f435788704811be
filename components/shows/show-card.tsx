'use client';

import Link from 'next/link';
import { formatAgo, formatDay } from '@/components/shared/format-time';
import { StagePoster } from '@/components/shared/stage-poster';
import { useNow } from '@/components/shared/use-now';
import { useCan } from '@/components/shared/viewer';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Pill } from '@/components/ui/pill';
import { destinationText } from './live-card';
import { ShowMenu } from './show-menu';
import type { ShowSummary } from './show-types';

const CLOCK_MS = 30_000;

/** One show of the grid. The title opens the show; the button goes straight to its studio. */
export function ShowCard({ show }: { show: ShowSummary }) {
  const now = new Date(useNow(CLOCK_MS));
  const canEnter = useCan('studio.enter');
  const isArchived = show.archivedAt !== null;
  return (
    <Card className="relative flex flex-col p-2.5 transition-colors hover:border-line-strong">
      <StagePoster title={show.title} className={isArchived ? 'opacity-50 saturate-50' : undefined} />
      <div className="flex flex-1 flex-col gap-1.5 px-1 pt-[11px] pb-1">
        <h3 className="text-[14px] leading-snug font-[620] break-words">
          <Link
            href={`/shows/${show.showId}`}
            className="after:absolute after:inset-0 after:rounded-lg focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-offset-2 focus-visible:after:outline-accent-text"
          >
            {show.title}
          </Link>
        </h3>
        <p className="text-sm text-ink-3 tabular-nums">
          {whenText(show, now)} · {destinationText(show.destinationCount)}
        </p>
        <div className="relative mt-auto flex items-center gap-2 pt-2">
          {isArchived && <Pill>Archived</Pill>}
          {canEnter && !isArchived && (
            <Button asChild size="small">
              <Link href={`/shows/${show.showId}/studio`}>
                Open studio<span className="sr-only"> of {show.title}</span>
              </Link>
            </Button>
          )}
          <span className="flex-1" />
          <ShowMenu show={show} />
        </div>
      </div>
    </Card>
  );
}

function whenText(show: ShowSummary, now: Date): string {
  if (show.scheduledAt !== null && show.scheduledAt > now) return formatDay(show.scheduledAt, now);
  if (show.lastBroadcastEndedAt !== null) return `Last on air ${formatAgo(show.lastBroadcastEndedAt, now)}`;
  if (show.scheduledAt !== null) return formatDay(show.scheduledAt, now);
  return 'Not scheduled';
}
