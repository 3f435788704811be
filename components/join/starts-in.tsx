'use client';

import { useNow } from '@/components/shared/use-now';
import { Pill } from '@/components/ui/pill';

const MINUTE_MS = 60_000;
const TICK_MS = 10_000;

export function StartsIn({ startsAtMs }: { startsAtMs: number | null }) {
  const nowMs = useNow(TICK_MS);
  if (startsAtMs === null || startsAtMs < nowMs) return null;
  const minutes = Math.ceil((startsAtMs - nowMs) / MINUTE_MS);
  if (minutes <= 90) return <Pill>Starts in {minutes} min</Pill>;
  const text = new Date(startsAtMs).toLocaleString('en-GB', {
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
  return <Pill>Starts {text}</Pill>;
}
