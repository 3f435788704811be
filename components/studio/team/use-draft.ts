'use client';

import { useState } from 'react';

export interface Draft<T> {
  /** What was typed, else what everybody has. */
  value: T;
  set: (next: T) => void;
  /** Something was typed that is not sent yet. */
  isTyped: boolean;
  /** What somebody else made of it since typing began; null: nobody did. Sending the draft would replace it. */
  theirs: { value: T } | null;
  /** Lets the draft go: it was sent, or is not wanted. */
  drop: () => void;
}

/**
 * A value that is typed over one that everybody shares: follows theirs until something is typed, and never throws away
 * what was. Compared as JSON.
 */
export function useDraft<T>(shared: T): Draft<T> {
  const [typed, setTyped] = useState<{ value: T; base: T } | null>(null);
  const isSame = (a: T, b: T) => JSON.stringify(a) === JSON.stringify(b);
  const isOvertaken = typed !== null && !isSame(typed.base, shared) && !isSame(typed.value, shared);
  return {
    value: typed ? typed.value : shared,
    set: (value) => setTyped((before) => ({ value, base: before ? before.base : shared })),
    isTyped: typed !== null && !isSame(typed.value, shared),
    theirs: isOvertaken ? { value: shared } : null,
    drop: () => setTyped(null),
  };
}
