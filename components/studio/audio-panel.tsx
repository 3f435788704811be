'use client';

import { useCallback, useEffect, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Eyebrow } from '@/components/ui/eyebrow';
import { ClipNotice } from './audio/clip-notice';
import { LoudnessReadout } from './audio/loudness-readout';
import { MediaChannels } from './audio/media-channels';
import { MeterCanvas } from './audio/meter-canvas';
import { MonitorSection, SoloNotice } from './audio/monitor-section';
import { PersonChannel } from './audio/person-channel';
import { StrainNotice } from './audio/strain-notice';
import { Fader } from './fader';
import { traySeats } from './model/seat-actions';
import { RoleNote } from './role-note';
import { useMayNot, useSend, useShow, useStudio } from './studio-context';

/** The mixer: the program, what this producer hears, and a strip for everyone who is backstage or on stage. */
export function AudioPanel() {
  const { seats } = useShow();
  const people = traySeats(seats).filter(({ place }) => place !== 'waiting');
  return (
    <div className="flex flex-col gap-3">
      <AudioBlocked />
      <RoleNote action="show.setMasterGain" />
      <ProgramSection />
      <Eyebrow className="mt-1">People</Eyebrow>
      <SoloNotice isSpoken={false} className="empty:-mt-3" />
      {people.length === 0 && (
        <p className="text-ink-3">Faders appear here when someone is backstage or on stage.</p>
      )}
      {people.map((seat) => (
        <PersonChannel key={seat.seatId} seat={seat} />
      ))}
      <MediaChannels />
      <Eyebrow className="mt-1">Your headphones</Eyebrow>
      <MonitorSection />
    </div>
  );
}

function ProgramSection() {
  const { masterGainDb } = useShow();
  const { mixer, meters } = useStudio();
  const send = useSend();
  const mayNotMix = useMayNot('show.setMasterGain');
  const read = useCallback(() => mixer.readProgram(), [mixer]);
  return (
    <section aria-label="Program sound" className="rounded-md border border-line bg-surface-2 p-3">
      <div className="flex items-center justify-between">
        <h2 className="font-semibold">Program</h2>
        <span className="text-xs text-ink-3">limited to -1 dB · adds {Math.round(mixer.latencyMs)} ms</span>
      </div>
      <MeterCanvas meters={meters} read={read} />
      <Fader
        label="Program level"
        subject="master/gain"
        gainDb={masterGainDb}
        reason={mayNotMix}
        onChange={(gainDb) => send({ type: 'show.setMasterGain', gainDb })}
      />
      <ClipNotice channelId="program" name={null} />
      <StrainNotice channelId="program" name={null} />
      <LoudnessReadout />
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
