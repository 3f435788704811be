'use client';

import { Redo2, Undo2 } from 'lucide-react';
import { useCallback, useEffect } from 'react';
import { changeText } from '@/components/shared/activity-text';
import { IconButton } from '@/components/ui/icon-button';
import { toast } from '@/components/ui/toast';
import { useMay, useShowView, useStudio } from '../studio-context';
import { historyKey, type Turn } from './history-key';

const TOAST_MS = 2_500;

/** Takes back this person's own last change, or makes it again; also Ctrl+Z and Ctrl+Shift+Z (⌘ on a Mac). */
export function UndoButtons() {
  const { history } = useShowView();
  const { connection } = useStudio();
  const mayUndo = useMay('history.undo');
  const turn = useCallback(
    async (way: Turn) => {
      const action = connection.get().history[way];
      const reply = await connection.command({ type: `history.${way}` });
      if (!reply.ok) toast.error(reply.error.message);
      else if (action)
        toast(`${way === 'undo' ? 'Undone' : 'Done again'}: ${changeText(action)}`, { duration: TOAST_MS });
    },
    [connection],
  );
  useEffect(() => {
    if (!mayUndo) return;
    const onKeyDown = (event: KeyboardEvent) => {
      const way = historyKey(event);
      if (way === null) return;
      event.preventDefault();
      void turn(way);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [mayUndo, turn]);
  if (!mayUndo) return null;
  return (
    <span role="group" aria-label="Your changes" className="flex max-sm:hidden">
      <IconButton
        variant="ghost"
        icon={<Undo2 />}
        label={history.undo ? `Undo: you ${changeText(history.undo)}` : 'Nothing of yours to undo'}
        aria-keyshortcuts="Control+Z"
        disabled={history.undo === null}
        onClick={() => void turn('undo')}
      />
      <IconButton
        variant="ghost"
        icon={<Redo2 />}
        label={history.redo ? `Redo: you ${changeText(history.redo)}` : 'Nothing of yours to redo'}
        aria-keyshortcuts="Control+Shift+Z"
        disabled={history.redo === null}
        onClick={() => void turn('redo')}
      />
    </span>
  );
}
