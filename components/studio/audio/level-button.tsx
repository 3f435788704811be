'use client';

import { Gauge } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { toast } from '@/components/ui/toast';
import { Tooltip } from '@/components/ui/tooltip';
import type { Seat } from '@/lib/core/contract/show-state';
import { SPEECH_NEEDED_MS } from '@/lib/core/mix/speech-level';
import { levelOutcome } from '../model/sound-words';
import { useSend, useStudio } from '../studio-context';

/** Listens to five seconds of speech and sets the fader by it. Pressed again, it stops listening. */
export function LevelButton({ seat }: { seat: Seat }) {
  const { mixer } = useStudio();
  const send = useSend();
  const [secondsLeft, setSecondsLeft] = useState<number | null>(null);
  const listening = useRef<AbortController | null>(null);
  useEffect(() => () => listening.current?.abort(), []);
  const isListening = secondsLeft !== null;
  const reason = seat.mute.bySelf
    ? `${seat.name} is muted: they must unmute first`
    : seat.mute.byProducer
      ? `${seat.name} is muted: lift your mute first`
      : null;

  async function level(): Promise<void> {
    if (isListening) return listening.current?.abort();
    const controller = new AbortController();
    listening.current = controller;
    setSecondsLeft(SPEECH_NEEDED_MS / 1000);
    const result = await mixer.measureSpeech(`camera:${seat.seatId}`, {
      signal: controller.signal,
      // The same second is no news: rendered five times, not fifty times a second.
      onProgress: (speechMs) => setSecondsLeft(Math.ceil(Math.max(0, SPEECH_NEEDED_MS - speechMs) / 1000)),
    });
    setSecondsLeft(null);
    if (!result) return;
    if (result.status === 'heard') send({ type: 'seat.setGain', seatId: seat.seatId, gainDb: result.gainDb });
    const { text, isDone } = levelOutcome(seat.name, result);
    if (isDone) toast.success(text);
    else toast.error(text);
  }

  return (
    <Tooltip label={reason ?? (isListening ? 'Stop listening' : 'Listen to 5 s of speech and set the fader')}>
      <Button
        size="small"
        aria-label={isListening ? `Stop listening to ${seat.name}` : `Level: ${seat.name}`}
        aria-disabled={reason !== null && !isListening}
        aria-description={reason ?? undefined}
        onClick={() => (reason === null || isListening) && void level()}
        className="min-w-[68px] tabular-nums"
      >
        <Gauge /> {isListening ? `${secondsLeft} s` : 'Level'}
      </Button>
    </Tooltip>
  );
}
