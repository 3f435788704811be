'use client';

import { BellOff, TriangleAlert } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '@/components/ui/button';
import { ringBell } from '@/lib/browser/alarm-bell';
import { pictureAlarm } from './model/picture-alarm';
import { useShowView } from './studio-context';

/** Says and rings that viewers see a still picture; silencing lasts until the next alarm. */
export function PictureAlarm() {
  const { state, program, engine } = useShowView();
  const text = state && pictureAlarm({ state, program, engine });
  return text ? <Ringing text={text} /> : null;
}

function Ringing({ text }: { text: string }) {
  const [isSilenced, setIsSilenced] = useState(false);
  useEffect(() => (isSilenced ? undefined : ringBell()), [isSilenced]);
  return (
    <div
      role="alert"
      data-testid="picture-alarm"
      className="flex flex-wrap items-center gap-3 rounded-md border border-air-bright bg-surface-2 shadow-float px-3 py-2 text-ink-1"
    >
      <TriangleAlert aria-hidden className="size-4 text-air-text" />
      <span className="flex-1 font-semibold">{text}</span>
      {!isSilenced && (
        <Button size="small" onClick={() => setIsSilenced(true)}>
          <BellOff /> Silence
        </Button>
      )}
    </div>
  );
}
