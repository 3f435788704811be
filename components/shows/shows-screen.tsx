'use client';

import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { LoadFailure } from '@/components/shared/load-failure';
import { PageHeader, SectionTitle } from '@/components/shared/page-header';
import { useStartRehearsal } from '@/components/shared/use-start-rehearsal';
import { useCan } from '@/components/shared/viewer';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Skeleton } from '@/components/ui/skeleton';
import { useTRPC } from '@/lib/browser/api/trpc-context';
import { LiveCard } from './live-card';
import { NewShowDialog } from './new-show-dialog';
import { ShowCard } from './show-card';
import { TEMPLATES, TemplatePicture } from './show-templates';
import type { ShowSummary } from './show-types';

/** "Live now" must not lag behind the studio. */
const REFRESH_MS = 10_000;

export function ShowsScreen() {
  const trpc = useTRPC();
  const shows = useQuery(trpc.shows.list.queryOptions(undefined, { refetchInterval: REFRESH_MS }));
  const canCreate = useCan('show.create');
  const rehearsal = useStartRehearsal();
  const [isCreating, setIsCreating] = useState(false);

  return (
    <>
      <PageHeader
        title="Shows"
        actions={
          canCreate && (
            <>
              <Button isLoading={rehearsal.isStarting} onClick={rehearsal.start}>
                Try a rehearsal
              </Button>
              <Button variant="primary" onClick={() => setIsCreating(true)}>
                New show
              </Button>
            </>
          )
        }
      />
      {shows.isPending && <ShowsSkeleton />}
      {shows.isError && !shows.data && (
        <LoadFailure
          title="We couldn't load the shows"
          error={shows.error}
          isRetrying={shows.isFetching}
          onRetry={() => void shows.refetch()}
        />
      )}
      {shows.data && (
        <>
          {shows.data.live.map((show) => (
            <LiveCard key={show.showId} show={show} />
          ))}
          <Upcoming
            shows={shows.data.upcoming}
            isFirst={shows.data.live.length + shows.data.upcoming.length + shows.data.past.length === 0}
            canCreate={canCreate}
            onCreate={() => setIsCreating(true)}
          />
          {shows.data.past.length > 0 && (
            <section>
              <SectionTitle>Past</SectionTitle>
              <Grid>
                {shows.data.past.map((show) => (
                  <ShowCard key={show.showId} show={show} />
                ))}
              </Grid>
            </section>
          )}
        </>
      )}
      {isCreating && <NewShowDialog isOpen onOpenChange={setIsCreating} />}
    </>
  );
}

function Upcoming({
  shows,
  isFirst,
  canCreate,
  onCreate,
}: {
  shows: ShowSummary[];
  /** Nothing was ever made here. */
  isFirst: boolean;
  canCreate: boolean;
  onCreate: () => void;
}) {
  if (shows.length === 0 && !canCreate) {
    return (
      <EmptyState
        title="No upcoming shows"
        text="Producers of this workspace create shows; yours appear here as soon as there is one."
      />
    );
  }
  return (
    <section>
      {isFirst ? (
        <p className="mb-4 max-w-[60ch] text-ink-2">
          A show keeps its scenes, guest links and destinations. Make one from a template, or try a rehearsal
          first: it brings two synthetic guests and needs no stream key.
        </p>
      ) : (
        <SectionTitle>Upcoming</SectionTitle>
      )}
      <Grid>
        {shows.map((show) => (
          <ShowCard key={show.showId} show={show} />
        ))}
        {canCreate && <TemplateCard isFirst={isFirst} onCreate={onCreate} />}
      </Grid>
    </section>
  );
}

function TemplateCard({ isFirst, onCreate }: { isFirst: boolean; onCreate: () => void }) {
  return (
    <button
      type="button"
      onClick={onCreate}
      className="group grid min-h-[200px] place-items-center rounded-lg border border-dashed border-line-strong p-6 text-center transition-colors hover:border-ink-3 hover:bg-surface-1"
    >
      <span>
        <span
          aria-hidden
          className="mx-auto mb-4 grid w-[148px] grid-cols-2 gap-1.5 opacity-80 transition-opacity group-hover:opacity-100"
        >
          {TEMPLATES.map((template) => (
            <TemplatePicture key={template.id} template={template} />
          ))}
        </span>
        <span className="flex items-center justify-center gap-1.5 text-[14px] font-[620]">
          <Plus aria-hidden className="size-4 text-accent-text" />
          {isFirst ? 'Create your first show' : 'Start from a template'}
        </span>
        <span className="mt-1.5 block text-sm text-ink-3">
          {TEMPLATES.map((template) => template.name).join(' · ')}
        </span>
      </span>
    </button>
  );
}

function Grid({ children }: { children: React.ReactNode }) {
  return <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">{children}</div>;
}

function ShowsSkeleton() {
  return (
    <div role="status" aria-busy aria-label="Loading shows">
      <Skeleton className="mb-3 h-4 w-20" />
      <Grid>
        {['a', 'b', 'c'].map((key) => (
          <Skeleton key={key} className="h-[270px] rounded-lg" />
        ))}
      </Grid>
    </div>
  );
}
