'use client';

import { useId } from 'react';
import { Kbd } from '@/components/ui/kbd';
import { Switch } from '@/components/ui/switch';
import type { StudioAction } from './model/actions/studio-action';
import { useShow } from './studio-context';
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
      {isStudio && take && (
        <>
          {take.reason !== null && (
            <span id={`${modeId}-reason`} className="text-sm text-ink-3 max-sm:w-full">
              {take.reason}
            </span>
          )}
          <button
            type="button"
            aria-label={take.label}
            aria-keyshortcuts="Space"
            aria-disabled={!take.isAvailable}
            aria-describedby={take.reason === null ? undefined : `${modeId}-reason`}
            onClick={() => take.isAvailable && take.run()}
            className="flex h-9 items-center justify-center gap-2.5 rounded-md bg-ink-1 px-5 text-lg font-[680] text-on-light transition-opacity hover:opacity-90 aria-disabled:opacity-45 max-sm:w-full touch:h-12"
          >
            Take
            <Kbd className="border-current px-1.5 text-[11px] leading-[17px] text-on-light max-sm:hidden">
              Space
            </Kbd>
          </button>
        </>
      )}
    </div>
  );
}
