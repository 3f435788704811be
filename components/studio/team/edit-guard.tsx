'use client';

import { Pencil } from 'lucide-react';
import { useState, type FocusEvent, type ReactNode } from 'react';
import { Pill } from '@/components/ui/pill';
import { useHold, useHolder } from './use-hold';

/** What takes more than a click to change; a switch is done before anybody could wait for it. */
const TYPED = 'input:not([type=checkbox]):not([type=radio]):not([type=file]), textarea, select';

export interface EditGuardProps {
  subject: string;
  isHeldWhileShown?: boolean;
  children: ReactNode;
}

/**
 * Fields that one person at a time works in. Held while the focus is in one of them; while somebody else holds them they
 * are off and say who.
 * @param subject - a path as in `eventTargets`.
 * @param isHeldWhileShown - what opens in order to be edited (a dialog, a popover) is held as long as it is open.
 */
export function EditGuard({ subject, isHeldWhileShown = false, children }: EditGuardProps) {
  const [isEditing, setIsEditing] = useState(false);
  const holder = useHolder(subject);
  useHold(isEditing || (isHeldWhileShown && holder === null) ? subject : null);
  const leave = ({ currentTarget, relatedTarget }: FocusEvent) => {
    if (!currentTarget.contains(relatedTarget)) setIsEditing(false);
  };
  return (
    <fieldset
      disabled={holder !== null}
      className="contents"
      onFocus={({ target }) => target.matches(TYPED) && setIsEditing(true)}
      onBlur={leave}
    >
      {holder !== null && <HolderNote name={holder} />}
      {children}
    </fieldset>
  );
}

/** Who is editing, in a line of its own. */
export function HolderNote({ name }: { name: string }) {
  return (
    <p role="status" className="flex items-center gap-1.5 text-sm text-warn">
      <Pencil aria-hidden className="size-3.5 shrink-0" /> {name} is editing this. You can change it when they
      are done.
    </p>
  );
}

/** Who is editing, on a card: somebody else at work on `subject` or any part of it. */
export function HolderBadge({ subject, className }: { subject: string; className?: string }) {
  const holder = useHolder(subject);
  if (holder === null) return null;
  return (
    <Pill tone="warn" className={className} title={`${holder} is editing`}>
      <Pencil aria-hidden /> <span className="truncate">{holder}</span>
      <span className="sr-only"> is editing</span>
    </Pill>
  );
}
