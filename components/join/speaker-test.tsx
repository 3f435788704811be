'use client';

import { Volume2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import type { OutputDevices } from '@/lib/browser/devices/output-devices';
import { testSound } from '@/lib/browser/devices/test-sound';
import { useStore } from '@/lib/browser/realtime/use-store';
import { SpeakerSelect } from './speaker-select';

const TOLD = {
  silent: '',
  played: 'Two notes were played. If you heard none, turn the volume up or choose another speaker.',
  failed: 'The sound could not be played. Choose another speaker, then try again.',
} as const;

/** Where the guest hears the others, and two notes to know that they will. */
export function SpeakerTest({ speaker }: { speaker: OutputDevices }) {
  const { chosenId } = useStore(speaker);
  const [outcome, setOutcome] = useState<keyof typeof TOLD>('silent');
  const playing = useRef<HTMLAudioElement | null>(null);
  useEffect(() => () => playing.current?.pause(), []);

  async function play(): Promise<void> {
    playing.current?.pause();
    const url = URL.createObjectURL(testSound());
    const audio = new Audio(url);
    playing.current = audio;
    audio.addEventListener('pause', () => URL.revokeObjectURL(url), { once: true });
    audio.addEventListener('ended', () => setOutcome('played'), { once: true });
    try {
      if (chosenId !== '') await audio.setSinkId(chosenId);
      await audio.play();
    } catch {
      /* The speaker is gone, or the browser holds the sound back: told, and tried again by the person. */
      setOutcome('failed');
    }
  }

  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex gap-2">
        <SpeakerSelect speaker={speaker} />
        <Button className="h-12 touch:h-12" onClick={() => void play()}>
          <Volume2 aria-hidden /> Test sound
        </Button>
      </div>
      <p role="status" className="text-sm text-ink-2 empty:hidden">
        {TOLD[outcome]}
      </p>
    </div>
  );
}
