'use client';

import { useEffect, useRef } from 'react';
import type { Seat } from '@/lib/core/contract/show-state';

/** Two short ones: felt in a hand, and not taken for a call. */
const PATTERN_MS = [120, 80, 120];

/** The phone shakes a little when somebody comes to the door. Browsers let it after the first touch only. */
export function useWaitingBuzz(seats: readonly Seat[]): void {
  const waiting = seats.filter(({ place, connected }) => place === 'waiting' && connected).length;
  const knownRef = useRef(waiting);
  useEffect(() => {
    const isMore = waiting > knownRef.current;
    knownRef.current = waiting;
    const { vibrate, userActivation } = navigator as Partial<Navigator>;
    if (isMore && vibrate && userActivation?.hasBeenActive) navigator.vibrate(PATTERN_MS);
  }, [waiting]);
}
