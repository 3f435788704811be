'use client';

import { Radio } from 'lucide-react';
import Link from 'next/link';
import { EmptyState } from '@/components/ui/empty-state';
import { DestinationCard } from './destination-card';
import { HealthPanel } from './health-panel';
import { MetricsRow } from './metrics-row';
import { RecordingCard } from './recording-card';
import { useShow } from './studio-context';

/** Where the program goes, and how it arrives there. */
export function OutPanel() {
  const { destinations, showId } = useShow();
  return (
    <div className="flex flex-col gap-2.5">
      <MetricsRow />
      {destinations.length === 0 ? (
        <EmptyState
          icon={<Radio />}
          title="No destination yet"
          text={
            <>
              Choose where this show goes on{' '}
              <Link href={`/shows/${showId}`} className="text-accent-text underline">
                its page
              </Link>
              .
            </>
          }
          className="py-8"
        />
      ) : (
        destinations.map((destination) => (
          <DestinationCard key={destination.destinationId} destination={destination} />
        ))
      )}
      <RecordingCard />
      {/* Last: it comes when the program is out, and moves nothing. */}
      <HealthPanel />
    </div>
  );
}
