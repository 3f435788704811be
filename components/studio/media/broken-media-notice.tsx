'use client';

import { useEffect } from 'react';
import { toast } from '@/components/ui/toast';
import { useStudio } from '../studio-context';

/** Says when a file that is on program cannot be played (any further): the picture before it stays, or black. */
export function BrokenMediaNotice() {
  const { compositor, connection } = useStudio();
  useEffect(
    () =>
      compositor.onWarning((warning) => {
        if (warning.reason !== 'broken-media') return;
        const { clip } = warning;
        const items = connection.get().state?.media.items;
        const name = items?.find(({ mediaId }) => mediaId === clip?.mediaId)?.name;
        toast.error(
          clip
            ? `${name ?? 'A clip'} could not be played in this browser and was ended. Check the file in the library, or upload it as MP4 (H.264).`
            : 'The background of a scene could not be played in this browser; it is black. Choose another.',
        );
      }),
    [compositor, connection],
  );
  return null;
}
