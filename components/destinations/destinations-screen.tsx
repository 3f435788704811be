'use client';

import { useQuery } from '@tanstack/react-query';
import { Plus, RadioTower } from 'lucide-react';
import { useState } from 'react';
import { LoadFailure } from '@/components/shared/load-failure';
import { PageHeader } from '@/components/shared/page-header';
import { useCan } from '@/components/shared/viewer';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Skeleton } from '@/components/ui/skeleton';
import { useTRPC } from '@/lib/browser/api/trpc-context';
import { AddDestinationDialog } from './add-destination-dialog';
import { DestinationCard } from './destination-card';

export function DestinationsScreen() {
  const trpc = useTRPC();
  const canManage = useCan('destination.manage');
  const destinations = useQuery(trpc.destinations.list.queryOptions());
  const presets = useQuery(trpc.destinations.presets.queryOptions(undefined, { staleTime: Infinity }));
  const [isAdding, setIsAdding] = useState(false);
  const table = presets.data?.presets ?? [];
  const addButton = (
    <Button
      variant="primary"
      reason={presets.data === undefined ? 'The platforms are being loaded.' : null}
      onClick={() => setIsAdding(true)}
    >
      <Plus aria-hidden />
      Add destination
    </Button>
  );

  return (
    <>
      <PageHeader
        title="Destinations"
        text="Where your shows go. Stream keys are encrypted on this server and never shown again, not even to you."
        actions={canManage && addButton}
      />
      {destinations.isPending && (
        <div className="grid gap-4 lg:grid-cols-2" role="status" aria-busy aria-label="Loading destinations">
          <Skeleton className="h-[150px] rounded-lg" />
          <Skeleton className="h-[150px] rounded-lg" />
        </div>
      )}
      {destinations.isError && !destinations.data && (
        <LoadFailure
          title="We couldn't load the destinations"
          error={destinations.error}
          isRetrying={destinations.isFetching}
          onRetry={() => void destinations.refetch()}
        />
      )}
      {destinations.data?.length === 0 && (
        <EmptyState
          icon={<RadioTower />}
          title="No destinations yet"
          text={
            canManage
              ? 'Add Twitch, YouTube, Facebook or any RTMP server once; then switch it on for each show. The test destination needs no key.'
              : 'An admin of the workspace adds destinations and their stream keys.'
          }
          action={canManage && addButton}
        />
      )}
      {destinations.data && destinations.data.length > 0 && (
        <ul className="grid gap-4 lg:grid-cols-2">
          {destinations.data.map((destination) => (
            <DestinationCard
              key={destination.destinationId}
              destination={destination}
              preset={table.find((preset) => preset.platform === destination.platform) ?? null}
              canManage={canManage}
            />
          ))}
        </ul>
      )}
      {isAdding && <AddDestinationDialog presets={table} onClose={() => setIsAdding(false)} />}
    </>
  );
}
