'use client';

import { useQuery } from '@tanstack/react-query';
import { ChevronLeft, ExternalLink } from 'lucide-react';
import Link from 'next/link';
import { formatClock, formatDay } from '@/components/shared/format-time';
import { LoadFailure } from '@/components/shared/load-failure';
import { useNow } from '@/components/shared/use-now';
import { useCan } from '@/components/shared/viewer';
import { Button } from '@/components/ui/button';
import { Pill } from '@/components/ui/pill';
import { Skeleton } from '@/components/ui/skeleton';
import { errorCode } from '@/lib/browser/api/error-text';
import { useTRPC } from '@/lib/browser/api/trpc-context';
import { InviteSection } from './invite-section';
import { ScheduleSection } from './schedule-section';
import { ShowActivitySection } from './show-activity-section';
import { ShowBroadcastsSection } from './show-broadcasts-section';
import { ShowDestinationsSection } from './show-destinations-section';
import { ShowMenu } from './show-menu';
import { ShowRecordingsSection } from './show-recordings-section';
import type { ShowDetail } from './show-types';

const REFRESH_MS = 10_000;

/** Everything about one show that is prepared before, or looked at after, the studio. */
export function ShowScreen({ showId }: { showId: string }) {
  const trpc = useTRPC();
  const show = useQuery(trpc.shows.get.queryOptions({ showId }, { refetchInterval: REFRESH_MS }));
  const canInvite = useCan('invite.read');
  const canSeeRecordings = useCan('recording.read');
  const canSeeActivity = useCan('audit.read');
  const canSeeDestinations = useCan('destination.read');

  if (show.isError && !show.data) {
    return (
      <>
        <BackLink />
        <LoadFailure
          title={
            errorCode(show.error) === 'not-found' ? 'There is no such show' : "We couldn't load the show"
          }
          error={show.error}
          isRetrying={show.isFetching}
          onRetry={() => void show.refetch()}
        />
      </>
    );
  }
  if (!show.data) return <ShowSkeleton />;
  return (
    <>
      <ShowHeader show={show.data} />
      <div className="grid items-start gap-x-6 gap-y-7 lg:grid-cols-[minmax(0,1fr)_340px]">
        <div className="flex min-w-0 flex-col gap-7">
          {canInvite && <InviteSection show={show.data} />}
          {canSeeRecordings && <ShowRecordingsSection showId={showId} />}
          <ShowBroadcastsSection showId={showId} />
        </div>
        <div className="flex min-w-0 flex-col gap-7">
          <ScheduleSection show={show.data} />
          {canSeeDestinations && <ShowDestinationsSection show={show.data} />}
        </div>
      </div>
      {canSeeActivity && <ShowActivitySection showId={showId} />}
    </>
  );
}

function BackLink() {
  return (
    <Link
      href="/shows"
      className="-mb-4 inline-flex w-fit items-center gap-1 rounded-sm text-sm text-ink-3 hover:text-ink-1 touch:-mt-4 touch:-mb-7 touch:min-h-11"
    >
      <ChevronLeft aria-hidden className="size-4" />
      Shows
    </Link>
  );
}

function ShowHeader({ show }: { show: ShowDetail }) {
  const canEnter = useCan('studio.enter');
  return (
    <>
      <BackLink />
      <header className="flex flex-wrap items-center gap-x-4 gap-y-3">
        <div className="min-w-0 flex-1 basis-72">
          <h1 className="text-2xl font-[680] tracking-[-.01em] break-words">{show.title}</h1>
          <div className="mt-1.5 flex flex-wrap items-center gap-2.5 text-ink-2">
            <ShowState show={show} />
          </div>
        </div>
        <div className="flex flex-wrap items-center gap-2.5">
          <Button asChild>
            <a href={`/watch/${show.slug}`} target="_blank" rel="noreferrer">
              Watch page
              <ExternalLink aria-hidden />
              <span className="sr-only">(opens a new tab)</span>
            </a>
          </Button>
          {canEnter && show.archivedAt === null && (
            <Button asChild variant="primary">
              <Link href={`/shows/${show.showId}/studio`}>Open studio</Link>
            </Button>
          )}
          <ShowMenu show={show} size="default" />
        </div>
      </header>
    </>
  );
}

function ShowState({ show }: { show: ShowDetail }) {
  const nowMs = useNow();
  if (show.liveSince !== null) {
    return (
      <>
        <Pill tone="air">LIVE</Pill>
        <span className="font-semibold text-ink-1 tabular-nums">
          {formatClock(nowMs - show.liveSince.getTime())}
        </span>
      </>
    );
  }
  if (show.archivedAt !== null) return <Pill>Archived</Pill>;
  if (show.scheduledAt !== null && show.scheduledAt.getTime() > nowMs) {
    return <Pill tone="accent">{formatDay(show.scheduledAt, new Date(nowMs))}</Pill>;
  }
  return (
    <span className="text-ink-3">
      {show.broadcastCount === 0
        ? 'Not on air yet'
        : `On air ${show.broadcastCount === 1 ? 'once' : `${show.broadcastCount} times`}`}
    </span>
  );
}

function ShowSkeleton() {
  return (
    <div role="status" aria-busy aria-label="Loading the show" className="flex flex-col gap-6">
      <Skeleton className="h-9 w-72" />
      <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_340px]">
        <Skeleton className="h-64 rounded-lg" />
        <Skeleton className="h-64 rounded-lg" />
      </div>
    </div>
  );
}
