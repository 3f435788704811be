'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatDay, formatDuration } from '@/components/shared/format-time';
import { HealthCharts } from '@/components/shared/health-charts';
import { LoadFailure } from '@/components/shared/load-failure';
import { SectionTitle } from '@/components/shared/page-header';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Pill } from '@/components/ui/pill';
import { Skeleton } from '@/components/ui/skeleton';
import type { ApiOutputs } from '@/lib/browser/api/api-types';
import { useTRPC } from '@/lib/browser/api/trpc-context';

type Broadcast = ApiOutputs['broadcasts']['list'][number];

/** More than this many are looked for in the activity list. */
const SHOWN_MAX = 10;

/** What became of each time the show was on air. Nothing is shown before the first. */
export function ShowBroadcastsSection({ showId }: { showId: string }) {
  const trpc = useTRPC();
  const list = useQuery(trpc.broadcasts.list.queryOptions({ showId }));
  const aired = (list.data ?? []).filter(({ liveAt }) => liveAt !== null).slice(0, SHOWN_MAX);
  if (list.isError)
    return (
      <LoadFailure
        title="We couldn't load the broadcasts"
        error={list.error}
        isRetrying={list.isFetching}
        onRetry={() => void list.refetch()}
      />
    );
  if (aired.length === 0) return null;
  return (
    <section>
      <SectionTitle>On air so far</SectionTitle>
      <Card>
        <ul className="divide-y divide-line">
          {aired.map((broadcast) => (
            <BroadcastRow key={broadcast.broadcastId} broadcast={broadcast} />
          ))}
        </ul>
      </Card>
    </section>
  );
}

function BroadcastRow({ broadcast }: { broadcast: Broadcast }) {
  const [isOpen, setIsOpen] = useState(false);
  const { broadcastId, liveAt, endedAt, relays } = broadcast;
  if (liveAt === null) return null;
  const startedText = formatDay(liveAt, new Date());
  const panelId = `health-${broadcastId}`;
  return (
    <li className="px-3.5 py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <div className="min-w-0 flex-1">
          <p className="font-[600]">{startedText}</p>
          <p className="text-sm text-ink-3 tabular-nums">
            {endedAt ? formatDuration(endedAt.getTime() - liveAt.getTime()) : 'On air now'}
            {relays.map(
              ({ name, connects }) => ` · ${name}${connects > 1 ? `: ${connects} connections` : ''}`,
            )}
          </p>
        </div>
        {endedAt === null && <Pill tone="air">LIVE</Pill>}
        <Button
          size="small"
          aria-expanded={isOpen}
          aria-controls={panelId}
          onClick={() => setIsOpen((open) => !open)}
        >
          {isOpen ? 'Hide figures' : 'Figures'}
          <span className="sr-only"> of {startedText}</span>
        </Button>
      </div>
      <div id={panelId}>{isOpen && <BroadcastHealth broadcastId={broadcastId} />}</div>
    </li>
  );
}

function BroadcastHealth({ broadcastId }: { broadcastId: string }) {
  const trpc = useTRPC();
  const health = useQuery(trpc.broadcasts.health.queryOptions({ broadcastId }));
  if (health.isError)
    return (
      <LoadFailure
        title="We couldn't load the figures"
        error={health.error}
        isRetrying={health.isFetching}
        onRetry={() => void health.refetch()}
      />
    );
  if (!health.data) return <Skeleton className="mt-3 h-40 rounded-md" />;
  if (health.data.length === 0)
    return <p className="mt-3 text-ink-3">Nothing was kept: the broadcast was shorter than ten seconds.</p>;
  return (
    <div className="mt-3">
      <HealthCharts samples={health.data} hasTimes />
    </div>
  );
}
