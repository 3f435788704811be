'use client';

import { Mic, MicOff } from 'lucide-react';
import { useCallback } from 'react';
import { LevelBar } from '@/components/shared/level-bar';
import { Button } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import { IconButton } from '@/components/ui/icon-button';
import { Pill } from '@/components/ui/pill';
import type { Seat } from '@/lib/core/contract/show-state';
import { useStore } from '@/lib/browser/realtime/use-store';
import { SoloButton } from './audio/solo-button';
import { seatActions } from './model/seat-actions';
import { QualityBars } from './quality-bars';
import { SeatMenu } from './seat-menu';
import { useSend, useShow, useStudio } from './studio-context';
import { HolderBadge } from './team/edit-guard';
import { TrayPicture } from './tray-picture';
import { useSeatFeed } from './use-seat-feed';

/** Someone in the room: picture, level, microphone, stage. */
export function SeatTile({ seat }: { seat: Seat }) {
  const { actor, mixer, ownSeat } = useStudio();
  const { phase } = useShow();
  const send = useSend();
  const own = useStore(ownSeat);
  const feed = useSeatFeed(seat.seatId);
  const channelId = `camera:${seat.seatId}`;
  const readDb = useCallback(() => mixer.readMeter(channelId).peakDb, [mixer, channelId]);
  const isOwn = own.status === 'open' && own.seatId === seat.seatId;
  const isOnAir = seat.place === 'stage' && (phase.status === 'live' || phase.status === 'ending');
  const actions = seatActions(seat, actor.role);
  const stage = actions.find(({ id }) => id === 'to-stage' || id === 'off-stage');
  const mute = actions.find(({ id }) => id === 'mute');
  const isMuted = seat.mute.byProducer || seat.mute.bySelf;
  return (
    <article
      aria-label={`${seat.name}, ${isOnAir ? 'on air' : seat.place === 'stage' ? 'on stage' : 'backstage'}`}
      data-on-air={isOnAir}
      className={classNames(
        'overflow-hidden rounded-md border bg-surface-1 contain-content max-sm:grid max-sm:grid-cols-[42%_1fr]',
        isOnAir ? 'border-air/70' : seat.place === 'stage' ? 'border-accent/70' : 'border-line',
      )}
    >
      <div className="relative grid aspect-[16/9.2] place-items-center overflow-hidden bg-surface-2 max-sm:aspect-auto max-sm:min-h-[96px]">
        <TrayPicture name={seat.name} feed={feed} isMirrored={isOwn && !feed?.screen} />
        {isOnAir && (
          <Pill tone="air" className="absolute top-[7px] left-[7px] h-[18px] px-2 text-[9.5px]">
            ON AIR
          </Pill>
        )}
        {!isOnAir && (feed?.screen || seat.place === 'stage') && (
          <Pill className="absolute top-[7px] left-[7px] h-[18px] bg-scrim px-2 text-[9.5px] text-ink-1">
            {feed?.screen ? 'SCREEN' : 'ON STAGE'}
          </Pill>
        )}
        {!seat.connected && (
          <Pill tone="warn" className="absolute bottom-[7px] left-[7px] h-[18px] px-2 text-[9.5px]">
            CONNECTION LOST
          </Pill>
        )}
        <HolderBadge
          subject={`seat:${seat.seatId}`}
          className="absolute right-[7px] bottom-[7px] h-[18px] max-w-[70%]"
        />
        <QualityBars quality={isOwn ? 'good' : (feed?.quality ?? 'unknown')} />
      </div>
      <div className="flex min-w-0 flex-col justify-center">
        <div className="flex items-baseline gap-2 px-2.5 pt-2 pb-1.5">
          <span className="truncate text-sm font-semibold">{seat.name}</span>
          <span className="ml-auto shrink-0 text-xs text-ink-3">
            {seat.mute.bySelf
              ? 'muted themselves'
              : seat.role === 'host'
                ? isOwn
                  ? 'You'
                  : 'Host'
                : 'Guest'}
          </span>
        </div>
        <LevelBar readDb={readDb} className="mx-2.5 mb-2" />
        <div className="flex gap-1.5 px-2 pb-2 lg:max-xl:gap-1 lg:max-xl:px-1.5">
          {mute && (
            <IconButton
              size="small"
              label={`${mute.label}: ${seat.name}`}
              icon={isMuted ? <MicOff /> : <Mic />}
              aria-pressed={seat.mute.byProducer}
              onClick={() => send(mute.command)}
              className={classNames(isMuted && 'border-transparent bg-air-soft text-air-text')}
            />
          )}
          {/* Fingers need more room than there is: they find it in the menu. */}
          <SoloButton seat={seat} className="touch:hidden" />
          {stage && (
            <Button
              size="small"
              variant={stage.isPrimary ? 'primary' : 'default'}
              className="min-w-0 flex-1 lg:max-xl:px-1"
              data-primary
              aria-label={`${stage.label}: ${seat.name}`}
              onClick={() => send(stage.command)}
            >
              {stage.label}
            </Button>
          )}
          <SeatMenu seat={seat} actions={actions} />
        </div>
      </div>
    </article>
  );
}
