'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { RadioTower } from 'lucide-react';
import Link from 'next/link';
import { useId } from 'react';
import { keyText } from '@/components/shared/key-text';
import { LoadFailure } from '@/components/shared/load-failure';
import { SectionTitle } from '@/components/shared/page-header';
import { PlatformMark } from '@/components/shared/platform-mark';
import { useCan } from '@/components/shared/viewer';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { Skeleton } from '@/components/ui/skeleton';
import { Switch } from '@/components/ui/switch';
import { toast } from '@/components/ui/toast';
import { errorText } from '@/lib/browser/api/error-text';
import { useTRPC } from '@/lib/browser/api/trpc-context';
import type { ShowDetail } from './show-types';

const MAY_NOT = 'Producers, admins and owners choose where a show goes.';
const SAVING = 'The last change is being saved.';

/** Which of the workspace's destinations this show goes to. A change while live reaches the relays at once. */
export function ShowDestinationsSection({ show }: { show: ShowDetail }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const destinations = useQuery(trpc.destinations.list.queryOptions());
  const canManage = useCan('show.manage');
  const canAdd = useCan('destination.manage');
  const showKey = trpc.shows.get.queryKey({ showId: show.showId });
  const setDestinations = useMutation(
    trpc.shows.setDestinations.mutationOptions({
      onError: (error) =>
        toast.error("We couldn't change the destinations", { description: errorText(error) }),
      onSettled: () => queryClient.invalidateQueries({ queryKey: trpc.shows.pathKey() }),
    }),
  );
  // While a change is on its way the switches show what was asked for.
  const chosen = new Set(
    setDestinations.isPending
      ? setDestinations.variables.destinationIds
      : show.destinations.map((row) => row.destinationId),
  );

  function toggle(destinationId: string, isOn: boolean): void {
    const next = new Set(chosen);
    if (isOn) next.add(destinationId);
    else next.delete(destinationId);
    void queryClient.cancelQueries({ queryKey: showKey });
    setDestinations.mutate({ showId: show.showId, destinationIds: [...next] });
  }

  return (
    <section>
      <SectionTitle
        actions={
          canAdd && (
            <Button asChild variant="ghost" size="small" className="-mr-[9px] touch:-mr-3.5">
              <Link href="/destinations">Manage</Link>
            </Button>
          )
        }
      >
        Destinations
      </SectionTitle>
      {destinations.isPending && <Skeleton className="h-32 rounded-lg" />}
      {destinations.isError && !destinations.data && (
        <LoadFailure
          title="We couldn't load the destinations"
          error={destinations.error}
          onRetry={() => void destinations.refetch()}
        />
      )}
      {destinations.data?.length === 0 && (
        <EmptyState
          icon={<RadioTower />}
          title="Nowhere to go yet"
          text={
            canAdd
              ? 'Add Twitch, YouTube or any RTMP address once; every show can use it.'
              : 'An admin of the workspace adds destinations; every show can use them.'
          }
          action={
            canAdd && (
              <Button asChild>
                <Link href="/destinations">Add a destination</Link>
              </Button>
            )
          }
        />
      )}
      {destinations.data && destinations.data.length > 0 && (
        <Card>
          <ul className="divide-y divide-line">
            {destinations.data.map((destination) => (
              <DestinationToggle
                key={destination.destinationId}
                destination={destination}
                isOn={chosen.has(destination.destinationId)}
                reason={!canManage ? MAY_NOT : setDestinations.isPending ? SAVING : null}
                onToggle={(isOn) => toggle(destination.destinationId, isOn)}
              />
            ))}
          </ul>
        </Card>
      )}
    </section>
  );
}

interface DestinationToggleProps {
  destination: { platform: string; name: string; keyHint: string };
  isOn: boolean;
  /** Why it cannot be switched now; null while it can be. */
  reason: string | null;
  onToggle: (isOn: boolean) => void;
}

function DestinationToggle({ destination, isOn, reason, onToggle }: DestinationToggleProps) {
  const id = useId();
  return (
    <li className="flex items-center gap-3 px-3.5 py-2.5">
      <PlatformMark platform={destination.platform} />
      <label htmlFor={id} className="min-w-0 flex-1">
        <span className="block truncate font-[600]">{destination.name}</span>
        <span className="block text-sm text-ink-3 tabular-nums">{keyText(destination)}</span>
      </label>
      <Switch id={id} checked={isOn} reason={reason} onCheckedChange={onToggle} />
    </li>
  );
}
