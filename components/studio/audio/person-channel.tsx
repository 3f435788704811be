'use client';

import { Mic, MicOff } from 'lucide-react';
import { useCallback } from 'react';
import { LevelBar } from '@/components/shared/level-bar';
import { classNames } from '@/components/ui/class-names';
import { IconButton } from '@/components/ui/icon-button';
import type { Seat } from '@/lib/core/contract/show-state';
import { Fader } from '../fader';
import { describeSound } from '../model/sound-words';
import { useMayNot, useSend, useStudio } from '../studio-context';
import { useSeatFeed } from '../use-seat-feed';
import { ClipNotice } from './clip-notice';
import { LevelButton } from './level-button';
import { MeterCanvas } from './meter-canvas';
import { SoloButton } from './solo-button';
import { SoundPopover } from './sound-popover';
import { StrainNotice } from './strain-notice';

/** One strip of the mixer: who it is, what can be done, how loud it is, and the fader. */
export function PersonChannel({ seat }: { seat: Seat }) {
  const { mixer, meters } = useStudio();
  const send = useSend();
  const mayNotMix = useMayNot('seat.setGain');
  const mayMix = mayNotMix === null;
  const { seatId, name } = seat;
  const channelId = `camera:${seatId}`;
  const read = useCallback(() => mixer.readMeter(channelId), [mixer, channelId]);
  const treatment = describeSound(seat.sound);
  return (
    <section aria-label={name} className="rounded-md border border-line bg-surface-2 p-3">
      <div className="flex items-center gap-1.5 max-sm:flex-wrap">
        <div className="mr-auto min-w-0 max-sm:basis-full">
          <h3 className="truncate font-semibold">{name}</h3>
          <p className="truncate text-xs text-ink-3">
            {seat.mute.bySelf ? 'muted themselves' : seat.place === 'stage' ? 'on stage' : 'backstage'}
          </p>
        </div>
        {mayMix && <LevelButton seat={seat} />}
        <SoloButton seat={seat} />
        <MuteButton seat={seat} />
        {mayMix && (
          <SoundPopover seat={seat} onChange={(sound) => send({ type: 'seat.setSound', seatId, sound })} />
        )}
      </div>
      <MeterCanvas meters={meters} read={read} />
      <Fader
        label={`Level of ${name}`}
        subject={`seat:${seatId}/gain`}
        gainDb={seat.gainDb}
        reason={mayNotMix}
        onChange={(gainDb) => send({ type: 'seat.setGain', seatId, gainDb })}
      />
      {treatment !== '' && <p className="mt-1 text-xs text-accent-text">{treatment}</p>}
      <ScreenSound seat={seat} />
      <ClipNotice channelId={channelId} name={name} />
      <StrainNotice channelId={channelId} name={name} />
    </section>
  );
}

function MuteButton({ seat: { seatId, name, mute } }: { seat: Seat }) {
  const send = useSend();
  const mayNotMute = useMayNot('seat.setProducerMute');
  const isMuted = mute.byProducer || mute.bySelf;
  return (
    <IconButton
      size="small"
      label={mute.byProducer ? `Lift your mute: ${name}` : `Mute: ${name}`}
      icon={isMuted ? <MicOff /> : <Mic />}
      reason={mayNotMute}
      aria-pressed={mute.byProducer}
      className={classNames(isMuted && 'border-transparent bg-air-soft text-air-text')}
      onClick={() => send({ type: 'seat.setProducerMute', seatId, muted: !mute.byProducer })}
    />
  );
}

/** The sound of a shared screen has a channel of its own under the same fader. */
function ScreenSound({ seat: { seatId } }: { seat: Seat }) {
  const { mixer } = useStudio();
  const feed = useSeatFeed(seatId);
  const readDb = useCallback(() => mixer.readMeter(`screen:${seatId}`).peakDb, [mixer, seatId]);
  if (!feed?.screenAudio) return null;
  return (
    <div className="mt-2 flex items-center gap-2">
      <span className="shrink-0 text-xs text-ink-3">Screen sound</span>
      <LevelBar readDb={readDb} className="flex-1" />
    </div>
  );
}
