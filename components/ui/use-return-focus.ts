'use client';

import { useRef } from 'react';

/**
 * Dialogs here have no trigger of their own, so they remember what had the focus when they opened and give it back.
 * One that was opened from a menu gives it to the menu's button, since the menu is gone by then.
 */
export function useReturnFocus(): { remember: () => void; giveBack: (event: Event) => void } {
  const openerRef = useRef<HTMLElement | null>(null);
  return {
    remember: () => {
      const active = document.activeElement instanceof HTMLElement ? document.activeElement : null;
      const menuButtonId = active?.closest('[role="menu"]')?.getAttribute('aria-labelledby');
      openerRef.current = menuButtonId ? document.getElementById(menuButtonId) : active;
    },
    giveBack: (event) => {
      event.preventDefault();
      openerRef.current?.focus();
    },
  };
}
