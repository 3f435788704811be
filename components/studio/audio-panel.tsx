'use client';

import { Mic, MicOff } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { LevelBar } from '@/components/shared/level-bar';
import { Button } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import { Eyebrow } from '@/components/ui/eyebrow';
import { IconButton } from '@/components/ui/icon-button';
import { Slider } from '@/components/ui/slider';
import { Switch } from '@/components/ui/switch';
import type { Seat } from '@/lib/core/contract/show-state';
import { useStore } from '@/lib/browser/realtime/use-store';
import { Fader } from './fader';
import { traySeats } from './model/seat-actions';
import { useMay, useSend, useShow, useStudio } from './studio-context';

export function AudioPanel() {
  const state = useShow();
  const { mixer } = useStudio();
  const send = useSend();
  const mayMix = useMay('show.setMasterGain');
  const readProgram = useCallback(() => mixer.readProgram().peakDb, [mixer]);
  const people = traySeats(state.seats).filter(({ place }) => place !== 'waiting');
  return (
    <div className="flex flex-col gap-3">
      <AudioBlocked />
      <section className="rounded-md border border-line bg-surface-2 p-3">
        <div className="flex items-center justify-between">
          <h3 className="font-semibold">Program</h3>
          <span className="text-xs text-ink-3">limited to -1 dB</span>
        </div>
        <LevelBar readDb={readProgram} className="mt-2.5 h-1.5" />
        <Fader
          label="Program level"
          gainDb={state.masterGainDb}
          isDisabled={!mayMix}
          onChange={(gainDb) => send({ type: 'show.setMasterGain', gainDb })}
        />
      </section>
      <Monitor />
      <Eyebrow className="mt-1">People</Eyebrow>
      {people.length === 0 && (
        <p className="text-ink-3">Faders appear here when someone is backstage or on stage.</p>
      )}
      {people.map((seat) => (
        <Channel key={seat.seatId} seat={seat} />
      ))}
    </div>
  );
}

function Channel({ seat }: { seat: Seat }) {
  const { mixer } = useStudio();
  const send = useSend();
  const mayMix = useMay('seat.setGain');
  const channelId = `camera:${seat.seatId}`;
  const readDb = useCallback(() => mixer.readMeter(channelId).peakDb, [mixer, channelId]);
  const isMuted = seat.mute.byProducer || seat.mute.bySelf;
  return (
    <section aria-label={seat.name} className="rounded-md border border-line bg-surface-2 p-3">
      <div className="flex items-center gap-2.5">
        <div className="min-w-0 flex-1">
          <h3 className="truncate font-semibold">{seat.name}</h3>
          <p className="text-xs text-ink-3">
            {seat.mute.bySelf ? 'muted themselves' : seat.place === 'stage' ? 'on stage' : 'backstage'}
          </p>
        </div>
        <IconButton
          size="small"
          label={seat.mute.byProducer ? `Lift your mute: ${seat.name}` : `Mute: ${seat.name}`}
          icon={isMuted ? <MicOff /> : <Mic />}
          disabled={!mayMix}
          aria-pressed={seat.mute.byProducer}
          className={classNames(isMuted && 'border-transparent bg-air-soft text-air-text')}
          onClick={() =>
            send({ type: 'seat.setProducerMute', seatId: seat.seatId, muted: !seat.mute.byProducer })
          }
        />
      </div>
      <LevelBar readDb={readDb} className="mt-2.5" />
      <Fader
        label={`Level of ${seat.name}`}
        gainDb={seat.gainDb}
        isDisabled={!mayMix}
        onChange={(gainDb) => send({ type: 'seat.setGain', seatId: seat.seatId, gainDb })}
      />
    </section>
  );
}

/** What this producer hears; the program is not touched by it. */
function Monitor() {
  const { monitor } = useStudio();
  const { enabled, volume } = useStore(monitor);
  return (
    <section className="rounded-md border border-line bg-surface-2 p-3">
      <div className="flex items-center justify-between gap-3">
        <label htmlFor="monitor" className="font-semibold">
          Hear the guests here
        </label>
        <Switch
          id="monitor"
          checked={enabled}
          onCheckedChange={(next) => monitor.set({ enabled: next, volume })}
        />
      </div>
      <div className="mt-1.5 flex items-center gap-3">
        <Slider
          label="Monitor volume"
          value={Math.round(volume * 100)}
          min={0}
          max={100}
          disabled={!enabled}
          valueText={`${Math.round(volume * 100)} %`}
          onValueChange={(percent) => monitor.set({ enabled, volume: percent / 100 })}
        />
        <span className="w-10 text-right text-sm text-ink-3 tabular-nums">{Math.round(volume * 100)} %</span>
      </div>
      <p className="mt-1 text-xs text-ink-3">
        Only in this browser. Use headphones when you have a microphone on.
      </p>
    </section>
  );
}

/** Browsers stop sound in pages nobody has touched, and phones when a call comes in. */
function AudioBlocked() {
  const { mixer } = useStudio();
  const [state, setState] = useState<AudioContextState>('running');
  useEffect(() => mixer.onState(setState), [mixer]);
  if (state === 'running') return null;
  return (
    <div role="alert" className="flex items-center gap-3 rounded-md bg-warn-soft p-3 text-warn">
      <span className="flex-1">The browser stopped the sound of the program.</span>
      <Button size="small" onClick={() => void mixer.resume()}>
        Start sound
      </Button>
    </div>
  );
}
