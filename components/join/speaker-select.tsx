'use client';

import { Volume2 } from 'lucide-react';
import { useState } from 'react';
import type { OutputDevices } from '@/lib/browser/devices/output-devices';
import { useStore } from '@/lib/browser/realtime/use-store';
import { DeviceSelect } from './device-select';

const SYSTEM = { deviceId: '', label: 'Default speaker' };

/** Where a guest hears the others. A browser that plays on the system's output only says so. */
export function SpeakerSelect({ speaker }: { speaker: OutputDevices }) {
  const { devices, chosenId, canChoose } = useStore(speaker);
  const [isGone, setIsGone] = useState(false);
  // The entry that the browser calls `default` is the system's choice by another name.
  const others = devices.filter(({ deviceId }) => deviceId !== 'default');
  return (
    <span className="min-w-0 flex-1">
      <DeviceSelect
        icon={<Volume2 />}
        label="Speaker"
        devices={canChoose === 'yes' ? [SYSTEM, ...others] : [SYSTEM]}
        chosenId={chosenId}
        onChoose={(deviceId) => {
          speaker.choose(deviceId).then(
            () => setIsGone(false),
            () => setIsGone(true),
          );
        }}
      />
      {isGone && (
        <span role="alert" className="text-sm text-warn">
          This speaker cannot be used now. Choose another.
        </span>
      )}
    </span>
  );
}
