'use client';

import { useQuery } from '@tanstack/react-query';
import { Film } from 'lucide-react';
import { LoadFailure } from '@/components/shared/load-failure';
import { SectionTitle } from '@/components/shared/page-header';
import { RecordingList } from '@/components/shared/recording-list';
import { EmptyState } from '@/components/ui/empty-state';
import { Skeleton } from '@/components/ui/skeleton';
import { useTRPC } from '@/lib/browser/api/trpc-context';

const REFRESH_MS = 10_000;

export function ShowRecordingsSection({ showId }: { showId: string }) {
  const trpc = useTRPC();
  const recordings = useQuery(trpc.recordings.list.queryOptions({ showId }, { refetchInterval: REFRESH_MS }));
  return (
    <section>
      <SectionTitle>Recordings</SectionTitle>
      {recordings.isPending && <Skeleton className="h-[185px] rounded-lg" />}
      {recordings.isError && !recordings.data && (
        <LoadFailure
          title="We couldn't load the recordings"
          error={recordings.error}
          onRetry={() => void recordings.refetch()}
        />
      )}
      {recordings.data?.length === 0 && (
        <EmptyState
          icon={<Film />}
          title="No recordings yet"
          text="When the show has been on air, its recording is here to download."
        />
      )}
      {recordings.data && recordings.data.length > 0 && (
        <RecordingList recordings={recordings.data} namesShow={false} />
      )}
    </section>
  );
}
