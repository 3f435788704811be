'use client';

import { useId } from 'react';
import { Button } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import { Select } from '@/components/ui/select';
import { Slider } from '@/components/ui/slider';
import { Switch } from '@/components/ui/switch';
import { toast } from '@/components/ui/toast';
import { useStore } from '@/lib/browser/realtime/use-store';
import { mayEcho, NO_OUTPUT_CHOICE } from '../model/sound-words';
import { useShow, useStudio } from '../studio-context';

/** What this producer hears, and where; the program is not touched by it. */
export function MonitorSection() {
  const { monitor, outputs, ownSeat } = useStudio();
  const { enabled, volume } = useStore(monitor);
  const own = useStore(ownSeat);
  const outputsView = useStore(outputs);
  const isMicrophoneOpen = own.status === 'open' && own.media.microphone.status === 'live' && !own.selfMuted;
  const isEchoLikely = enabled && mayEcho(outputsView, isMicrophoneOpen);
  return (
    <section aria-label="Your headphones" className="rounded-md border border-line bg-surface-2 p-3">
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
          reason={enabled ? null : 'Switch on “Hear the guests here” first.'}
          valueText={`${Math.round(volume * 100)} %`}
          onValueChange={(percent) => monitor.set({ enabled, volume: percent / 100 })}
        />
        <span className="w-10 text-right text-sm text-ink-3 tabular-nums">{Math.round(volume * 100)} %</span>
      </div>
      <OutputSelect />
      <p className={classNames('mt-1.5 text-xs', isEchoLikely ? 'text-warn' : 'text-ink-3')}>
        {isEchoLikely
          ? 'Your microphone is open: wear headphones, or guests hear themselves again.'
          : 'Only in this browser; the program is not touched.'}
      </p>
    </section>
  );
}

function OutputSelect() {
  const { outputs } = useStudio();
  const { devices, chosenId, canChoose } = useStore(outputs);
  const id = useId();
  if (canChoose !== 'yes') return <p className="mt-1.5 text-xs text-ink-3">{NO_OUTPUT_CHOICE[canChoose]}</p>;
  return (
    <>
      <label htmlFor={id} className="sr-only">
        Where you hear
      </label>
      <Select
        id={id}
        value={chosenId}
        className="mt-1.5"
        onChange={({ target }) => {
          outputs
            .choose(target.value)
            .catch(() => toast.error('This output cannot be used now. Choose another.'));
        }}
      >
        <option value="">The system’s output</option>
        {devices
          .filter(({ deviceId }) => deviceId !== 'default')
          .map(({ deviceId, label }) => (
            <option key={deviceId} value={deviceId}>
              {label}
            </option>
          ))}
      </Select>
    </>
  );
}

/**
 * Whoever forgot a solo must see at once why the others are silent.
 * @param isSpoken - off where it stands a second time.
 * @param className - takes the gap of the list back while it says nothing; it must stay in the page to be heard.
 */
export function SoloNotice({ isSpoken, className }: { isSpoken: boolean; className?: string }) {
  const { solo } = useStudio();
  const { seats } = useShow();
  const soloed = useStore(solo);
  const names = seats
    .filter(({ seatId, place }) => soloed.has(seatId) && (place === 'stage' || place === 'backstage'))
    .map(({ name }) => name);
  return (
    <div role={isSpoken ? 'status' : undefined} className={className}>
      {names.length > 0 && (
        <div className="flex items-center gap-2 rounded-sm bg-warn-soft px-2 py-1.5 text-sm text-warn">
          <span className="flex-1">You hear only {new Intl.ListFormat('en').format(names)}.</span>
          <Button size="small" variant="ghost" onClick={() => solo.set(new Set())}>
            Hear everyone
          </Button>
        </div>
      )}
    </div>
  );
}
