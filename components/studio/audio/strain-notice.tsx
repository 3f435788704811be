'use client';

import { TriangleAlert } from 'lucide-react';
import { useStore } from '@/lib/browser/realtime/use-store';
import { strainText } from '../model/sound-words';
import { useStudio } from '../studio-context';

/** Stays as long as it is true: dynamics that work all the time. @param name - null is the program. */
export function StrainNotice({ channelId, name }: { channelId: string; name: string | null }) {
  const { mixer } = useStudio();
  const isStrained = useStore(mixer.strained).has(channelId);
  return (
    <div role="status">
      {isStrained && (
        <p className="mt-2 flex items-center gap-2 rounded-sm bg-warn-soft px-2 py-1.5 text-sm text-warn">
          <TriangleAlert aria-hidden className="size-4 shrink-0" />
          {strainText(name)}
        </p>
      )}
    </div>
  );
}
