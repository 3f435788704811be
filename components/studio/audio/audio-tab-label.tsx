'use client';

import { TriangleAlert } from 'lucide-react';
import { useStore } from '@/lib/browser/realtime/use-store';
import { useStudio } from '../studio-context';

/** "Audio", and whether a channel or the program has a warning there. */
export function AudioTabLabel() {
  const { mixer } = useStudio();
  const warnings = new Set([...Object.keys(useStore(mixer.clips)), ...useStore(mixer.strained)]);
  return (
    <>
      Audio
      {warnings.size > 0 && (
        <span className="text-warn">
          <TriangleAlert aria-hidden className="size-3" />
          <span className="sr-only">, {warnings.size === 1 ? 'a warning' : `${warnings.size} warnings`}</span>
        </span>
      )}
    </>
  );
}
