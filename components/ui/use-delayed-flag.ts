'use client';

import { useEffect, useState } from 'react';

/** Work that ends sooner shows no spinner: a flash reads as a fault. */
export const PENDING_DELAY_MS = 300;

/** True once `isActive` has been true for `delayMs` without a break. */
export function useDelayedFlag(isActive: boolean, delayMs = PENDING_DELAY_MS): boolean {
  const [isShown, setIsShown] = useState(false);
  useEffect(() => {
    if (!isActive) return;
    const timer = setTimeout(() => setIsShown(true), delayMs);
    return () => {
      clearTimeout(timer);
      setIsShown(false);
    };
  }, [isActive, delayMs]);
  return isActive && isShown;
}
