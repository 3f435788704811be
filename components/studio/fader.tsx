'use client';

import { useEffect, useRef, useState } from 'react';
import { Slider } from '@/components/ui/slider';
import { LIMITS } from '@/lib/core/contract/limits';
import { formatDb } from './model/log-wording';

export interface FaderProps {
  label: string;
  gainDb: number;
  isDisabled: boolean;
  onChange: (gainDb: number) => void;
}

/** Others hear a fader move while it moves, but not at every pixel. */
const SEND_EVERY_MS = 80;
const STEP_DB = 0.5;

/** A gain. Double-click sets it back to 0 dB. */
export function Fader({ label, gainDb, isDisabled, onChange }: FaderProps) {
  const [draftDb, setDraftDb] = useState<number | null>(null);
  const onChangeRef = useRef(onChange);
  useEffect(() => {
    onChangeRef.current = onChange;
  });
  useEffect(() => {
    if (draftDb === null) return;
    const timer = setTimeout(() => onChangeRef.current(draftDb), SEND_EVERY_MS);
    return () => clearTimeout(timer);
  }, [draftDb]);
  const shownDb = draftDb ?? gainDb;
  return (
    <div
      className="mt-1.5 flex items-center gap-3"
      title="Double-click: back to 0 dB"
      onDoubleClick={() => !isDisabled && onChange(0)}
    >
      <Slider
        label={label}
        value={shownDb}
        min={LIMITS.gainDbMin}
        max={LIMITS.gainDbMax}
        step={STEP_DB}
        disabled={isDisabled}
        valueText={formatDb(shownDb)}
        onValueChange={setDraftDb}
        onValueCommit={(committedDb) => {
          setDraftDb(null);
          onChange(committedDb);
        }}
      />
      <span className="w-14 shrink-0 text-right text-sm text-ink-2 tabular-nums">{formatDb(shownDb)}</span>
    </div>
  );
}
