'use client';

import { SlidersHorizontal } from 'lucide-react';
import { useId, useState } from 'react';
import { classNames } from '@/components/ui/class-names';
import { IconButton } from '@/components/ui/icon-button';
import { Popover } from '@/components/ui/popover';
import { Select } from '@/components/ui/select';
import { Slider } from '@/components/ui/slider';
import { Switch } from '@/components/ui/switch';
import { LIMITS } from '@/lib/core/contract/limits';
import { COMPRESSOR_PRESETS, GATE_PRESETS, type SeatSound } from '@/lib/core/contract/seat-sound';
import type { Seat } from '@/lib/core/contract/show-state';
import { EditGuard } from '../team/edit-guard';
import { COMPRESSOR_NAMES, describeSound, GATE_NAMES } from '../model/sound-words';

const DELAY_STEP_MS = 5;

/** Gate, compressor and delay of one person: shared, for every producer the same. */
export function SoundPopover({ seat, onChange }: { seat: Seat; onChange: (sound: SeatSound) => void }) {
  const { sound } = seat;
  const set = (part: Partial<SeatSound>) => onChange({ ...sound, ...part });
  return (
    <Popover
      label={`Sound of ${seat.name}`}
      align="end"
      trigger={
        <IconButton
          size="small"
          label={`Sound of ${seat.name}`}
          icon={<SlidersHorizontal />}
          hasTooltip={false}
          className={classNames(
            describeSound(sound) !== '' && 'border-transparent bg-accent-soft text-accent-text',
          )}
        />
      }
    >
      <div className="flex flex-col gap-3">
        <EditGuard subject={`seat:${seat.seatId}/sound`} isHeldWhileShown>
          <PresetSelect
            label="Gate"
            value={sound.gate}
            presets={GATE_PRESETS}
            names={GATE_NAMES}
            onChange={(gate) => set({ gate })}
          />
          <PresetSelect
            label="Compressor"
            value={sound.compressor}
            presets={COMPRESSOR_PRESETS}
            names={COMPRESSOR_NAMES}
            onChange={(compressor) => set({ compressor })}
          />
          <Delay delayMs={sound.delayMs} onChange={(delayMs) => set({ delayMs })} />
          <DuckingSwitch isOn={sound.ducksScreen} onChange={(ducksScreen) => set({ ducksScreen })} />
        </EditGuard>
      </div>
    </Popover>
  );
}

function PresetSelect<Preset extends string>({
  label,
  value,
  presets,
  names,
  onChange,
}: {
  label: string;
  value: Preset;
  presets: readonly Preset[];
  names: Record<Preset, string>;
  onChange: (preset: Preset) => void;
}) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1 block text-sm text-ink-2">
        {label}
      </label>
      <Select
        id={id}
        value={value}
        onChange={({ target }) => {
          const chosen = presets.find((preset) => preset === target.value);
          if (chosen) onChange(chosen);
        }}
      >
        {presets.map((preset) => (
          <option key={preset} value={preset}>
            {names[preset]}
          </option>
        ))}
      </Select>
    </div>
  );
}

function Delay({ delayMs, onChange }: { delayMs: number; onChange: (delayMs: number) => void }) {
  const [draftMs, setDraftMs] = useState<number | null>(null);
  const shownMs = draftMs ?? delayMs;
  return (
    <div>
      <div className="mb-1 flex justify-between text-sm">
        <span className="text-ink-2">Delay</span>
        <span className="tabular-nums">{shownMs} ms</span>
      </div>
      <Slider
        label="Delay"
        value={shownMs}
        min={0}
        max={LIMITS.seatDelayMsMax}
        step={DELAY_STEP_MS}
        valueText={`${shownMs} milliseconds`}
        onValueChange={setDraftMs}
        onValueCommit={(committedMs) => {
          setDraftMs(null);
          onChange(committedMs);
        }}
      />
      <p className="mt-1 text-xs text-ink-3">
        For lips that move after the words. Heard in the program only.
      </p>
    </div>
  );
}

function DuckingSwitch({ isOn, onChange }: { isOn: boolean; onChange: (isOn: boolean) => void }) {
  const id = useId();
  return (
    <div className="flex items-center justify-between gap-3">
      <label htmlFor={id} className="text-sm text-ink-2">
        Shared screen gives way to speech
      </label>
      <Switch id={id} checked={isOn} onCheckedChange={onChange} />
    </div>
  );
}
