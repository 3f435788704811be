'use client';

import { useEffect } from 'react';
import { toast } from '@/components/ui/toast';
import { useStudio } from '../studio-context';

/**
 * Says when a file cannot be shown or played (any further): the program goes on with what was there before, black, a
 * placeholder or another font.
 */
export function BrokenMediaNotice() {
  const { compositor, connection } = useStudio();
  useEffect(
    () =>
      compositor.onWarning((warning) => {
        if (warning.reason === 'broken-image') {
          const graphics = connection.get().state?.graphics;
          const name = graphics?.find(({ graphicId }) => graphicId === warning.graphicId)?.name;
          // The same picture may be in a preview and on program.
          toast.error(
            `The image of ${name ?? "a scene's background or logo"} could not be shown. Choose it again, or another one.`,
            { id: `broken-image/${warning.graphicId}` },
          );
        }
        if (warning.reason === 'font-missing')
          toast.error('A font could not be loaded; its texts are in Inter. Reload the studio to try again.', {
            id: 'font-missing',
          });
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
