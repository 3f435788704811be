'use client';

import { useEffect, useMemo } from 'react';
import { useStore } from '@/lib/browser/realtime/use-store';
import { actionForKey, studioActions, type StudioAction } from './model/studio-actions';
import { useSend, useShow, useStudio } from './studio-context';

export interface UseStudioActionsOptions {
  askGoLive: () => void;
  askEndShow: () => void;
  openHelp: () => void;
}

/** The actions of this moment, with their keys bound. */
export function useStudioActions({
  askGoLive,
  askEndShow,
  openHelp,
}: UseStudioActionsOptions): StudioAction[] {
  const state = useShow();
  const { actor, ownSeat } = useStudio();
  const own = useStore(ownSeat);
  const isOnCamera = own.status === 'open';
  const isMuted = isOnCamera && own.selfMuted;
  const send = useSend();
  const actions = useMemo(
    () =>
      studioActions(state, actor.role, {
        send,
        askGoLive,
        askEndShow,
        openHelp,
        newId: () => crypto.randomUUID(),
        ownMicrophone: isOnCamera ? { isMuted, toggle: () => ownSeat.setSelfMuted(!isMuted) } : null,
      }),
    [state, actor.role, send, askGoLive, askEndShow, openHelp, ownSeat, isOnCamera, isMuted],
  );
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const action = actionForKey(actions, {
        key: event.key,
        ctrlKey: event.ctrlKey,
        metaKey: event.metaKey,
        altKey: event.altKey,
        // What was picked up to be moved takes its keys first.
        isTyping:
          event.defaultPrevented || event.repeat || isTyping(event.target) || isInDialog(event.target),
      });
      if (!action) return;
      event.preventDefault();
      action.run();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [actions]);
  return actions;
}

/** Keys inside a field, a menu or a dialog are for that field, menu or dialog. */
function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.matches('input, textarea, select, [role="slider"], [role="menuitem"]'))
  );
}

function isInDialog(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('[role="dialog"], [role="alertdialog"], [role="menu"]') !== null
  );
}
