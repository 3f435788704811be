'use client';

import { useState } from 'react';
import { PlatformMark } from '@/components/shared/platform-mark';
import { Dialog } from '@/components/ui/dialog';
import type { DestinationPreset } from '@/lib/core/presets/destination-presets';
import { NewDestinationForm } from './new-destination-form';

export interface AddDestinationDialogProps {
  presets: DestinationPreset[];
  onClose: () => void;
}

/** First the platform, then only the fields that platform needs. */
export function AddDestinationDialog({ presets, onClose }: AddDestinationDialogProps) {
  const [preset, setPreset] = useState<DestinationPreset | null>(null);
  if (preset !== null)
    return <NewDestinationForm preset={preset} onBack={() => setPreset(null)} onClose={onClose} />;
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title="Add destination"
      description="Choose where the program goes."
    >
      <ul className="grid grid-cols-2 gap-2.5 sm:grid-cols-3">
        {presets.map((choice) => (
          <li key={choice.platform}>
            <button
              type="button"
              onClick={() => setPreset(choice)}
              className="flex h-full min-h-[58px] w-full items-center gap-3 rounded-md border border-line-strong bg-surface-2 p-3 text-left font-[600] transition-colors hover:border-ink-3 hover:bg-surface-3"
            >
              <PlatformMark platform={choice.platform} className="size-8 text-[13px]" />
              {choice.label}
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
