'use client';

import { useEffect } from 'react';
import { targetsOverlap } from '@/lib/core/show/undo/event-targets';
import { useDesk, useShowView } from '../studio-context';

/** Tells the others that this page edits `subject` while it is not null. Ends by itself when nobody moves. */
export function useHold(subject: string | null): void {
  const { holds } = useDesk().connection;
  useEffect(() => {
    if (subject === null) return;
    const letGo = holds.hold(subject);
    const touch = () => holds.touch();
    window.addEventListener('pointermove', touch, { passive: true });
    window.addEventListener('keydown', touch);
    return () => {
      window.removeEventListener('pointermove', touch);
      window.removeEventListener('keydown', touch);
      letGo();
    };
  }, [holds, subject]);
}

/** The name of another person who edits `subject`, a part of it, or what it is part of; null when nobody does. */
export function useHolder(subject: string): string | null {
  const { presence } = useShowView();
  const { userId } = useDesk().actor;
  const holder = presence.find(
    (person) => person.userId !== userId && person.holds.some((held) => targetsOverlap(held, subject)),
  );
  return holder?.name ?? null;
}
