'use client';

import { useEffect, useState } from 'react';
import { nextZeroMs } from '@/lib/core/graphic/countdown-end';
import { useDesk, useShow } from '../studio-context';

/** A timer may fire a little early, and the clock of the server is an estimate. */
const LATE_MS = 20;
/** Longest that browsers wait without overflow is 24 days; a countdown may be to next month. */
const WAIT_MS_MAX = 60 * 60 * 1_000;

/**
 * Server time, as new as the countdowns on the program need it: it is read again when one reaches zero. Nothing is
 * rendered in between.
 */
export function useZeroClock(): number {
  const { connection } = useDesk();
  const { graphics } = useShow();
  // Not read while rendering: the same state gives the same actions, and only a zero makes new ones.
  const [nowMs, setNowMs] = useState(() => connection.serverNowMs());
  const nextMs = nextZeroMs(graphics, nowMs);
  useEffect(() => {
    if (nextMs === null) return;
    const waitMs = Math.min(WAIT_MS_MAX, nextMs - connection.serverNowMs() + LATE_MS);
    const timer = setTimeout(() => setNowMs(connection.serverNowMs()), waitMs);
    return () => clearTimeout(timer);
  }, [connection, nextMs, nowMs]);
  return nowMs;
}
