'use client';

import { useState } from 'react';
import { useHold, useHolder } from './use-hold';

/** For a SortableArea: others see that this page is putting `subject` in order, and it stands still while they do. */
export function useOrderHold(subject: string): {
  /** Somebody else is at it. */
  isFixed: boolean;
  onDragging: (isDragging: boolean) => void;
} {
  const [isDragging, setIsDragging] = useState(false);
  useHold(isDragging ? subject : null);
  const holder = useHolder(subject);
  return { isFixed: holder !== null && !isDragging, onDragging: setIsDragging };
}
