'use client';

import { useQuery } from '@tanstack/react-query';
import { Film } from 'lucide-react';
import Link from 'next/link';
import { LoadFailure } from '@/components/shared/load-failure';
import { PageHeader } from '@/components/shared/page-header';
import { RecordingList } from '@/components/shared/recording-list';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Skeleton } from '@/components/ui/skeleton';
import { useTRPC } from '@/lib/browser/api/trpc-context';

/** A running recording grows while one looks. */
const REFRESH_MS = 10_000;

export function RecordingsScreen() {
  const trpc = useTRPC();
  const recordings = useQuery(trpc.recordings.list.queryOptions({}, { refetchInterval: REFRESH_MS }));
  return (
    <>
      <PageHeader
        title="Recordings"
        text="Every broadcast is recorded on this server as one MP4 of the program."
      />
      {recordings.isPending && <Skeleton className="h-48 rounded-lg" />}
      {recordings.isError && !recordings.data && (
        <LoadFailure
          title="We couldn't load the recordings"
          error={recordings.error}
          isRetrying={recordings.isFetching}
          onRetry={() => void recordings.refetch()}
        />
      )}
      {recordings.data?.length === 0 && (
        <EmptyState
          icon={<Film />}
          title="No recordings yet"
          text="Go live with recording on, which is the default. The file appears here while the show runs and stays after it."
          action={
            <Button asChild>
              <Link href="/shows">Go to your shows</Link>
            </Button>
          }
        />
      )}
      {recordings.data && recordings.data.length > 0 && (
        <RecordingList recordings={recordings.data} namesShow />
      )}
    </>
  );
}
