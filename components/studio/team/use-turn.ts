'use client';

import { useCallback } from 'react';
import { changeText } from '@/components/shared/activity-text';
import { toast } from '@/components/ui/toast';
import { useDesk } from '../studio-context';
import type { Turn } from './history-key';

const TOAST_MS = 2_500;

/** Takes back this person's own last change, or makes it again, and says which it was. */
export function useTurn(): (way: Turn) => void {
  const { connection } = useDesk();
  return useCallback(
    (way: Turn) => {
      const action = connection.get().history[way];
      void connection.command({ type: `history.${way}` }).then((reply) => {
        if (!reply.ok) toast.error(reply.error.message);
        else if (action)
          toast(`${way === 'undo' ? 'Undone' : 'Done again'}: ${changeText(action)}`, { duration: TOAST_MS });
      });
    },
    [connection],
  );
}
