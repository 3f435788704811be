'use client';

import { useEffect, useState } from 'react';
import { useStudio } from './studio-context';

/** The show's clock in ms, read again every `intervalMs`; null: it is not needed now. */
export function useServerNow(intervalMs: number | null): number {
  const { connection } = useStudio();
  const [nowMs, setNowMs] = useState(() => connection.serverNowMs());
  useEffect(() => {
    if (intervalMs === null) return;
    const read = () => setNowMs(connection.serverNowMs());
    // What was read before may be old: it was not needed then.
    const first = setTimeout(read);
    const timer = setInterval(read, intervalMs);
    return () => {
      clearTimeout(first);
      clearInterval(timer);
    };
  }, [connection, intervalMs]);
  return nowMs;
}
