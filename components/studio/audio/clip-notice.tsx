'use client';

import { TriangleAlert } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { useStore } from '@/lib/browser/realtime/use-store';
import { clipText } from '../model/sound-words';
import { useStudio } from '../studio-context';

/** A warning that stays until somebody has seen it. @param name - null is the program. */
export function ClipNotice({ channelId, name }: { channelId: string; name: string | null }) {
  const { mixer } = useStudio();
  const clip = useStore(mixer.clips)[channelId];
  return (
    <div role="status">
      {clip && (
        <div className="mt-2 flex items-center gap-2 rounded-sm bg-warn-soft px-2 py-1.5 text-sm text-warn">
          <TriangleAlert aria-hidden className="size-4 shrink-0" />
          <span className="flex-1">{clipText(clip, name)}</span>
          <Button
            size="small"
            variant="ghost"
            aria-label={`Clear the warning: ${name ?? 'Program'}`}
            onClick={() => mixer.clearClip(channelId)}
          >
            Clear
          </Button>
        </div>
      )}
    </div>
  );
}
