'use client';

import { useEffect, useRef } from 'react';
import { watchFocusOrigin } from './focus-origin';
import type { StudioAction } from './model/actions/studio-action';
import { actionForKey } from './model/studio-actions';

/** Binds the keys of the actions, as long as the page is open. */
export function useActionKeys(actions: readonly StudioAction[]): void {
  const actionsRef = useRef(actions);
  useEffect(() => {
    actionsRef.current = actions;
  }, [actions]);
  useEffect(() => {
    const focus = watchFocusOrigin(document);
    const onKeyDown = (event: KeyboardEvent) => {
      // What was picked up to be moved takes its keys first.
      if (event.defaultPrevented || event.repeat || isInDialog(event.target)) return;
      const isLeaving = event.key === 'Escape';
      if (isTyping(event.target)) return isLeaving ? letGo(event.target) : undefined;
      if (event.key === ' ' && isPressable(event.target)) {
        if (focus.isByKeyboard()) return;
        // Left over from the mouse: letting Space go would press it too.
        event.target.blur();
      }
      const action = actionForKey(actionsRef.current, event);
      if (!action) return isLeaving ? letGo(event.target) : undefined;
      event.preventDefault();
      action.run();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => {
      window.removeEventListener('keydown', onKeyDown);
      focus.close();
    };
  }, []);
}

/** Escape leaves a field or a button, so that all keys are the show's again; Tab goes on from there. */
function letGo(target: EventTarget | null): void {
  if (target instanceof HTMLElement) target.blur();
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

function isPressable(target: EventTarget | null): target is HTMLElement {
  return (
    target instanceof HTMLElement &&
    target.matches('button, a[href], summary, [role="button"], [role="radio"], [role="tab"]')
  );
}
