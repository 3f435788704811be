'use client';

import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { ActivityList } from '@/components/shared/activity-list';
import { LoadFailure } from '@/components/shared/load-failure';
import { SectionTitle } from '@/components/shared/page-header';
import { Button } from '@/components/ui/button';
import { Skeleton } from '@/components/ui/skeleton';
import { useTRPC } from '@/lib/browser/api/trpc-context';

/** The rest is on the activity page. */
const ROWS_SHOWN = 8;

export function ShowActivitySection({ showId }: { showId: string }) {
  const trpc = useTRPC();
  const activity = useQuery(trpc.audit.list.queryOptions({ cursor: null, filter: { showId } }));
  return (
    <section>
      <SectionTitle
        actions={
          <Button asChild variant="ghost" size="small" className="-mr-[9px] touch:-mr-3.5">
            <Link href={`/activity?show=${showId}`}>See all</Link>
          </Button>
        }
      >
        Activity
      </SectionTitle>
      {activity.isPending && <Skeleton className="h-[142px] rounded-lg" />}
      {activity.isError && !activity.data && (
        <LoadFailure
          title="We couldn't load the activity"
          error={activity.error}
          onRetry={() => void activity.refetch()}
        />
      )}
      {activity.data?.events.length === 0 && <p className="text-ink-3">Nothing has happened yet.</p>}
      {activity.data && activity.data.events.length > 0 && (
        <ActivityList events={activity.data.events.slice(0, ROWS_SHOWN)} />
      )}
    </section>
  );
}
