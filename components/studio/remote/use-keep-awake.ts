'use client';

import { useEffect, useState } from 'react';
import { createKeepAwake, type AwakeStatus } from '@/lib/browser/devices/keep-awake';

/** Keeps the screen on as long as the component is there. @returns whether that succeeds. */
export function useKeepAwake(): AwakeStatus {
  const [status, setStatus] = useState<AwakeStatus>(() => (wakeLockHere() ? 'off' : 'unsupported'));
  useEffect(() => {
    const awake = createKeepAwake({ wakeLock: wakeLockHere(), page: document });
    const stop = awake.subscribe(() => setStatus(awake.get()));
    return () => {
      stop();
      awake.close();
    };
  }, []);
  return status;
}

/** Typed as always there; it is missing in older browsers and in pages that were not loaded securely. */
const wakeLockHere = (): WakeLock | undefined => (navigator as { wakeLock?: WakeLock }).wakeLock;
