'use client';

import { classNames } from '@/components/ui/class-names';
import { refusal } from '@/components/ui/refusal';
import { Tooltip } from '@/components/ui/tooltip';
import type { LayoutId } from '@/lib/core/contract/scene-document';
import { LayoutIcon } from './layout-icon';
import { LAYOUT_NAMES } from './model/log-wording';
import { LAYOUT_IDS } from './model/actions/layout-actions';
import type { StudioAction } from './model/actions/studio-action';
import { editedScene } from './model/scene-of';
import { useShow } from './studio-context';
import { SwitchBar } from './switch-bar';

/** Under the monitors: the layouts of the scene that is worked on, drawn, and how scenes come on program. */
export function LayoutStrip({ actions }: { actions: StudioAction[] }) {
  return (
    <div className="rounded-md border border-line bg-surface-1 min-[1720px]:flex min-[1720px]:items-center">
      <Layouts actions={actions} />
      <SwitchBar actions={actions} />
    </div>
  );
}

function Layouts({ actions }: { actions: StudioAction[] }) {
  const current = editedScene(useShow())?.document.layout;
  return (
    <div
      role="group"
      aria-label="Layout"
      className="flex gap-2 p-2 max-lg:flex-wrap max-sm:grid max-sm:grid-cols-6 lg:max-xl:gap-1"
    >
      {LAYOUT_IDS.map((layout) => {
        const action = actions.find(({ id }) => id === `layout:${layout}`);
        return (
          <LayoutButton
            key={layout}
            layout={layout}
            isCurrent={layout === current}
            reason={action?.reason ?? null}
            shortcut={action?.shortcut ?? null}
            onPress={() => action?.run()}
          />
        );
      })}
    </div>
  );
}

interface LayoutButtonProps {
  layout: LayoutId;
  isCurrent: boolean;
  reason: string | null;
  shortcut: string | null;
  onPress: () => void;
}

function LayoutButton({ layout, isCurrent, reason, shortcut, onPress }: LayoutButtonProps) {
  const named = shortcut ? `${LAYOUT_NAMES[layout]} · ${shortcut.toUpperCase()}` : LAYOUT_NAMES[layout];
  const label = reason ?? named;
  return (
    <Tooltip label={label}>
      <button
        type="button"
        aria-label={LAYOUT_NAMES[layout]}
        aria-pressed={isCurrent}
        {...refusal(reason)}
        onClick={() => reason === null && onPress()}
        className={classNames(
          'h-8 w-[46px] min-w-0 rounded-[7px] border px-[7px] py-[5px] transition-colors touch:h-11 touch:w-14 max-sm:w-full',
          isCurrent
            ? 'border-accent bg-accent-soft text-accent-text'
            : 'border-transparent bg-surface-3 text-ink-3 hover:bg-surface-4 aria-disabled:opacity-50',
        )}
      >
        <LayoutIcon layout={layout} />
      </button>
    </Tooltip>
  );
}
