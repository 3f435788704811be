'use client';

import { Redo2, Undo2 } from 'lucide-react';
import { useEffect } from 'react';
import { changeText } from '@/components/shared/activity-text';
import { IconButton } from '@/components/ui/icon-button';
import { useMay, useShowView } from '../studio-context';
import { historyKey } from './history-key';
import { useTurn } from './use-turn';

const NOTHING = { undo: 'Nothing of yours to undo', redo: 'Nothing of yours to redo' } as const;

/** Takes back this person's own last change, or makes it again; also Ctrl+Z and Ctrl+Shift+Z (⌘ on a Mac). */
export function UndoButtons() {
  const { history } = useShowView();
  const mayUndo = useMay('history.undo');
  const turn = useTurn();
  useEffect(() => {
    if (!mayUndo) return;
    const onKeyDown = (event: KeyboardEvent) => {
      const way = historyKey(event);
      if (way === null) return;
      event.preventDefault();
      turn(way);
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
        label={history.undo ? `Undo: you ${changeText(history.undo)}` : NOTHING.undo}
        aria-keyshortcuts="Control+Z"
        reason={history.undo ? null : NOTHING.undo}
        onClick={() => turn('undo')}
      />
      <IconButton
        variant="ghost"
        icon={<Redo2 />}
        label={history.redo ? `Redo: you ${changeText(history.redo)}` : NOTHING.redo}
        aria-keyshortcuts="Control+Shift+Z"
        reason={history.redo ? null : NOTHING.redo}
        onClick={() => turn('redo')}
      />
    </span>
  );
}
