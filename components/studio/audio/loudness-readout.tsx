'use client';

import { RotateCcw } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import { classNames } from '@/components/ui/class-names';
import { IconButton } from '@/components/ui/icon-button';
import { Select } from '@/components/ui/select';
import { formatLufs, LOUDNESS_TARGETS, loudnessHint } from '../model/sound-words';
import { useStudio } from '../studio-context';

/** Digits that change more often cannot be read. */
const READ_EVERY_MS = 250;
const STORAGE_KEY = 'sb.loudness-target';
const [FIRST_TARGET] = LOUDNESS_TARGETS;

/** How loud the program is (EBU R 128), and what that means for where it goes. */
export function LoudnessReadout() {
  const { mixer } = useStudio();
  const [target, setTarget] = useState(rememberedTarget);
  const [integratedLufs, setIntegratedLufs] = useState(-Infinity);
  const momentaryRef = useRef<HTMLElement>(null);
  const shortTermRef = useRef<HTMLElement>(null);
  const selectId = useId();
  useEffect(() => {
    const timer = setInterval(() => {
      const { loudness } = mixer.readProgram();
      show(momentaryRef.current, formatLufs(loudness.momentaryLufs));
      show(shortTermRef.current, formatLufs(loudness.shortTermLufs));
      // A tenth is what is shown: rendered when that changes, which is rarely.
      setIntegratedLufs(Math.round(loudness.integratedLufs * 10) / 10);
    }, READ_EVERY_MS);
    return () => clearInterval(timer);
  }, [mixer]);
  const hint = loudnessHint(integratedLufs, target);
  return (
    <div className="mt-3 border-t border-line pt-2.5">
      <div className="flex items-end gap-3">
        <dl aria-label="Loudness in LUFS" className="grid flex-1 grid-cols-3 gap-2">
          <Figure name="Momentary" figureRef={momentaryRef} />
          <Figure name="Short-term" figureRef={shortTermRef} />
          <Figure name="Integrated" value={formatLufs(integratedLufs)} />
        </dl>
        <IconButton
          size="small"
          label="Measure the integrated loudness anew"
          icon={<RotateCcw />}
          onClick={() => mixer.restartLoudness()}
        />
      </div>
      <div className="mt-2 flex items-center gap-2">
        <p
          role="status"
          className={classNames('flex-1 text-sm font-[550]', hint.isGood ? 'text-ink-2' : 'text-warn')}
        >
          {hint.text}
        </p>
        <label htmlFor={selectId} className="sr-only">
          Loudness target
        </label>
        <Select
          id={selectId}
          value={target.lufs}
          className="w-[150px] shrink-0"
          onChange={(event) => {
            const chosen = targetOf(event.target.value);
            setTarget(chosen);
            window.localStorage.setItem(STORAGE_KEY, String(chosen.lufs));
          }}
        >
          {LOUDNESS_TARGETS.map(({ lufs, label }) => (
            <option key={lufs} value={lufs}>
              {label} {lufs}
            </option>
          ))}
        </Select>
      </div>
    </div>
  );
}

function Figure({
  name,
  value = '–',
  figureRef,
}: {
  name: string;
  value?: string;
  figureRef?: React.Ref<HTMLElement>;
}) {
  return (
    <div>
      <dt className="text-xs text-ink-3">{name}</dt>
      <dd ref={figureRef} className="text-lg leading-6 font-[620] tabular-nums">
        {value}
      </dd>
    </div>
  );
}

function show(element: HTMLElement | null, text: string): void {
  if (element && element.textContent !== text) element.textContent = text;
}

const targetOf = (lufs: string | null) =>
  LOUDNESS_TARGETS.find((target) => String(target.lufs) === lufs) ?? FIRST_TARGET!;

const rememberedTarget = () => targetOf(window.localStorage.getItem(STORAGE_KEY));
