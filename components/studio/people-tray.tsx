'use client';

import { UsersRound } from 'lucide-react';
import { EmptyState } from '@/components/ui/empty-state';
import { Eyebrow } from '@/components/ui/eyebrow';
import { Kbd } from '@/components/ui/kbd';
import { Pill } from '@/components/ui/pill';
import type { SeatPlace } from '@/lib/core/contract/show-state';
import { traySeats } from './model/seat-actions';
import { SeatTile } from './seat-tile';
import { useShow } from './studio-context';
import { WaitingTile } from './waiting-tile';

export function PeopleTray() {
  const { seats } = useShow();
  const shown = traySeats(seats);
  const count = (place: SeatPlace) => seats.filter((seat) => seat.place === place).length;
  const waiting = count('waiting');
  return (
    <section aria-label="People" className="flex flex-col gap-2">
      <div className="flex min-h-6 flex-wrap items-center gap-2.5">
        <Eyebrow>People</Eyebrow>
        <Pill>{count('stage')} on stage</Pill>
        <Pill>{count('backstage')} backstage</Pill>
        {waiting > 0 && <Pill tone="warn">{waiting} waiting</Pill>}
        <span role="status" className="sr-only">
          {waiting === 1 ? 'One guest is waiting' : waiting > 1 ? `${waiting} guests are waiting` : ''}
        </span>
        <span className="flex-1" />
        {waiting > 0 && (
          <span className="text-sm text-ink-3 max-sm:hidden">
            <Kbd>A</Kbd> admits the next guest
          </span>
        )}
      </div>
      {shown.length === 0 ? (
        <EmptyState
          icon={<UsersRound />}
          title="Nobody is here yet"
          text="Press Invite to make a guest link, or take a seat yourself with On camera."
          className="py-8"
        />
      ) : (
        <ul className="grid grid-cols-[repeat(auto-fill,minmax(186px,1fr))] gap-2.5 max-sm:grid-cols-1">
          {shown.map((seat) => (
            <li key={seat.seatId} data-seat={seat.name} data-place={seat.place}>
              {seat.place === 'waiting' ? <WaitingTile seat={seat} /> : <SeatTile seat={seat} />}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
