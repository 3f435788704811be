'use client';

import type { StudioAction } from '../model/actions/studio-action';
import { ModeSwitch } from '../mode-switch';
import { TransitionPicker } from '../transition-picker';

/** How the next scene comes on, and whether it is seen here first. */
export function RemoteSwitching({ actions }: { actions: StudioAction[] }) {
  const mode = actions.find(({ id }) => id === 'show.switch-mode');
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <TransitionPicker actions={actions} />
      <ModeSwitch mode={mode} className="min-h-11" />
      {mode && mode.reason !== null && <p className="w-full text-ink-2">{mode.reason}</p>}
    </div>
  );
}
