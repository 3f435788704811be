'use client';

import { useId } from 'react';
import { classNames } from '@/components/ui/class-names';
import { Switch } from '@/components/ui/switch';
import type { StudioAction } from './model/actions/studio-action';
import { useShow } from './studio-context';

/** Whether the next scene is seen in a preview first. */
export function ModeSwitch({ mode, className }: { mode: StudioAction | undefined; className?: string }) {
  const modeId = useId();
  return (
    <span className={classNames('flex items-center gap-2', className)}>
      <Switch
        id={modeId}
        checked={useShow().switching.mode === 'studio'}
        reason={mode?.reason ?? null}
        onCheckedChange={() => mode?.run()}
        aria-keyshortcuts="D"
      />
      <label htmlFor={modeId} className="text-ink-2">
        Studio mode
      </label>
    </span>
  );
}
