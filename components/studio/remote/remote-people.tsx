'use client';

import { Mic, MicOff } from 'lucide-react';
import { Avatar } from '@/components/ui/avatar';
import { Button } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import { IconButton } from '@/components/ui/icon-button';
import { Pill } from '@/components/ui/pill';
import type { Seat } from '@/lib/core/contract/show-state';
import { mayNot, type StudioAction } from '../model/actions/studio-action';
import { seatActions, traySeats, type SeatAction } from '../model/seat-actions';
import { pressAction } from '../press-action';
import { useDesk, useShow } from '../studio-context';
import { WaitingTile } from '../waiting-tile';
import { RemoteSection } from './remote-section';

/** Whoever waits first, for they wait; then the stage, then backstage. */
export function RemotePeople({ actions }: { actions: readonly StudioAction[] }) {
  const { seats } = useShow();
  const { role } = useDesk().actor;
  const present = traySeats(seats);
  const waiting = present.filter(({ place }) => place === 'waiting');
  const others = present.filter(({ place }) => place !== 'waiting');
  const press = ({ seatId }: Seat, { id }: Pick<SeatAction, 'id'>) => {
    const action = actions.find((one) => one.id === `seat.${id}:${seatId}`);
    if (action) pressAction(action);
  };
  return (
    <RemoteSection
      id="people"
      title="People"
      aside={
        <>
          <Pill>{others.filter(({ place }) => place === 'stage').length} on stage</Pill>
          {waiting.length > 0 && <Pill tone="warn">{waiting.length} waiting</Pill>}
        </>
      }
      reason={others.length > 0 ? mayNot(role, 'seat.toStage') : null}
    >
      {present.length === 0 && <p className="text-ink-3">Nobody is here yet.</p>}
      {waiting.length > 0 && (
        <ul aria-label="Waiting" className="grid gap-2.5 sm:max-xl:grid-cols-2">
          {waiting.map((seat) => (
            <li key={seat.seatId}>
              <WaitingTile seat={seat} onAct={(action) => press(seat, action)} />
            </li>
          ))}
        </ul>
      )}
      <ul className="flex flex-col gap-2">
        {others.map((seat) => (
          <li key={seat.seatId}>
            <SeatRow seat={seat} onAct={(action) => press(seat, action)} />
          </li>
        ))}
      </ul>
    </RemoteSection>
  );
}

function SeatRow({ seat, onAct }: { seat: Seat; onAct: (action: SeatAction) => void }) {
  const { phase } = useShow();
  const { role } = useDesk().actor;
  const actions = seatActions(seat, role);
  const stage = actions.find(({ id }) => id === 'to-stage' || id === 'off-stage');
  const mute = actions.find(({ id }) => id === 'mute');
  const isMuted = seat.mute.byProducer || seat.mute.bySelf;
  const isOnStage = seat.place === 'stage';
  const isOnAir = isOnStage && (phase.status === 'live' || phase.status === 'ending');
  const where = isOnAir ? 'on air' : isOnStage ? 'on stage' : 'backstage';
  return (
    <article
      aria-label={`${seat.name}, ${where}`}
      className={classNames(
        'flex min-h-[60px] items-center gap-2.5 rounded-md border bg-surface-1 p-2',
        isOnAir ? 'border-air' : isOnStage ? 'border-accent' : 'border-line',
      )}
    >
      <Avatar name={seat.name} className="size-10 text-sm" />
      <span className="min-w-0 flex-1">
        <span className="block truncate text-lg leading-tight font-semibold">{seat.name}</span>
        <span className="flex flex-wrap gap-x-1.5 text-sm text-ink-3">
          <span className={classNames(isOnAir && 'font-[650] text-air-text')}>{where}</span>
          {isMuted && <span>· {muteText(seat)}</span>}
          {!seat.connected && <span className="text-warn">· connection lost</span>}
        </span>
      </span>
      {mute && (
        <IconButton
          label={`${mute.label}: ${seat.name}`}
          icon={isMuted ? <MicOff /> : <Mic />}
          hasTooltip={false}
          aria-pressed={seat.mute.byProducer}
          onClick={() => onAct(mute)}
          className={classNames('size-11', isMuted && 'border-transparent bg-air-soft text-air-text')}
        />
      )}
      {stage && (
        <Button
          variant={stage.isPrimary ? 'primary' : 'default'}
          aria-label={`${stage.label}: ${seat.name}`}
          onClick={() => onAct(stage)}
          className="h-11 min-w-[92px]"
        >
          {stage.label}
        </Button>
      )}
    </article>
  );
}

function muteText({ mute }: Seat): string {
  return mute.byProducer ? 'muted' : 'muted themselves';
}
