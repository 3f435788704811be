'use client';

import { useCallback } from 'react';
import { Avatar } from '@/components/ui/avatar';
import { Button } from '@/components/ui/button';
import { Pill } from '@/components/ui/pill';
import type { Seat } from '@/lib/core/contract/show-state';
import { paintStill } from '@/lib/browser/paint/paint-still';
import { readiness, seatActions, type SeatAction } from './model/seat-actions';
import { useDesk, useSend } from './studio-context';

/** What the guest shows of themselves, over the initials until it comes. Goes with their camera or connection. */
function WaitingPicture({ seat: { seatId, name } }: { seat: Seat }) {
  const { connection } = useDesk();
  const show = useCallback(
    (canvas: HTMLCanvasElement | null) =>
      canvas
        ? connection.onWaitingPicture((picture) => {
            if (picture.seatId === seatId) void paintStill(canvas, picture.jpeg);
          })
        : undefined,
    [connection, seatId],
  );
  return (
    <canvas
      ref={show}
      width={372}
      height={214}
      role="img"
      aria-label={`Picture of ${name}`}
      className="absolute inset-0 size-full opacity-0 data-painted:opacity-100"
    />
  );
}

export interface WaitingTileProps {
  seat: Seat;
  /** In place of sending the command at once. */
  onAct?: (action: SeatAction) => void;
}

/** Someone at the door: rings softly when they come. */
export function WaitingTile({ seat, onAct }: WaitingTileProps) {
  const { actor } = useDesk();
  const send = useSend();
  const actions = seatActions(seat, actor.role).filter(({ id }) => id === 'admit' || id === 'deny');
  return (
    <article
      aria-label={`${seat.name}, waiting`}
      className="flex h-full flex-col overflow-hidden rounded-md border border-dashed border-line-strong bg-surface-1 max-sm:grid max-sm:grid-cols-[42%_1fr]"
    >
      <div className="relative grid aspect-[16/9.2] place-items-center overflow-hidden bg-surface-2 max-sm:aspect-auto max-sm:min-h-[96px]">
        <span className="relative grid place-items-center">
          {seat.connected && (
            <span
              aria-hidden
              className="absolute -inset-1 rounded-full bg-warn/25 motion-safe:animate-ping motion-safe:[animation-duration:2.4s] motion-safe:[animation-iteration-count:3]"
            />
          )}
          <Avatar name={seat.name} size="large" className="relative size-[46px] text-[16px]" />
        </span>
        {seat.connected && seat.media.camera && <WaitingPicture seat={seat} />}
        <Pill tone="warn" className="absolute top-[7px] left-[7px] h-[18px] px-2 text-[9.5px]">
          WAITING
        </Pill>
      </div>
      <div className="flex min-w-0 flex-1 flex-col justify-between max-sm:justify-center">
        <div className="flex items-baseline gap-x-2 px-2.5 pt-2 pb-2.5 max-sm:flex-col">
          <span className="max-w-full truncate text-sm font-semibold">{seat.name}</span>
          <span className="shrink-0 text-xs text-ink-3 sm:ml-auto">{readiness(seat)}</span>
        </div>
        <div className="flex gap-1.5 px-2 pb-2">
          {actions.map((action) => (
            <Button
              key={action.id}
              size="small"
              variant={action.isPrimary ? 'primary' : 'default'}
              className="flex-1"
              aria-label={`${action.label}: ${seat.name}`}
              onClick={() => (onAct ? onAct(action) : send(action.command))}
            >
              {action.label}
            </Button>
          ))}
        </div>
      </div>
    </article>
  );
}
