'use client';

import { MicOff } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { classNames } from '@/components/ui/class-names';
import { onPaintTick } from '@/lib/browser/paint/on-paint-tick';
import { createLevelMeter, meterFraction } from '@/lib/browser/devices/level-meter';

/** Shape of the bars at full level, in px: higher in the middle, as a voice looks. */
const BARS_PX = [7, 11, 14, 10, 12, 8];
/** What is left of a level at the next drawing. */
const FALL_PER_DRAWING = 0.66;

export interface MicrophoneLevelProps {
  track: MediaStreamTrack;
  isMuted: boolean;
  className?: string;
}

/** Bars that move with the voice, drawn without React; says "muted" in their place. */
export function MicrophoneLevel({ track, isMuted, className }: MicrophoneLevelProps) {
  const barsRef = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (isMuted) return;
    const context = new AudioContext();
    const meter = createLevelMeter(context, track);
    void context.resume();
    let shown = 0;
    const stopDrawing = onPaintTick(() => {
      const level = meterFraction(meter.read().peakDb);
      shown = Math.max(level, shown * FALL_PER_DRAWING);
      const bars = barsRef.current?.children ?? [];
      for (const [index, bar] of [...bars].entries()) {
        if (!(bar instanceof HTMLElement)) continue;
        const scale = Math.max(0.2, Math.min(1, shown * (1.2 - 0.1 * (index % 3))));
        bar.style.transform = `scaleY(${scale.toFixed(2)})`;
      }
    });
    return () => {
      stopDrawing();
      meter.close();
      void context.close();
    };
  }, [track, isMuted]);
  return (
    <span
      role="img"
      aria-label={isMuted ? 'Microphone muted' : 'Microphone level'}
      className={classNames('flex h-7 items-center gap-[3px] rounded-full bg-scrim px-2.5', className)}
    >
      {isMuted ? (
        <span className="flex items-center gap-1.5 text-xs font-[620] text-air-text">
          <MicOff className="size-3.5" /> Muted
        </span>
      ) : (
        <span ref={barsRef} className="flex items-center gap-[3px]">
          {BARS_PX.map((height, index) => (
            <i
              key={index}
              style={{ height, transform: 'scaleY(.2)' }}
              className="w-[3px] rounded-[2px] bg-preview"
            />
          ))}
        </span>
      )}
    </span>
  );
}
