'use client';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Activity, X } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { ActivityList } from '@/components/shared/activity-list';
import { LoadFailure } from '@/components/shared/load-failure';
import { PageHeader } from '@/components/shared/page-header';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { Skeleton } from '@/components/ui/skeleton';
import { useTRPC, useTRPCClient } from '@/lib/browser/api/trpc-context';

const KINDS = [
  { id: '', label: 'Everything' },
  { id: 'show', label: 'Shows' },
  { id: 'invite', label: 'Guest links' },
  { id: 'destination', label: 'Destinations' },
  { id: 'team', label: 'Team' },
  { id: 'account', label: 'Accounts' },
] as const;

export interface ActivityFilter {
  kind: string;
  actor: string;
  showId: string;
}

/** The workspace's record. The filter lives in the address, so that a view can be sent to a colleague. */
export function ActivityScreen({ filter }: { filter: ActivityFilter }) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const team = useQuery(trpc.team.list.queryOptions());
  const query = {
    ...(filter.kind && { action: filter.kind }),
    ...(filter.actor && { actor: filter.actor }),
    ...(filter.showId && { showId: filter.showId }),
  };
  const activity = useInfiniteQuery({
    queryKey: [...trpc.audit.list.queryKey(), 'pages', query],
    queryFn: ({ pageParam }) => client.audit.list.query({ cursor: pageParam, filter: query }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
  const events = activity.data?.pages.flatMap((page) => page.events) ?? [];
  const isFiltered = Object.keys(query).length > 0;

  return (
    <>
      <PageHeader
        title="Activity"
        text="Who did what in this workspace. Nothing here can be changed or removed."
      />
      <FilterBar filter={filter} members={team.data?.members ?? []} />
      {activity.isPending && <Skeleton className="h-72 rounded-lg" />}
      {activity.isError && !activity.data && (
        <LoadFailure
          title="We couldn't load the activity"
          error={activity.error}
          isRetrying={activity.isFetching}
          onRetry={() => void activity.refetch()}
        />
      )}
      {activity.data && events.length === 0 && (
        <EmptyState
          icon={<Activity />}
          title={isFiltered ? 'Nothing matches' : 'Nothing yet'}
          text={
            isFiltered
              ? 'Choose another kind or person to see more.'
              : 'Shows, invites, keys and team changes appear here as they happen.'
          }
        />
      )}
      {events.length > 0 && <ActivityList events={events} />}
      {activity.hasNextPage && (
        <Button
          className="self-center"
          isLoading={activity.isFetchingNextPage}
          onClick={() => void activity.fetchNextPage()}
        >
          Show earlier
        </Button>
      )}
    </>
  );
}

function FilterBar({
  filter,
  members,
}: {
  filter: ActivityFilter;
  members: { userId: string; name: string }[];
}) {
  const router = useRouter();
  function apply(change: Partial<ActivityFilter>): void {
    const next = { ...filter, ...change };
    const search = new URLSearchParams();
    if (next.kind) search.set('kind', next.kind);
    if (next.actor) search.set('actor', next.actor);
    if (next.showId) search.set('show', next.showId);
    router.replace(search.size > 0 ? `/activity?${search.toString()}` : '/activity', { scroll: false });
  }
  return (
    <div className="flex flex-wrap items-end gap-3">
      <Field label="Kind" className="w-full sm:w-48">
        {(control) => (
          <Select {...control} value={filter.kind} onChange={(event) => apply({ kind: event.target.value })}>
            {KINDS.map((kind) => (
              <option key={kind.id} value={kind.id}>
                {kind.label}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label="Person" className="w-full sm:w-48">
        {(control) => (
          <Select
            {...control}
            value={filter.actor}
            onChange={(event) => apply({ actor: event.target.value })}
          >
            <option value="">Everybody</option>
            {members.map((member) => (
              <option key={member.userId} value={`user:${member.userId}`}>
                {member.name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {filter.showId && (
        <Button variant="ghost" className="h-9" onClick={() => apply({ showId: '' })}>
          <X aria-hidden />
          One show only
        </Button>
      )}
    </div>
  );
}
