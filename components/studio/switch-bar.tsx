'use client';

import type { StudioAction } from './model/actions/studio-action';
import { ModeSwitch } from './mode-switch';
import { useShow } from './studio-context';
import { TakeButton } from './take-button';
import { TransitionPicker } from './transition-picker';

/** How scenes come on program: the mode, the transition, and in studio mode *Take*. */
export function SwitchBar({ actions }: { actions: StudioAction[] }) {
  const isStudio = useShow().switching.mode === 'studio';
  const take = actions.find(({ id }) => id === 'show.take');
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line p-2 lg:max-xl:gap-x-2.5 min-[1720px]:flex-1 min-[1720px]:border-t-0 min-[1720px]:border-l">
      <TransitionPicker actions={actions} />
      <ModeSwitch mode={actions.find(({ id }) => id === 'show.switch-mode')} />
      <span className="flex-1" />
      {isStudio && take && <TakeButton take={take} />}
    </div>
  );
}
