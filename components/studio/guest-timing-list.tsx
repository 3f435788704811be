'use client';

import type { GuestTiming } from '@/lib/core/contract/realtime';
import { useShow } from './studio-context';

/** Of everybody on stage who comes from the room: how old their picture is in the program, and their sound against it. */
export function GuestTimingList({ guests }: { guests: readonly GuestTiming[] }) {
  const { seats } = useShow();
  if (guests.length === 0) return null;
  const names = new Map(seats.map(({ seatId, name }) => [seatId, name]));
  return (
    <table className="mt-2.5 w-full table-fixed text-sm tabular-nums">
      <caption className="sr-only">Sound and picture of everybody on stage</caption>
      <thead>
        <tr className="text-left text-ink-3">
          <th scope="col" className="w-[42%] py-1 pr-2 align-bottom font-normal">
            On stage
          </th>
          <th scope="col" className="py-1 pr-2 text-right align-bottom font-normal">
            Camera to program
          </th>
          <th scope="col" className="py-1 text-right align-bottom font-normal">
            Sound behind picture
          </th>
        </tr>
      </thead>
      <tbody>
        {guests.map(({ seatId, latencyMs, skewMs }) => (
          <tr
            key={seatId}
            data-timing={seatId}
            data-latency-ms={latencyMs?.toFixed(0) ?? ''}
            data-skew-ms={skewMs?.toFixed(0) ?? ''}
          >
            <th scope="row" className="truncate py-1 pr-2 text-left font-[600]">
              {names.get(seatId) ?? 'Left'}
            </th>
            <td className="py-1 pr-2 text-right whitespace-nowrap">{inMs(latencyMs)}</td>
            <td className="py-1 text-right whitespace-nowrap">{inMs(skewMs)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const inMs = (ms: number | null): string => (ms === null ? '\u2013' : `${ms.toFixed(0)} ms`);
