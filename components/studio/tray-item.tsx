'use client';

import { useEffect, useRef } from 'react';
import { SortableItem } from '@/components/ui/sortable';
import type { Seat } from '@/lib/core/contract/show-state';
import { SeatTile } from './seat-tile';
import { WaitingTile } from './waiting-tile';

/** One person of the tray, wherever they are; keeps the keyboard's place when the button that was pressed goes away. */
export function TrayItem({ seat, isFixed }: { seat: Seat; isFixed: boolean }) {
  const hadFocusRef = useRef(false);
  const itemRef = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!hadFocusRef.current || document.activeElement !== document.body) return;
    itemRef.current?.querySelector<HTMLElement>('button[data-primary]')?.focus();
  }, [seat.place]);
  return (
    <SortableItem
      id={seat.seatId}
      groupId={seat.place}
      name={seat.name}
      isFixed={isFixed}
      handleClassName="top-[7px] right-[38px]"
      data-seat={seat.name}
      data-place={seat.place}
      onFocus={() => (hadFocusRef.current = true)}
      onBlur={({ relatedTarget }) => {
        // A button that is taken away blurs to nothing: that is not leaving.
        if (relatedTarget) hadFocusRef.current = false;
      }}
    >
      <div ref={itemRef}>
        {seat.place === 'waiting' ? <WaitingTile seat={seat} /> : <SeatTile seat={seat} />}
      </div>
    </SortableItem>
  );
}
