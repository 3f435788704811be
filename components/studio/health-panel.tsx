'use client';

import { useEffect, useState } from 'react';
import { HealthCharts } from '@/components/shared/health-charts';
import type { HealthSample } from '@/lib/core/health/health-sample';
import { healthSample } from '@/lib/core/health/health-sample';
import { GuestTimingList } from './guest-timing-list';
import { useShowView, useStudio } from './studio-context';

/** Three minutes at one a second: what went wrong just now is still to be seen. */
const SAMPLES_MAX = 180;

/** The program's figures of the last minutes, while it is out. */
export function HealthPanel() {
  const samples = useRecentHealth();
  const { engine } = useShowView();
  if (samples.length === 0) return null;
  return (
    <details className="rounded-md border border-line bg-surface-1 px-3 py-2 [&[open]>summary]:mb-2.5">
      <summary className="cursor-pointer rounded-sm font-semibold select-none touch:py-2">
        Figures of the last minutes
      </summary>
      <HealthCharts samples={samples} hasTimes={false} />
      <GuestTimingList guests={engine?.timing?.guests ?? []} />
    </details>
  );
}

function useRecentHealth(): readonly HealthSample[] {
  const { connection } = useStudio();
  const [samples, setSamples] = useState<readonly HealthSample[]>([]);
  useEffect(() => {
    let seen = connection.get().program;
    return connection.subscribe(() => {
      const { program, engine } = connection.get();
      if (program === seen) return;
      seen = program;
      if (!program) return setSamples([]);
      const sample = healthSample(program, engine, connection.serverNowMs());
      setSamples((before) => [...before, sample].slice(-SAMPLES_MAX));
    });
  }, [connection]);
  return samples;
}
