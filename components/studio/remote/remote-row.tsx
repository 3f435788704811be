import type { ReactNode } from 'react';
import { classNames } from '@/components/ui/class-names';
import type { StudioAction } from '../model/actions/studio-action';
import { pressAction } from '../press-action';

export interface RemoteRowProps {
  action: StudioAction | undefined;
  icon: ReactNode;
  name: string;
  detail: ReactNode;
  isOn: boolean;
  isOnAir: boolean;
  /** What a press would do, in a word. */
  verb: string;
  /** Under the words. */
  progress?: ReactNode;
}

/** One thing that is on or off, as wide as the screen: the whole of it is the switch. */
export function RemoteRow({ action, icon, name, detail, isOn, isOnAir, verb, progress }: RemoteRowProps) {
  return (
    <button
      type="button"
      aria-pressed={isOn}
      aria-label={`${name}${isOnAir ? ', on air' : isOn ? ', on' : ''}`}
      aria-disabled={!action?.isAvailable}
      onClick={() => action && pressAction(action)}
      className={classNames(
        'relative flex min-h-[56px] w-full touch-manipulation items-center gap-3 overflow-hidden rounded-md border-2 bg-surface-2 px-2.5 py-2 text-left',
        isOnAir ? 'border-air' : isOn ? 'border-accent' : 'border-transparent',
        !action?.isAvailable && 'opacity-60',
      )}
    >
      {progress}
      <span
        className={classNames(
          'relative grid size-9 shrink-0 place-items-center rounded-sm [&_svg]:size-[18px]',
          isOnAir ? 'bg-air text-on-accent' : isOn ? 'bg-accent text-on-accent' : 'bg-surface-3 text-ink-2',
        )}
      >
        {icon}
      </span>
      <span className="relative min-w-0 flex-1">
        <span className="block truncate font-[580]">{name}</span>
        <span className="block truncate text-sm text-ink-3 tabular-nums">
          {isOnAir && <span className="font-[650] text-air-text">On air · </span>}
          {detail}
        </span>
      </span>
      <span aria-hidden className="relative shrink-0 rounded-sm bg-surface-3 px-3 py-1.5 font-[580]">
        {verb}
      </span>
    </button>
  );
}
