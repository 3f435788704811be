'use client';

import { useId } from 'react';
import { Switch } from '@/components/ui/switch';
import type { StudioAction } from './model/actions/studio-action';
import { useShow } from './studio-context';
import { TakeButton } from './take-button';
import { TransitionPicker } from './transition-picker';

/** How scenes come on program: the mode, the transition, and in studio mode *Take*. */
export function SwitchBar({ actions }: { actions: StudioAction[] }) {
  const isStudio = useShow().switching.mode === 'studio';
  const modeId = useId();
  const mode = actions.find(({ id }) => id === 'show.switch-mode');
  const take = actions.find(({ id }) => id === 'show.take');
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line p-2 lg:max-xl:gap-x-2.5 min-[1720px]:flex-1 min-[1720px]:border-t-0 min-[1720px]:border-l">
      <TransitionPicker actions={actions} />
      <span className="flex items-center gap-2">
        <Switch
          id={modeId}
          checked={isStudio}
          reason={mode?.reason ?? null}
          onCheckedChange={() => mode?.run()}
          aria-keyshortcuts="D"
        />
        <label htmlFor={modeId} className="text-ink-2">
          Studio mode
        </label>
      </span>
      <span className="flex-1" />
      {isStudio && take && <TakeButton take={take} />}
    </div>
  );
}
