'use client';

import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ListedDevice } from '@/lib/browser/devices/device-choice';

export interface DeviceSelectProps {
  icon: ReactNode;
  label: string;
  devices: readonly ListedDevice[];
  chosenId: string;
  onChoose: (deviceId: string) => void;
}

export function DeviceSelect({ icon, label, devices, chosenId, onChoose }: DeviceSelectProps) {
  return (
    <span className="relative flex h-12 items-center rounded-[11px] border border-line bg-surface-2 text-ink-2 focus-within:border-accent focus-within:shadow-[0_0_0_3px_var(--accent-soft)]">
      <span aria-hidden className="pointer-events-none absolute left-[13px] [&_svg]:size-4">
        {icon}
      </span>
      <select
        aria-label={label}
        value={chosenId}
        disabled={devices.length === 0}
        onChange={(event) => onChoose(event.target.value)}
        className="h-full w-full min-w-0 appearance-none truncate rounded-[11px] bg-transparent pr-9 pl-10 font-[520] text-ink-1 outline-none disabled:text-ink-3 [&>option]:bg-surface-2"
      >
        {devices.length === 0 && <option value="">No {label.toLowerCase()} found</option>}
        {devices.map(({ deviceId, label: name }) => (
          <option key={deviceId} value={deviceId}>
            {name}
          </option>
        ))}
      </select>
      <ChevronDown aria-hidden className="pointer-events-none absolute right-3 size-4" />
    </span>
  );
}
