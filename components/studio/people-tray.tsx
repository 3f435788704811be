'use client';

import { UsersRound } from 'lucide-react';
import { EmptyState } from '@/components/ui/empty-state';
import { Eyebrow } from '@/components/ui/eyebrow';
import { Kbd } from '@/components/ui/kbd';
import { Pill } from '@/components/ui/pill';
import { SortableArea } from '@/components/ui/sortable';
import type { Seat, SeatPlace } from '@/lib/core/contract/show-state';
import { TRAY_PLACES, trayGroup, traySeats } from './model/seat-actions';
import { SoloNotice } from './audio/monitor-section';
import { OwnSeatControls } from './own-seat-controls';
import { useMay, useSend, useShow } from './studio-context';
import { useOrderHold } from './team/use-order-hold';
import { HolderBadge } from './team/edit-guard';
import { TrayItem } from './tray-item';

export function PeopleTray() {
  const { seats } = useShow();
  const send = useSend();
  const { isFixed, ...order } = useOrderHold('order:seats');
  const mayReorder = useMay('seat.reorder') && !isFixed;
  const shown = traySeats(seats);
  const groups = TRAY_PLACES.map((place) => trayGroup(place, shown));
  const isAlone = ({ place }: Seat) => shown.filter((seat) => seat.place === place).length === 1;
  const count = (place: SeatPlace) => seats.filter((seat) => seat.place === place).length;
  const waiting = count('waiting');
  return (
    <section aria-label="People" className="flex flex-col gap-2">
      <div className="flex min-h-7 flex-wrap items-center gap-2.5 lg:max-xl:gap-2">
        <Eyebrow>People</Eyebrow>
        <Pill>{count('stage')} on stage</Pill>
        <Pill>{count('backstage')} backstage</Pill>
        {waiting > 0 && <Pill tone="warn">{waiting} waiting</Pill>}
        <HolderBadge subject="order:seats" className="max-w-40" />
        <span className="flex-1" />
        {waiting > 0 && (
          <span className="text-sm text-ink-3 max-xl:hidden">
            <Kbd>A</Kbd> admits the next guest
          </span>
        )}
        <OwnSeatControls />
      </div>
      <SoloNotice isSpoken className="empty:-mt-2" />
      {shown.length === 0 ? (
        <EmptyState
          icon={<UsersRound />}
          title="Nobody is here yet"
          text="Press Invite to make a guest link, or take a seat yourself with On camera."
          className="py-8"
        />
      ) : (
        <SortableArea
          id="people"
          groups={groups}
          onDragging={order.onDragging}
          onReorder={(seatIds) => send({ type: 'seat.reorder', seatIds })}
        >
          <ul className="grid grid-cols-[repeat(auto-fill,minmax(170px,1fr))] gap-2.5 xl:grid-cols-[repeat(auto-fill,minmax(186px,1fr))] max-sm:grid-cols-1 sm:touch:grid-cols-[repeat(auto-fill,minmax(216px,1fr))]">
            {shown.map((seat) => (
              <TrayItem
                key={seat.seatId}
                seat={seat}
                isFixed={!mayReorder || seat.place === 'waiting' || isAlone(seat)}
              />
            ))}
          </ul>
        </SortableArea>
      )}
    </section>
  );
}
