'use client';

import { useId } from 'react';
import { Switch } from '@/components/ui/switch';
import type { StudioAction } from '../model/actions/studio-action';
import { useShow } from '../studio-context';
import { TransitionPicker } from '../transition-picker';

/** How the next scene comes on, and whether it is seen here first. */
export function RemoteSwitching({ actions }: { actions: StudioAction[] }) {
  const isStudio = useShow().switching.mode === 'studio';
  const modeId = useId();
  const mode = actions.find(({ id }) => id === 'show.switch-mode');
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <TransitionPicker actions={actions} />
      <span className="flex min-h-11 items-center gap-2.5">
        <Switch
          id={modeId}
          checked={isStudio}
          disabled={!mode?.isAvailable}
          onCheckedChange={() => mode?.run()}
        />
        <label htmlFor={modeId} className="text-ink-2">
          Studio mode
        </label>
      </span>
      {mode && mode.reason !== null && <p className="w-full text-ink-2">{mode.reason}</p>}
    </div>
  );
}
